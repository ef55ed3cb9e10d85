"""Passages: a record cut at the ends of paragraphs and sentences, each piece a record by itself.

A piece ends behind a line break, else behind ``。！？；``, else behind ``，、`` or a blank, as late as the length
allows, and never inside a mention or between a quantity and its indicator: where these are longer than
the length, so is the piece. White space at its ends is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, cast

from pipeline.export.selection import MENTIONS, STATEMENTS, without_loose_ends
from pipeline.record_checks import mentions
from pipeline.records import Goal, Mention, Record

# From the best place to end to the worst.
ENDS = tuple(re.compile(expression) for expression in (r"\n", r"[。！？；][”’」』）]?", r"[，、,\s]", r"."))


def cut_record(record: Record, length: int | None, cut: Counter[str]) -> Iterator[Record]:
    """Yield the record in passages of at most `length` characters, or whole where that is None.

    A passage has the record's fields, offsets that count in the passage, and ``ID@start-end`` for an id, with
    the range in the record's text. `cut` counts the posts and the `of` that reached over a border and are gone.
    """
    if length is None or len(record["text"]) <= length:
        yield record
        return
    posts, wholes = len(record["posts"]), _wholes(record)
    for start, end in ranges(record["text"], length, _closed(record)):
        passage = _passage(record, start, end)
        posts, wholes = posts - len(passage["posts"]), wholes - _wholes(passage)
        yield passage
    cut["posts cut by a passage"] += posts
    cut["links of statements cut by a passage"] += wholes


def ranges(text: str, length: int, closed: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each passage, without white space around it; `closed` ranges are never cut."""
    borders = sorted(closed)
    start = 0
    while start < len(text):
        end = _behind(borders, _end(text, start, length, borders))
        first, last = _stripped(text, start, end)
        if first < last:
            yield first, last
        start = end


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
            if text[start : match.end()].strip() and _behind(closed, match.end()) == match.end():
                return match.end()
    return limit


def _behind(closed: list[tuple[int, int]], end: int) -> int:
    """Return the first place from `end` on that is in no closed range."""
    for first, last in closed:
        if first < end < last:
            end = last
    return end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _passage(record: Record, start: int, end: int) -> Record:
    passage = cast(dict[str, Any], record.copy())
    passage["id"] = f"{record['id']}@{start}-{end}"
    passage["text"] = record["text"][start:end]
    for layer in MENTIONS:
        rows = cast(list[Mention], passage[layer])
        passage[layer] = [_moved(item, start) for item in rows if start <= item["start"] < end]
    for layer in STATEMENTS:
        goals = cast(list[Goal], passage[layer])
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


def _wholes(record: Record) -> int:
    return sum(goal["of"] is not None for goal in chain(record["goals"], record["results"]))
