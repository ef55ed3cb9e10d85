"""Reading a text's dates: from left to right, each against the article's day and what was said before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from pipeline.values.dates import TimeValue, resolve, resolve_pair
from pipeline.values.dates_context import Context, context_of, new_sentence, remember
from pipeline.values.dates_grammar import DateGrammar, Match, fold
from pipeline.values.dates_points import SINCE
from pipeline.values.festivals import Festivals

_SENTENCE = regex.compile(r"[^。！？\n]+")
_CONNECTOR = regex.compile(" {0,2}(?:直?至|到|-{1,2}) {0,2}")
_DATELINE = regex.compile("专?[电讯](?![力话子网站商价视动池影器缆量厂信息问])|消息[，（(]")
# What may stand before a time that sets the time of its whole sentence: a heading's number, 截至, a lead-in.
_LEAD_IN = regex.compile(
    r"(?:.*[，：；“])?(?:[-#*·、 ]*|\(?[一二三四五六七八九十\d]+[)、.] *)(?:截至|截止|在|于|自|从|回顾|回首)?"
)
_PAIR = "range.pair"
_AROUND = 25  # characters on either side that tell whether a time is to come


class Reading(NamedTuple):
    """A date in a text: offsets, the rule that found it, its confidence, and what it means."""

    start: int
    end: int
    rule: str
    confidence: float
    value: TimeValue


def read_dates(
    text: str, grammar: DateGrammar, dct: str | None = None, *, festivals: Festivals | None = None
) -> Iterator[Reading]:
    """Yield the dates of a text from left to right; `dct` is the article's day or year (ISO) or None."""
    folded = fold(text)
    context = context_of(dct, festivals)
    sentences = _Sentences(folded)
    for pair in _paired(grammar.matches(folded), folded):
        context = sentences.enter(pair[0].start, context)
        context = context._replace(around=sentences.around(pair[0]))
        reading = _read(pair, context)
        context = _after(reading, pair, context, folded[sentences.start : reading.start])
        if reading.value.period is not None and _DATELINE.match(folded, reading.end):
            context = context._replace(spoken=reading.value.end)
        yield reading


class _Sentences:
    """Walks over a text's sentences as its dates are read; `start` is where the current one begins."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._spans = (match.span() for match in _SENTENCE.finditer(folded))
        self.start = self._end = 0

    def enter(self, place: int, context: Context) -> Context:
        """Return the context at a place: renewed where a sentence has begun since the last one."""
        if place < self._end:
            return context
        before = self._end
        self.start, self._end = next(span for span in self._spans if place < span[1])
        paragraph = "\n" in self._folded[before : self.start]
        return new_sentence(context, paragraph=paragraph)

    def around(self, match: Match) -> str:
        """Return the sentence's text about a match."""
        start, end = max(self.start, match.start - _AROUND), min(self._end, match.end + _AROUND)
        return self._folded[start:end]


def _paired(matches: Iterator[Match], folded: str) -> Iterator[list[Match]]:
    """Yield single matches, and pairs of points with 至 between them."""
    held: Match | None = None
    for match in matches:
        if held is None:
            held = match
        elif _joins(held, match, folded):
            yield [held, match]
            held = None
        else:
            yield [held]
            held = match
    if held is not None:
        yield [held]


def _joins(first: Match, second: Match, folded: str) -> bool:
    points = first.row.kind == second.row.kind == "point" and "bound" not in first.groups
    return points and _CONNECTOR.fullmatch(folded, first.end, second.start) is not None


def _read(pair: list[Match], context: Context) -> Reading:
    first, last = pair[0], pair[-1]
    confidence = min(match.row.confidence for match in pair)
    if first is last:
        value = resolve(first.row.kind, first.groups, context, value=first.row.value)
        return Reading(first.start, first.end, first.row.id, confidence, value)
    value = resolve_pair((first.row.kind, first.groups), (last.row.kind, last.groups), context)
    return Reading(first.start, last.end, _PAIR, confidence, value)


def _after(reading: Reading, pair: list[Match], context: Context, before: str) -> Context:
    """Return the context after a reading; `before` is what stands before it in its sentence."""
    period = reading.value.period
    if period is None:
        return context
    groups = pair[0].groups
    year_told = "y" in groups or "ry" in groups
    since = pair[-1].groups.get("bound") in SINCE
    leads = (year_told and "m" in groups) or _LEAD_IN.fullmatch(before) is not None
    return remember(context, period, governs=leads and not since and (year_told or period.grain == "day"))
