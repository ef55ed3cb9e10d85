"""The lines of a page, with their place in it: the smallest pieces that cleaning moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

BLANK = r"\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
INVISIBLE = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
CONTROL = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
BREAK = r"\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029"

_LINE = regex.compile(rf"[^{BREAK}]+")
_CONTENT = regex.compile(rf"[^{BLANK}{INVISIBLE}{CONTROL}]")
_EDGE = regex.compile(rf"[{BLANK}{INVISIBLE}{CONTROL}]")
_MARK = regex.compile(rf"(?:#{{1,6}}(?=[{BLANK}#]|\p{{Han}})|[-*+•·●■□◆▲△](?=[{BLANK}]|\p{{Han}}))[{BLANK}]*")


class Line(NamedTuple):
    """A line without the blanks at its ends.

    `start` and `end` are offsets in the source, after the layout mark; `mark` is the mark (``##``, ``-``)
    or empty; `indent` counts the blanks before it; `gap` the blank lines above it; `opening` is the offset
    at which the line begins, blanks and all (the line break above it is one before).
    """

    text: str
    start: int
    end: int
    mark: str
    indent: int
    gap: int
    opening: int


def read_lines(source: str) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    previous = -1
    for match in _LINE.finditer(source):
        first = _CONTENT.search(source, match.start(), match.end())
        if first is None:
            continue
        start, end = first.start(), match.end()
        while _EDGE.match(source, end - 1):
            end -= 1
        mark = _MARK.match(source, start, end)
        body = mark.end() if mark and mark.end() < end else start
        gap = 0 if previous < 0 else source.count("\n", previous, start) - 1
        mark_text, indent = source[start:body].strip(), start - match.start()
        yield Line(source[body:end], body, end, mark_text, indent, max(gap, 0), match.start())
        previous = end
