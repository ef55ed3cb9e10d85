"""Columns: lines that are as wide as their column end where the column ends, not where a sentence does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.clean.layout import FURNITURE, LineKind
from pipeline.clean.lines import Line
from pipeline.clean.paragraph import ENDS

NARROWEST, WIDEST = 10, 60  # characters in a line of a column
SLACK = 2  # a line may be shorter by as much: punctuation does not begin a line
SHORTEST = 3  # lines in a row that prove a column


def full_lines(lines: Sequence[Line], kinds: Sequence[LineKind]) -> list[bool]:
    """Say for each line whether it fills its column, so that its break means nothing.

    A column is proved by three or more text lines in a row of one width, half of which end
    without the end of a sentence; every line of such a width on the page is then full.
    """
    widths: set[int] = set()
    for run in _equal_runs(lines, kinds):
        unended = sum(line.text[-1] not in ENDS for line in run)
        if (
            len(run) >= SHORTEST
            and unended * 2 >= len(run)
            and any("，" in r.text or "," in r.text for r in run)
        ):
            widths.update(len(line.text) for line in run)
    return [
        kind in (LineKind.TEXT, LineKind.DATELINE) and len(line.text) in widths
        for line, kind in zip(lines, kinds, strict=True)
    ]


def _equal_runs(lines: Sequence[Line], kinds: Sequence[LineKind]) -> Iterator[list[Line]]:
    """Yield the longest runs of neighbouring text lines whose widths differ by no more than the slack."""
    run: list[Line] = []
    low = high = 0
    for line, kind in zip(lines, kinds, strict=True):
        width = len(line.text)
        fits = kind is LineKind.TEXT and NARROWEST <= width <= WIDEST
        low, high = (min(low, width), max(high, width)) if run else (width, width)
        if fits and high - low <= SLACK:
            run.append(line)
            continue
        yield run
        run, low, high = ([line] if fits else []), width, width
    yield run


def text_in_columns(lines: Sequence[Line], kinds: Sequence[LineKind]) -> list[LineKind]:
    """Return the kinds, but take as text what follows a full line without the end of a sentence.

    A line of a narrow column can begin with 热线12345 or end with 二维码 by chance.
    """
    full = full_lines(lines, kinds)
    return [
        LineKind.TEXT
        if i and full[i - 1] and line.gap == 0 and kind in FURNITURE and lines[i - 1].text[-1] not in ENDS
        else kind
        for i, (line, kind) in enumerate(zip(lines, kinds, strict=True))
    ]
