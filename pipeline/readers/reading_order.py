"""The order in which a page's pieces of text are read: headings, then column after column.

A page is cut as by Nagy's XY-cut ("Hierarchical representation of optically scanned documents", 1984): into
strips along blank lines across, strips that share a blank gutter are columns together, and each column is
cut again. What stands in gutters by accident (tables, lists) is read row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# In sizes of the type: a blank of this width between two pieces may be a gutter; lines overlap by less.
GUTTER, OVERLAP = 1.0, 0.3
# Columns of text: at least so many lines on both sides together, and so many characters a piece.
FEWEST_LINES, SHORTEST_PIECE = 4, 5
DEEPEST = 40  # columns within columns
INDENT, LARGEST_INDENT = 1.2, 8
BLANK = "\u3000"

Spans = list[tuple[float, float]]


class Piece(NamedTuple):
    """A piece of a line and its box; `top` and `bottom` grow down the page, all in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.bottom - self.top


def page_text(pieces: Sequence[Piece]) -> str:
    """Return the text of a page in reading order: a line for each line of a column, indents kept.

    A blank line stands where the page leaves one.
    """
    return "\n".join(line for block in _blocks(list(pieces), 0) for line in _lines(block))


class _Group:
    """Neighbouring strips of a page that are read together, and the spans across that they cover."""

    def __init__(self, strip: list[Piece], gutter: float) -> None:
        self.pieces, self.gutter = strip, gutter
        self.covered = _covered(((piece.left, piece.right) for piece in strip), gutter)
        self.bottom = max(piece.bottom for piece in strip)

    def takes(self, below: _Group) -> bool:
        """Take the next strip in where it has the same columns, or none as this one; whether it did.

        A single piece is the beginning or the rest of a column only where it stands close to the others.
        """
        together = _covered([*self.covered, *below.covered], self.gutter)
        fewer, more = sorted((len(self.covered), len(below.covered)))
        if (len(together) > 1) != (more > 1):
            return False
        if fewer == 1 < more and below.pieces[0].top - self.bottom > self.gutter:
            return False
        self.pieces += below.pieces
        self.covered, self.bottom = together, below.bottom
        return True


def _blocks(pieces: list[Piece], depth: int) -> Iterator[list[Piece]]:
    """Yield the pieces of one column or strip after another."""
    if not pieces:
        return
    gutter = GUTTER * median(piece.size for piece in pieces)
    for group in _groups(pieces, gutter):
        at = _widest_gutter(group.covered)
        left = [piece for piece in group.pieces if at is not None and piece.left < at]
        right = [piece for piece in group.pieces if at is not None and piece.left >= at]
        if depth < DEEPEST and _are_columns(left, right):
            yield from _blocks(left, depth + 1)
            yield from _blocks(right, depth + 1)
        else:
            yield group.pieces


def _groups(pieces: list[Piece], gutter: float) -> list[_Group]:
    groups: list[_Group] = []
    for strip in _strips(pieces):
        group = _Group(strip, gutter)
        if not (groups and groups[-1].takes(group)):
            groups.append(group)
    return groups


def _strips(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces between two blank lines that go across all of them."""
    strip: list[Piece] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if strip and piece.top > bottom - OVERLAP * piece.size:
            yield strip
            strip = []
        bottom = max(bottom, piece.bottom) if strip else piece.bottom
        strip.append(piece)
    yield strip


def _covered(spans: Iterable[tuple[float, float]], gutter: float) -> Spans:
    """Return the spans joined where less than a gutter lies between them, from left to right."""
    joined: Spans = []
    for left, right in sorted(spans):
        if joined and left < joined[-1][1] + gutter:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _widest_gutter(covered: Spans) -> float | None:
    """Return the left border of what stands to the right of the widest gutter."""
    gutters = [(right[0] - left[1], right[0]) for left, right in pairwise(covered)]
    return max(gutters)[1] if gutters else None


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Whether two sides read one after the other: each has several pieces, and they are no cells."""
    both = left + right
    if min(len(left), len(right)) < 2 or len(both) < FEWEST_LINES:
        return False
    return all(sum(len(piece.text) for piece in side) >= SHORTEST_PIECE * len(side) for side in (left, right))


def _lines(block: list[Piece]) -> Iterator[str]:
    """Yield the lines of a block, those that stand on one height from left to right."""
    border = min(piece.left for piece in block)
    bottom = None
    for row in _rows(block):
        first = row[0]
        if bottom is not None and first.top - bottom > first.size:
            yield ""
        bottom = max(piece.bottom for piece in row)
        indent = (first.left - border) / (first.size or 1)
        blanks = round(min(indent, LARGEST_INDENT)) if indent >= INDENT else 0
        yield BLANK * blanks + " ".join(piece.text for piece in row)


def _rows(block: list[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in sorted(block, key=lambda piece: (piece.top + piece.bottom, piece.left)):
        if row and (piece.top + piece.bottom) / 2 > row[0].bottom:
            yield sorted(row, key=lambda piece: piece.left)
            row = []
        row.append(piece)
    yield sorted(row, key=lambda piece: piece.left)
