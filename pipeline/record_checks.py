"""Is a line a record? Its types, its offsets, its links: checked before anything is built on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import RowError
from pipeline.records import Mention, Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

REMEDY = "give what `mubiao run` wrote, or leave the row out"
SHOWN = 40


def parse_record(line: bytes, *, place: object, number: int) -> Record:
    """Return the record in a line of JSON.

    Raises RowError, with `place` and the line's `number`, for what is no JSON, lacks a field or has one of
    another type, for offsets that do not hold their text, and for links to nothing. Fields that the contract
    does not know are left out.
    """
    from pydantic import ValidationError

    try:
        record = _adapter().validate_json(line, strict=True)
    except ValidationError as error:
        raise RowError(_told(error), place=place, line=number, remedy=REMEDY) from error
    fault = next(_faults(record), None)
    if fault is not None:
        raise RowError(fault, place=place, line=number, remedy=REMEDY)
    return record


@cache
def _adapter() -> TypeAdapter[Record]:
    from pydantic import TypeAdapter  # takes 0.2 s: only for the commands that read records

    return TypeAdapter(Record)


def _told(error: Any) -> str:
    """Return the first fault of a validation, with the place of the field: ``people.0.start: …``."""
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    shown = "" if first["type"] in ("missing", "json_invalid") else f", not {first['input']!r:.{SHOWN}}"
    return f"{where or 'no record'}: {first['msg']}{shown}"


def mentions(record: Record) -> Iterator[tuple[str, Mention]]:
    """Yield every span of the record with the name of its layer, quantities and indicators too."""
    for layer in ("people", "positions", "organizations", "dates"):
        for item in cast("list[Mention]", record[layer]):
            yield layer, item
    for goal in chain(record["goals"], record["results"]):
        yield "quantities", goal["quantity"]
        if goal["indicator"] is not None:
            yield "indicators", goal["indicator"]


def _faults(record: Record) -> Iterator[str]:
    yield from _day_faults(record)
    yield from _span_faults(record)
    yield from _link_faults(record)


def _day_faults(record: Record) -> Iterator[str]:
    days = [("published", record["published"])]
    for item in chain(record["dates"], (goal["deadline"] for goal in _statements(record))):
        if item is not None:
            days += [("start_date", item["start_date"]), ("end_date", item["end_date"])]
    for name, day in days:
        if day is not None and not is_day(day):
            yield f"{name}: {day!r:.{SHOWN}} is no day like 2022-09-14"


def is_day(day: str) -> bool:
    """Return whether a text is a day of the calendar in the form 2022-09-14."""
    try:
        return datetime.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _span_faults(record: Record) -> Iterator[str]:
    text = record["text"]
    for layer, item in mentions(record):
        start, end = item["start"], item["end"]
        if not 0 <= start < end <= len(text):
            yield f"{layer} {item['id']}: {start}–{end} lies outside the text of {len(text)} characters"
        elif text[start:end] != item["text"]:
            there, told = f"{text[start:end]!r:.{SHOWN}}", f"{item['text']!r:.{SHOWN}}"
            yield f"{layer} {item['id']}: the text at {start}–{end} is {there}, not {told}"
        elif not 0 <= item["confidence"] <= 1:
            yield f"{layer} {item['id']}: the confidence {item['confidence']} is not between 0 and 1"


def _link_faults(record: Record) -> Iterator[str]:
    for name in ("people", "positions", "organizations", "dates"):
        rows = record[name]
        if len({row["id"] for row in rows}) != len(rows):
            yield f"{name}: two of them have one id"
    statements = {goal["id"] for goal in _statements(record)}
    for goal in _statements(record):
        if goal["of"] is not None and goal["of"] not in statements:
            yield f"{goal['id']}: it describes {goal['of']!r}, which is not there"
    for post in record["posts"]:
        yield from _post_faults(record, post["id"], dict(post["evidence"]))


def _post_faults(record: Record, ident: str, evidence: dict[str, Any]) -> Iterator[str]:
    layers = {"person": "people", "position": "positions", "organization": "organizations", "date": "dates"}
    for role, layer in layers.items():
        wanted = evidence[role]
        if wanted is not None and all(row["id"] != wanted for row in record[layer]):  # type: ignore[literal-required]
            yield f"{ident}: its {role} {wanted!r} is not there"


def _statements(record: Record) -> Iterator[Any]:
    return chain(record["goals"], record["results"])
