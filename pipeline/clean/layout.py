"""What a single line is on the page: a sentence, a heading, a byline, the number of a hotline.

How each of these is written stands in patterns/furniture.jsonl, patterns/bylines.jsonl and
patterns/datelines.jsonl; the part of a row's id before the dot is the kind of line that it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import regex

from pipeline.clean.lines import Line
from pipeline.errors import RowError
from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows

FILES = ("furniture", "bylines", "datelines", "adverts")
LONGEST = 200  # no line of furniture is longer; longer ones are text
LABEL_WIDTH = 12  # characters in a line beside a QR code or under a byline
DATELINE_REACH = 60  # a dateline stands in the first characters of its paragraph


class LineKind(StrEnum):
    """What a line is; the values are the first parts of the pattern ids."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    CAPTION = "caption"
    LABEL = "label"
    DAY = "day"
    REPRINT = "reprint"
    WEBHEAD = "webhead"
    MASTHEAD = "masthead"
    QR = "qr"
    HOTLINE = "hotline"
    WEATHER = "weather"
    ADVERT = "advert"
    TABLE = "table"
    CONTROLS = "controls"
    IMAGE = "image"


_NAMES_ALONE = regex.compile(r"\p{Han}{2,3}(?:\s+\p{Han}{2,3})*")
# What belongs to no article, wherever it stands.
FURNITURE = frozenset(
    {
        LineKind.MASTHEAD,
        LineKind.QR,
        LineKind.HOTLINE,
        LineKind.WEATHER,
        LineKind.ADVERT,
        LineKind.CONTROLS,
        LineKind.IMAGE,
    }
)
_SPREADING = frozenset({LineKind.QR, LineKind.HOTLINE})
_CLOSING_BRACKETS = (")", "）")
_HOLDS_SENTENCES = frozenset({LineKind.CAPTION, LineKind.IMAGE})
_NEEDS_NAME = frozenset({LineKind.BYLINE, LineKind.CREDIT})
_NAME = regex.compile(
    r"(?:(?<!\p{Han})|(?<=记者|通讯员|作者|编辑|责编|校对|审核))"
    r"(?!记者|通讯员|作者|编辑)(?:\p{Han}{1,4}(?![\p{Han}·•])|\p{Han}{1,8}[·•]\p{Han}+)"
)
_ITEM_MARKS = frozenset("-+*•>")


class Pattern(NamedTuple):
    """A compiled row."""

    id: str
    kind: LineKind
    expression: regex.Pattern[str]


@cache
def load_patterns(name: str) -> tuple[Pattern, ...]:
    """Return the rows of ``patterns/<name>.jsonl``, compiled.

    Raises RowError for an expression that does not compile and for an id that names no kind of line.
    """
    path = resource(f"patterns/{name}.jsonl")
    return tuple(_compile(row, path) for row in read_rows(path, PatternRow))


def _compile(row: PatternRow, path: Path) -> Pattern:
    kind = row.id.partition(".")[0]
    if kind not in set(LineKind):
        raise RowError(
            f"{row.id}: {kind!r} is no kind of line", place=path, remedy=f"known: {', '.join(LineKind)}"
        )
    try:
        return Pattern(row.id, LineKind(kind), regex.compile(row.expression))
    except regex.error as error:
        raise RowError(f"{row.id}: bad expression: {error}", place=path) from error


def kinds_of(lines: Sequence[Line]) -> list[LineKind]:
    """Return what each line of a page is.

    Short lines that stand close to a line of furniture belong to it: the label of a QR code is set in
    lines of a few characters. Names under a byline continue it.
    """
    kinds = [kind_of(line) for line in lines]
    for step in (1, -1):
        order = range(len(lines))[::step]
        for before, i in pairwise(order):
            if kinds[before] in _SPREADING and kinds[i] is LineKind.TEXT and _stand_close(lines, before, i):
                kinds[i] = kinds[before]
    for before, i in pairwise(range(len(lines))):
        if kinds[before] is LineKind.BYLINE and lines[i].gap == 0 and _is_names(lines[i].text):
            kinds[i] = LineKind.BYLINE
    return kinds


def _is_names(text: str) -> bool:
    """Whether a line consists of names and nothing else."""
    return len(text) <= LABEL_WIDTH and _NAMES_ALONE.fullmatch(text) is not None and _has_name(text)


def _stand_close(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether two neighbouring lines are short and have no blank line between them."""
    lower = max(first, second)
    return lines[lower].gap == 0 and all(len(lines[i].text) <= LABEL_WIDTH for i in (first, second))


def kind_of(line: Line) -> LineKind:
    """Return what a line is, from its own form alone."""
    found = _kind_of_text(line.text) if len(line.text) <= LONGEST else _dateline_or_text(line.text)
    if found is not LineKind.TEXT:
        return found
    if line.level:
        return LineKind.HEADING
    return LineKind.ITEM if line.mark[:1] in _ITEM_MARKS else LineKind.TEXT


@lru_cache(maxsize=4096)
def _kind_of_text(text: str) -> LineKind:
    sentences = "。" in text[:-1]
    for name in ("furniture", "bylines"):
        for pattern in load_patterns(name):
            if sentences and pattern.kind not in _HOLDS_SENTENCES:
                continue
            if pattern.expression.match(text) and (pattern.kind not in _NEEDS_NAME or _has_name(text)):
                return pattern.kind
    return _dateline_or_text(text)


def _dateline_or_text(text: str) -> LineKind:
    return LineKind.TEXT if dateline_of(text) is None else LineKind.DATELINE


def dateline_of(text: str) -> regex.Match[str] | None:
    """Return the dateline at the beginning of a paragraph (济南2月2日讯), else None.

    Its groups `year`, `month` and `day`, where the form has them, are numerals or None. In brackets of
    its own it stands at the end of an article, and begins nothing.
    """
    head = text[:DATELINE_REACH]
    for pattern in load_patterns("datelines"):
        if found := pattern.expression.match(head):
            return None if text[found.end() :] in _CLOSING_BRACKETS else found
    return None


def has_advert_cue(text: str) -> bool:
    """Whether a paragraph speaks like an advert."""
    return any(pattern.expression.search(text) for pattern in load_patterns("adverts"))


def day_groups(text: str, kind: LineKind) -> dict[str, str] | None:
    """Return the groups year, month and day of the first row of `kind` that finds a whole day in the line."""
    for pattern in load_patterns("furniture"):
        if pattern.kind == kind and (found := pattern.expression.search(text)):
            groups = found.groupdict()
            if groups.get("year"):
                return groups
    return None


@cache
def _surnames() -> frozenset[str]:
    return frozenset(resource("seeds/people/surnames.txt").read_text(encoding="utf-8").split())


def _has_name(text: str) -> bool:
    """Whether a piece between blanks or marks can be a name: in 记者走基层 none can."""
    surnames = _surnames()
    names: list[str] = _NAME.findall(text)
    return any("·" in name or "•" in name or name[0] in surnames or name[:2] in surnames for name in names)
