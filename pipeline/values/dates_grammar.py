"""The grammar of time expressions: rows of data, compiled, and walked once over a text.

Rows are written for folded text (`fold`): one form of each digit, dash, quotation mark and blank, simplified
characters. Folding keeps the length, so offsets stay. An expression may call another row by its id in
braces, ``{month}``; rows of kind ``fragment`` exist for that only. `pipeline.values.dates` reads the groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

import regex

from pipeline.errors import RowError
from pipeline.values.dates import KINDS

FRAGMENT = "fragment"

_SAME_LENGTH = (
    ("０１２３４５６７８９", "0123456789"),
    (
        "來後時間內號兩個過點當這幾數連續國慶週從纔滿歲節際規劃該凖歷屆東陽曆禮",
        "来后时间内号两个过点当这几数连续国庆周从才满岁节际规划该准历届东阳历礼",
    ),
    ("○Ｏ◯", "〇〇〇"),
)
_ONE_FORM = (
    ("“”‘’\"'「」『』", "“"),
    ("—–－―─━～~〜﹣−", "-"),
    ("：", ":"),
    ("（〔【[", "("),
    ("）〕】]", ")"),
    ("\u3000\xa0\t\r\u2002\u2003\u2009\u200b", " "),
)
_FOLD = {
    **{ord(char): to for chars, targets in _SAME_LENGTH for char, to in zip(chars, targets, strict=True)},
    **{ord(char): to for chars, to in _ONE_FORM for char in chars},
}
_BLANK = r"\x20"
_CALL = re.compile(r"\{([a-z][a-z_]*)\}")


def fold(text: str) -> str:
    """Return the text in the grammar's alphabet, character for character."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A row of patterns/dates.jsonl.

    `kind` is a fragment or how the match is read (`pipeline.values.dates.KINDS`). `lead` holds, separated by
    blanks, all the ways in which a match may begin: a character or a class of characters, and what must
    follow; so nearly every place of a text is passed by at once. `value` is the TIMEX3 value of what has no
    other. `example` and `counter_example` are as in `pipeline.rows.PatternRow`.
    """

    id: str
    kind: str
    expression: str
    confidence: float
    example: str
    counter_example: str
    lead: str = ""
    value: str = ""
    note: str = ""


class Match(NamedTuple):
    """A place where a row matched: its named groups without those that are empty."""

    start: int
    end: int
    row: DatePattern
    groups: dict[str, str]


class _Choice(NamedTuple):
    """Neighbouring rows that may begin in the same way, tried in turn where `lead` fits."""

    lead: re.Pattern[str]
    rows: tuple[tuple[DatePattern, regex.Pattern[str]], ...]


class DateGrammar:
    """The compiled rows; the first row that matches at a place wins, so longer forms stand first.

    One expression of look-aheads (the rows' leads) finds the places, one in a hundred; there the rows are
    tried that can begin with such a character. Each is compiled for itself: an alternation of all rows keeps
    all their groups at every step back, which costs more than what it saves.
    """

    def __init__(self, rows: Sequence[DatePattern]) -> None:
        """Compile the rows; raises RowError for an unknown kind, an unknown call or a faulty expression."""
        expressions = expanded(rows)
        patterns = [(row, _compiled(row, expressions)) for row in rows if row.kind != FRAGMENT]
        leads = {row.id: _leads(row, expressions) for row, _ in patterns}
        every = {lead: _firsts(lead) for own in leads.values() for lead in own}
        firsts = "".join(sorted(set("".join(every.values()))))
        # The standard library's engine is four times as fast at this, and `regex` has what the rows need.
        self._gate = re.compile(f"(?=[{firsts}])(?={'|'.join(every)})")
        self._choices = {char: list(_choices(char, patterns, leads)) for char in firsts}

    def matches(self, folded: str) -> Iterator[Match]:
        """Yield the matches in folded text, from left to right, none overlapping another."""
        end = 0
        for place in self._gate.finditer(folded):
            start = place.start()
            if start >= end and (match := self._match(folded, start)) is not None:
                end = match.end
                yield match

    def _match(self, folded: str, start: int) -> Match | None:
        for lead, rows in self._choices[folded[start]]:
            if lead.match(folded, start) is None:
                continue
            for row, pattern in rows:
                if (found := pattern.match(folded, start)) is not None:
                    named = zip(pattern.groupindex, found.groups(), strict=True)  # faster than groupdict()
                    groups = {name: text for name, text in named if text is not None}
                    return Match(start, found.end(), row, groups)
        return None


def expanded(rows: Sequence[DatePattern]) -> dict[str, str]:
    """Return each row's expression with its calls written out; raises RowError for a call of no row above."""
    expressions: dict[str, str] = {}
    for row in rows:
        if row.kind != FRAGMENT and row.kind not in KINDS:
            raise RowError(
                f"unknown kind {row.kind!r} in row {row.id!r}", remedy=f"known: {', '.join(KINDS)}"
            )
        expressions[row.id] = _CALL.sub(partial(_called, row=row, known=expressions), row.expression)
    return expressions


def _called(call: re.Match[str], row: DatePattern, known: dict[str, str]) -> str:
    if call[1] not in known:
        raise RowError(f"row {row.id!r} calls {call[1]!r}, which no row above it defines")
    return f"(?:{known[call[1]]})"


def _leads(row: DatePattern, known: dict[str, str]) -> list[str]:
    """Return the row's leads with their calls written out; raises RowError where one is faulty or none is."""
    leads = _CALL.sub(lambda call: _called(call, row, known)[3:-1].replace(" ", _BLANK), row.lead).split()
    if not leads:
        raise RowError(f"row {row.id!r} has no lead", remedy="name all the ways in which a match may begin")
    try:
        _compiled_lead("|".join(leads))
    except re.error as error:
        raise RowError(f"row {row.id!r} has a faulty lead: {error}") from error
    return leads


@cache
def _compiled_lead(lead: str) -> re.Pattern[str]:
    return re.compile(lead)


def _firsts(lead: str) -> str:
    """Return the characters with which a lead begins, ranges written out."""
    chars = lead[1 : lead.index("]")] if lead[0] == "[" else lead[0]
    return chars.replace("0-9", "0123456789").replace("1-4", "1234")


def _leads_with(char: str, leads: Sequence[str]) -> str:
    """Return those of a row's leads that begin with a character, as one expression; empty where none does."""
    return "|".join(lead for lead in leads if char in _firsts(lead))


def _choices(
    char: str, patterns: Sequence[tuple[DatePattern, regex.Pattern[str]]], leads: Mapping[str, Sequence[str]]
) -> Iterator[_Choice]:
    """Yield the rows that may begin with a character, in their order."""
    for lead, rows in groupby(patterns, lambda pair: _leads_with(char, leads[pair[0].id])):
        if lead:
            yield _Choice(_compiled_lead(lead), tuple(rows))


def _compiled(row: DatePattern, expressions: dict[str, str]) -> regex.Pattern[str]:
    """Compile a row; raises RowError for a faulty expression or a group without a name."""
    try:
        compiled = regex.compile(expressions[row.id])
    except regex.error as error:
        raise RowError(f"row {row.id!r} has a faulty expression: {error}") from error
    if compiled.groups > len(compiled.groupindex):
        raise RowError(f"row {row.id!r} has a group without a name", remedy="write (?:…) or (?P<name>…)")
    return compiled
