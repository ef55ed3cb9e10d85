"""Read the quantities of an article as goals and results: all that one sentence, its passage and its page
tell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from pipeline.linking.goal_action import action_of, change_of
from pipeline.linking.goal_deadline import (
    DatedClause,
    DateMention,
    Frame,
    as_triggers,
    governs,
    own_frames,
    start_frames,
)
from pipeline.linking.goal_described import described
from pipeline.linking.goal_indicator import assign_indicators
from pipeline.linking.goal_lexicon import REACH, GoalLexicon
from pipeline.linking.goal_owner import Speaker, acting_body, acting_place, speaks_for_place
from pipeline.linking.goal_passage import Passages, Section
from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_status import ACHIEVED, ContextLexicon, Trigger, context_score, decide
from pipeline.linking.goal_tense import TenseModel
from pipeline.linking.goal_text import Range, clauses, mask, sentences

_NOW = re.compile(r"\s*[“‘]?(?:目前|现在|当前|眼下|如今)")
_FROM = re.compile(r"[由从]|[把将]$")
# How much the other figures of a paragraph say beside a figure's own, and at most.
_REST, _LIMIT = 0.3, 4.0


@dataclass(frozen=True, slots=True)
class GoalKnowledge:
    """What is known of all texts: words, triggers, the wording of passages."""

    lexicon: GoalLexicon
    contexts: ContextLexicon
    tense: TenseModel


class GoalPage(NamedTuple):
    """What the other layers know of one article; all sequences are in text order.

    `quantities` are what the recognizer found; `dates` the time frames; `bodies` the organizations that are
    no part of a title, with their names; `today` the article's day; `owner` whose goals they are where
    nothing else says.
    """

    text: str
    quantities: Sequence[Statement]
    dates: Sequence[DateMention]
    masked_dates: Sequence[Range]
    bodies: Sequence[tuple[int, int, str]]
    speakers: Sequence[Speaker]
    passages: Passages
    today: str | None
    owner: str | None
    place: str | None


class _Sentence(NamedTuple):
    """One sentence with its statements, dates and triggers."""

    start: int
    end: int
    clauses: Sequence[Range]
    items: Sequence[Statement]
    things: Sequence[Statement | None]
    dates: Sequence[DateMention]
    dated: Sequence[DatedClause]
    triggers: Sequence[Trigger]
    section: Section
    figures: float


def read_goals(page: GoalPage, knowledge: GoalKnowledge) -> Iterator[dict[str, Any]]:
    """Yield, for each quantity in text order, what the linker adds to it."""
    places = [(item.start, item.end) for item in page.quantities]
    masked = mask(page.text, page.masked_dates, places)
    at = 0
    for section in page.passages.sections():
        carried: Frame | None = None
        items: Sequence[Statement] = ()
        figures = _figures(page, bisect_left(places, (section.start, 0)), section.end)
        for start, end in sentences(masked, section.start, section.end):
            first = at
            while at < len(places) and places[at][0] < end:
                at += 1
            dates = _between(page.dates, start, end)
            if first < at:
                earlier, items = items, page.quantities[first:at]
                assign_indicators(page.text, masked, knowledge.lexicon, (start, end), items)
                within = list(clauses(masked, start, end))
                things = described(masked, within, items, earlier)
                dated = [_dated_clause(mention, within, items) for mention in dates]
                triggers = _triggers(
                    page, knowledge, masked, (start, end), list(zip(dates, dated, strict=True))
                )
                sentence = _Sentence(
                    start, end, within, items, things, dates, dated, triggers, section, figures
                )
                yield from _read_sentence(page, masked, sentence, carried)
            carried = _carried(masked, (start, end), dates, page.quantities[first:at], carried)


def _figures(page: GoalPage, first: int, end: int) -> float:
    """What the figures of a paragraph say together, the first of them being the `first` of the page."""
    total = 0.0
    for item in page.quantities[first:]:
        if item.start >= end:
            break
        total += item.odds
    return total


def _between(dates: Sequence[DateMention], start: int, end: int) -> Sequence[DateMention]:
    low = bisect_left(dates, start, key=lambda mention: mention.start)
    return dates[low : bisect_left(dates, end, key=lambda mention: mention.start)]


def _triggers(
    page: GoalPage,
    knowledge: GoalKnowledge,
    masked: str,
    sentence: Range,
    dates: Sequence[tuple[DateMention, DatedClause]],
) -> list[Trigger]:
    told = [
        trigger
        for mention, dated in dates
        for trigger in as_triggers(mention, page.today, lone=mention.end < dated.end <= dated.quantity)
    ]
    return sorted([*knowledge.contexts.triggers(masked, *sentence), *told])


def _read_sentence(
    page: GoalPage, masked: str, sentence: _Sentence, carried: Frame | None
) -> Iterator[dict[str, Any]]:
    passage = page.passages.score(sentence.section, (sentence.start, sentence.end))
    inherited = None if _NOW.match(masked, sentence.start) else carried
    for n, item in enumerate(sentence.items):
        clause = _clause_of(sentence.clauses, item)
        began = _is_start(masked, sentence.items, n, clause)
        told = context_score(sentence.triggers, (item.start, item.end), clause)
        evidence = item.odds + _bounded(_REST * (sentence.figures - item.odds), _LIMIT)
        status = ACHIEVED if began else decide(told + _bounded(passage + evidence, page.passages.limit))
        place, thing = (item.start, item.end), sentence.things[n]
        if began:
            known: list[Frame | None] = [*start_frames(sentence.dates, place)]
        else:
            known = [*own_frames(sentence.dates, place, clause, sentence.dated), inherited]
            known += page.passages.frames(sentence.section, status)
        frame = next((f for f in known if f is not None and f.admits(status, page.today)), None)
        yield {
            "status": status,
            "indicator": None if item.indicator is None else list(item.indicator),
            "action": action_of(page.text, item),
            "change": change_of(page.text, item),
            "deadline": None if frame is None else {"start_date": frame.first, "end_date": frame.last},
            "of": None if thing is None else [thing.start, thing.end],
            "owner": _owner(page, item, (sentence.start, sentence.end), clause),
            "sentence": [sentence.start, sentence.end],
        }


def _clause_of(places: Sequence[Range], item: Statement) -> Range:
    """The clause in which a quantity begins; one that begins with a mark between clauses is its own."""
    at = bisect_right(places, item.start, key=itemgetter(0)) - 1
    return places[at] if at >= 0 and item.start < places[at][1] else (item.start, item.end)


def _bounded(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))


def _dated_clause(mention: DateMention, places: Sequence[Range], items: Sequence[Statement]) -> DatedClause:
    for start, end in places:
        if start <= mention.start < end:
            return DatedClause(
                start, end, next((item.start for item in items if start <= item.start < end), end)
            )
    return DatedClause(mention.start, mention.end, mention.end)


def _is_start(masked: str, items: Sequence[Statement], n: int, clause: Range) -> bool:
    """Whether the n-th quantity is where a development starts: 从142亿元增长到211亿元."""
    if n + 1 == len(items) or items[n + 1].start >= clause[1]:
        return False
    following = items[n + 1]
    reaches = (
        bool(following.verbs)
        and following.verbs[-1].role == REACH
        and following.verbs[-1].start >= items[n].end
    )
    return reaches and _FROM.search(masked, clause[0], items[n].start) is not None


def _carried(
    masked: str,
    sentence: Range,
    dates: Sequence[DateMention],
    items: Sequence[Statement],
    carried: Frame | None,
) -> Frame | None:
    """The frame that a sentence hands on to the next of its paragraph: its last long one that governs."""
    places = list(clauses(masked, *sentence)) if dates else []
    for mention in reversed(dates):
        if mention.frame.is_long() and governs(mention, _dated_clause(mention, places, items)):
            return mention.frame
    return carried


def _owner(page: GoalPage, item: Statement, sentence: Range, clause: Range) -> str | None:
    """The body that acts in the clause, the whole place that the sentence speaks of, the speaker's body, the
    page's."""
    acting = acting_body(page.bodies, clause[0], item.start) or acting_place(page.text, clause[0])
    if acting is not None:
        return acting
    if page.place is not None and speaks_for_place(page.text, sentence[0], item.start):
        return page.place
    for speaker in reversed(page.speakers):
        if speaker.start <= item.start < speaker.end:
            return speaker.body
    return page.owner


def lead_owner(bodies: Mapping[str, int], place: str | None) -> str | None:
    """Return the one body that speaks in an article, else its place."""
    return next(iter(bodies)) if len(bodies) == 1 else place
