"""The lines of a page, with their place in it: the smallest pieces that cleaning moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

BLANKS = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Zero-width and bidirectional marks, control characters and lone surrogates: nothing a reader sees.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
BREAKS = "\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029"

_LINE = regex.compile(f"[^{BREAKS}]+")
_BREAK = regex.compile(f"\r\n|[{BREAKS}]")
_VISIBLE = regex.compile(f"[^{BLANKS}{INVISIBLE}]")
_VISIBLE_LAST = regex.compile(f"(?r)[^{BLANKS}{INVISIBLE}]")
_MARK = regex.compile(rf"(?:(?:#{{1,6}}+|[-+•·●■□◆▲△▶★☆>]|\*{{1,3}}+)(?:[{BLANKS}]+|(?=[\p{{Han}}“\"*△])))+")
_CLOSING_MARK = regex.compile(rf"[{BLANKS}]*(?:#+|\*{{2,3}})$")


class Line(NamedTuple):
    """A line without the blanks at its ends and without its layout mark.

    `start` and `end` are offsets in the source; `mark` is the layout mark before it (``##``, ``-``) or
    empty; `indent` counts the blanks before it; `gap` the blank lines above it; `opening` is the offset
    at which the line begins, blanks and all (the last character of the break above it is one before).
    """

    text: str
    start: int
    end: int
    mark: str = ""
    indent: int = 0
    gap: int = 0
    opening: int = 0

    @property
    def level(self) -> int:
        """The level of a Markdown heading (1 is the highest), 0 where the line is none."""
        return self.mark.count("#")


def read_lines(source: str) -> Iterator[Line]:
    """Yield the lines of `source` that are not blank; any form of line break ends a line."""
    previous = 0
    for match in _LINE.finditer(source):
        opening, end = match.span()
        first = _VISIBLE.search(source, opening, end)
        if first is None:
            continue
        visible = first.start()
        last = _VISIBLE_LAST.search(source, visible, end) or first
        start, end = _without_marks(source, visible, last.end())
        gap = _breaks(source[previous:opening]) - 1
        mark = source[visible:start].strip()
        yield Line(source[start:end], start, end, mark, visible - opening, max(gap, 0), opening)
        previous = end


def _without_marks(source: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without a leading layout mark; a line that is only marks keeps them."""
    mark = _MARK.match(source, start, end)
    first = _VISIBLE.search(source, mark.end(), end) if mark else None
    if mark is None or first is None:
        return start, end
    start = first.start()
    if "#" in mark[0] or "*" in mark[0]:
        closing = _CLOSING_MARK.search(source, max(start, end - 8), end)
        if closing and closing.start() > start:
            end = closing.start()
    return start, end


def _breaks(between: str) -> int:
    """Count the line breaks of a stretch; CRLF is one."""
    return len(_BREAK.findall(between))
