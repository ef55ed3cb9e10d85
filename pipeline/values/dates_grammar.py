"""The grammar of time expressions: rows of data, compiled, and walked once over a text.

Rows are written for folded text (`fold`): one form of each digit, dash, quotation mark and blank, simplified
characters. Folding keeps the length, so offsets stay. An expression may call another row by its id in
braces, ``{month}``; rows of kind ``fragment`` exist for that only. `pipeline.values.dates` reads the groups.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

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
_NUMERALS = "〇零一二三四五六七八九十百千两几数半多好若廿卅"
_IsKind = Callable[[str], bool]
_KINDS_OF_CHARACTERS: tuple[_IsKind, ...] = (
    str.isdecimal,
    _NUMERALS.__contains__,
    lambda char: not char.isdecimal() and char not in _NUMERALS,
)
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


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a row matched: its named groups without those that are empty."""

    start: int
    end: int
    row: DatePattern
    groups: dict[str, str]


class DateGrammar:
    """The compiled rows; the first row that matches at a place wins, so longer forms stand first.

    One expression of look-aheads (the rows' leads) finds the places, one in a hundred; there the rows are
    tried that can begin with such a character: figures, Chinese numerals or words.
    """

    def __init__(self, rows: Sequence[DatePattern]) -> None:
        """Compile the rows; raises RowError for an unknown kind, an unknown call or a faulty expression."""
        expressions = expanded(rows)
        self._rows = {f"row{n}": row for n, row in enumerate(rows) if row.kind != FRAGMENT}
        self._choices: dict[str, regex.Pattern[str]] = {}
        leads = {name: _leads(row, expressions) for name, row in self._rows.items()}
        for kind in _KINDS_OF_CHARACTERS:
            self._add_choices(leads, expressions, kind)
        every = {lead: _firsts(lead) for own in leads.values() for lead in own}
        # The standard library's engine is four times as fast at this, and `regex` has what the rows need.
        self._gate = re.compile(f"(?=[{''.join(sorted(set(''.join(every.values()))))}])(?={'|'.join(every)})")

    def _add_choices(self, leads: dict[str, list[str]], expressions: dict[str, str], kind: _IsKind) -> None:
        """Compile the rows that can begin with a kind of character, for each such character."""
        choices: dict[str, str] = {}
        firsts: list[str] = []
        for name, row in self._rows.items():
            own = [lead for lead in leads[name] if any(map(kind, _firsts(lead)))]
            if own:
                choices[row.id] = f"(?={'|'.join(own)})(?P<{name}>{expressions[row.id]})"
                firsts += [char for lead in own for char in _firsts(lead) if kind(char)]
        self._choices.update(dict.fromkeys(firsts, _compiled(choices)))

    def matches(self, folded: str) -> Iterator[Match]:
        """Yield the matches in folded text, from left to right, none overlapping another."""
        end = 0
        for place in self._gate.finditer(folded):
            start = place.start()
            if start < end or (found := self._choices[folded[start]].match(folded, start)) is None:
                continue
            end = found.end()
            names = found.re.groupindex  # faster than groupdict(), thirty times
            groups = {
                name: text for name, text in zip(names, found.groups(), strict=True) if text is not None
            }
            row = next(name for name in groups if name in self._rows)
            del groups[row]
            yield Match(start, end, self._rows[row], groups)


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
    """Return the row's leads with their calls written out."""
    leads = _CALL.sub(lambda call: _called(call, row, known)[3:-1].replace(" ", _BLANK), row.lead).split()
    if not leads:
        raise RowError(f"row {row.id!r} has no lead", remedy="name all the ways in which a match may begin")
    return leads


def _firsts(lead: str) -> str:
    """Return the characters with which a lead begins, ranges written out."""
    chars = lead[1 : lead.index("]")] if lead[0] == "[" else lead[0]
    return chars.replace("0-9", "0123456789").replace("1-4", "1234")


def _compiled(choices: dict[str, str]) -> regex.Pattern[str]:
    """Compile the alternatives of rows, by row id; raises RowError that names the row at fault."""
    try:
        compiled = regex.compile("|".join(choices.values()))
    except regex.error as error:
        raise RowError(f"row {_at_fault(choices)!r} has a faulty expression: {error}") from error
    if compiled.groups > len(compiled.groupindex):
        remedy = "write (?:…) or (?P<name>…)"
        raise RowError(f"row {_at_fault(choices)!r} has a group without a name", remedy=remedy)
    return compiled


def _at_fault(choices: dict[str, str]) -> str:
    return next(ident for ident, choice in choices.items() if not _is_sound(choice))


def _is_sound(expression: str) -> bool:
    try:
        compiled = regex.compile(expression)
    except regex.error:
        return False
    return compiled.groups == len(compiled.groupindex)
