"""Where a range of a record's text stands in its source.

Cleaning leaves characters out and changes none, so a record's text is a subsequence of its source, and its
offset map is a list of runs. A record tells the places of its mentions only: what lies between two of them is
known where both texts have the same length between them. The source's text, cleaned again, tells the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.clean import clean
from pipeline.record_checks import mentions
from pipeline.records import Record


class Run(NamedTuple):
    """Characters that follow one another both in the text (from `start`) and in the source."""

    start: int
    source_start: int
    length: int


Point = tuple[int, int]


def known_runs(record: Record) -> tuple[Run, ...]:
    """Return the runs that the record itself tells of."""
    points: set[Point] = set()
    if record["text"]:
        source = record["source"]
        points |= {(0, source["start"]), (len(record["text"]) - 1, source["end"] - 1)}
    for _, mention in mentions(record):
        points.add((mention["start"], mention["source_start"]))
        points.add((mention["end"] - 1, mention["source_end"] - 1))
    return tuple(_joined(sorted(points)))


def runs_of(text: str, source_text: str, source_start: int) -> tuple[Run, ...]:
    """Return all runs of an article in its source, none where the source gives no such article (any more)."""
    for article in clean(source_text):
        if article.text == text and article.offsets and article.offsets[0] == source_start:
            return tuple(_joined(list(enumerate(article.offsets))))
    return ()


def place(runs: Sequence[Run], start: int, end: int) -> Point | None:
    """Return where ``text[start:end]`` begins and ends in the source, None where a border is not known.

    The runs are in the order of the text.
    """
    first, last = (_source_of(runs, offset) for offset in (start, end - 1))
    return None if first is None or last is None else (first, last + 1)


def _source_of(runs: Sequence[Run], offset: int) -> int | None:
    number = bisect_right(runs, offset, key=lambda run: run.start) - 1
    if number < 0 or offset >= runs[number].start + runs[number].length:
        return None
    return runs[number].source_start + offset - runs[number].start


def _joined(points: Sequence[Point]) -> Iterator[Run]:
    """Yield the runs through the points, which are in order."""
    begun: Point | None = None
    for point, following in zip(points, [*points[1:], None], strict=True):
        begun = begun or point
        if following is None or following[0] - point[0] != following[1] - point[1]:
            yield Run(*begun, point[0] - begun[0] + 1)
            begun = None
