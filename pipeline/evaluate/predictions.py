"""Reading records (JSONL, one article a line) as items to be scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipeline.errors import RowError, SourceError
from pipeline.evaluate.items import Item, Place, member, members, optional_member, read_item
from pipeline.evaluate.spans import Page, squeezed
from pipeline.record_files import lines_of, list_record_files

MENTION_LAYERS = ("people", "positions", "organizations", "dates")
GOAL_LISTS = {"goals": "target", "results": "achieved"}


class RecordRow(NamedTuple):
    """A record as read, and its place."""

    data: dict[str, Any]
    place: Place


def read_records(path: Path) -> dict[str, list[RecordRow]]:
    """Return the records of a JSONL file by the file name of their source; a page may hold several articles.

    Raises SourceError where the file cannot be read, RowError for a line that is no record.
    """
    by_document: dict[str, list[RecordRow]] = {}
    for place, text in _lines(path):
        row = _parse(text, place)
        source = member(row.data, "source", dict, row.place)
        uri = member(source, "uri", str, row.place.inside("source"))
        by_document.setdefault(PurePosixPath(uri).name, []).append(row)
    return by_document


def _lines(path: Path) -> Iterator[tuple[Place, str]]:
    """Yield the lines that hold something, with their places; ``//`` starts a comment."""
    for file in list_record_files([path]) if path.is_dir() else [path]:
        before = 0
        try:
            for number, line in enumerate(lines_of(file), 1):
                if line.strip() and not line.lstrip().startswith(b"//"):
                    yield Place(file, number), line.decode("utf-8")
                before += len(line)
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", place=file) from error
        except UnicodeDecodeError as error:
            raise SourceError(f"no UTF-8 at byte {before + error.start}", place=file) from error


def _parse(text: str, place: Place) -> RecordRow:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(
            f"no JSON: {error.msg} at column {error.colno}", place=place.file, line=place.line
        ) from error
    if not isinstance(data, dict):
        raise place.fault(f"a record was expected, not {text[:40]!r}")
    return RecordRow(data, place)


def read_predictions(records: Iterable[RecordRow], page: Page) -> dict[str, list[Item]]:
    """Return the items of a page's records by layer; `goals` holds goals and results, record by record.

    Raises RowError for an item without its place or outside the page.
    """
    items: dict[str, list[Item]] = {layer: [] for layer in (*MENTION_LAYERS, "goals")}
    for record in records:
        for layer in MENTION_LAYERS:
            rows = members(record.data, layer, record.place)
            items[layer] += [_read_mention(row, record, page, place) for row, place in rows]
        for key, status in GOAL_LISTS.items():
            rows = members(record.data, key, record.place)
            items["goals"] += [
                _read_goal({**row, "status": status}, record, page, place) for row, place in rows
            ]
    return items


def _read_mention(row: dict[str, Any], record: RecordRow, page: Page, place: Place) -> Item:
    optional_member(row, "people", list, place)
    return _checked(read_item(row, page, place), record, page, place)


def _read_goal(goal: dict[str, Any], record: RecordRow, page: Page, place: Place) -> Item:
    """Return a goal as its quantity with the goal's other fields beside the quantity's."""
    quantity = member(goal, "quantity", dict, place)
    indicator = optional_member(goal, "indicator", dict, place)
    optional_member(goal, "deadline", dict, place)
    indicators = () if indicator is None else (read_item(indicator, page, place.inside("indicator")),)
    here = place.inside("quantity")
    item = read_item({**goal, **quantity}, page, here, indicators=indicators)
    return _checked(item, record, page, here)


def _checked(item: Item, record: RecordRow, page: Page, place: Place) -> Item:
    """Return the item, marked where its offsets do not hold its text."""
    start, end = (member(item.fields, key, int, place) for key in ("start", "end"))
    in_record = member(record.data, "text", str, record.place)[start:end] == item.text
    in_source = squeezed(page.text[item.start : item.end]) == squeezed(item.text)
    return item if in_record and in_source else replace(item, faithful=False)
