"""Passages: a record cut at the ends of paragraphs and sentences, each piece a record by itself.

A piece ends behind a line break, else behind ``。！？；``, else behind ``，、`` or a blank, as late as the
length allows, and never inside a mention or between a quantity and its indicator: where these are longer than
the length, so is the piece. White space at its ends is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, cast

from pipeline.export.selection import MENTIONS, STATEMENTS, rows_of, without_loose_ends
from pipeline.record_checks import mentions
from pipeline.records import Goal, Record

# From the best place to end to the worst.
ENDS = tuple(re.compile(expression) for expression in (r"\n", r"[。！？；][”’」』）]?", r"[，、,\s]", r"."))


def passages_of(record: Record, length: int | None) -> list[tuple[int, int]]:
    """Return start and end of the record's passages of at most `length` characters; the whole for None."""
    text = record["text"]
    if length is None or len(text) <= length:
        return [(0, len(text))]
    return [*ranges(text, length, _closed(record))]


def cut_record(record: Record, passages: Sequence[tuple[int, int]]) -> list[Record]:
    """Return a record for each passage, itself where there is no more than one.

    A passage has the record's fields, offsets that count in the passage, and ``ID@start-end`` for an id, with
    the range in the record's text. Posts that reach over a border are left out, and so are the `of`.
    """
    return [record] if len(passages) == 1 else [_passage(record, *passage) for passage in passages]


def ranges(text: str, length: int, closed: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each passage, without white space around it; `closed` ranges are never cut."""
    borders = _joined(closed)
    start = _written(text, 0)
    while start < len(text):
        end = _behind(borders, _end(text, start, length, borders))
        yield start, start + len(text[start:end].rstrip())
        start = _written(text, end)


def _closed(record: Record) -> Iterator[tuple[int, int]]:
    for _, item in mentions(record):
        yield item["start"], item["end"]
    for goal in chain(record["goals"], record["results"]):
        if goal["indicator"] is not None:
            pair = (goal["quantity"], goal["indicator"])
            yield min(item["start"] for item in pair), max(item["end"] for item in pair)


def _end(text: str, start: int, length: int, closed: list[tuple[int, int]]) -> int:
    """Return the last place to end within `length` of `start`: the best kind that there is."""
    limit = start + length
    if limit >= len(text):
        return len(text)
    for kind in ENDS:
        for match in reversed(list(kind.finditer(text, start, limit))):
            if _behind(closed, match.end()) == match.end():
                return match.end()
    return limit


def _behind(closed: list[tuple[int, int]], end: int) -> int:
    """Return the first place from `end` on that is in no closed range; these do not overlap."""
    before = bisect_left(closed, (end, end)) - 1
    return max(end, closed[before][1]) if before >= 0 else end


def _joined(closed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(closed):
        if joined and start < joined[-1][1]:
            start, last = joined.pop()
            end = max(end, last)
        joined.append((start, end))
    return joined


def _written(text: str, start: int) -> int:
    """Return the first place from `start` on that is no white space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _passage(record: Record, start: int, end: int) -> Record:
    passage = cast(dict[str, Any], record.copy())
    passage["id"] = f"{record['id']}@{start}-{end}"
    passage["text"] = record["text"][start:end]
    for layer in MENTIONS:
        rows = rows_of(record, layer)
        passage[layer] = [_moved(item, start) for item in rows if start <= item["start"] < end]
    for layer in STATEMENTS:
        goals = rows_of(record, layer)
        passage[layer] = [_moved_goal(g, start, end) for g in goals if start <= g["quantity"]["start"] < end]
    passage["posts"] = [
        post | {"evidence": _moved(post["evidence"], start)}
        for post in record["posts"]
        if start <= post["evidence"]["start"] and post["evidence"]["end"] <= end
    ]
    passage["warnings"] = [
        _moved(row, start) for row in record["warnings"] if start <= row["start"] and row["end"] <= end
    ]
    return without_loose_ends(cast(Record, passage))


def _moved(row: Any, start: int) -> Any:
    return row | {"start": row["start"] - start, "end": row["end"] - start}


def _moved_goal(goal: Goal, start: int, end: int) -> Any:
    """Return a goal with the offsets of the passage; of its sentence the part that lies there."""
    sentence = goal["sentence"]
    inside = {"start": max(sentence["start"], start), "end": min(sentence["end"], end)}
    indicator = None if goal["indicator"] is None else _moved(goal["indicator"], start)
    quantity = _moved(goal["quantity"], start)
    return goal | {"quantity": quantity, "indicator": indicator, "sentence": _moved(inside, start)}
