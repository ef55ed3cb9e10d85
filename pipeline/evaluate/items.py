"""What is compared: an item of gold or of a record, read from JSON and checked at the door.

An item must have its place (text and source offsets); an attribute that is missing is not an error here but a
wrong answer, and the figures show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pipeline.errors import RowError
from pipeline.evaluate.spans import Interval, Page

T = TypeVar("T")

TYPE_NAMES = {str: "a text", int: "a whole number", list: "a list", dict: "an object"}


class Place(NamedTuple):
    """Where in a file something stands: its line, and the trail of keys in it."""

    file: Path
    line: int | None = None
    trail: str = ""

    def inside(self, key: str) -> Place:
        """Return the place of a member."""
        return self._replace(trail=f"{self.trail}.{key}".lstrip("."))

    def fault(self, reason: str, *, remedy: str = "") -> RowError:
        """Return the error that names this place."""
        where = f"{self.trail}: " if self.trail else ""
        return RowError(where + reason, place=self.file, line=self.line, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Item:
    """One mention or quantity: source offsets `start`/`end`, its interval in the ink, all that is said of it.

    `indicators` are those of a quantity: none or one of a record, every accepted one of gold. `faithful`
    tells whether the record's text and the source both hold the item's text at its offsets.
    """

    text: str
    start: int
    end: int
    ink: Interval
    fields: Mapping[str, Any]
    indicators: tuple[Item, ...] = ()
    faithful: bool = True

    @property
    def optional(self) -> bool:
        """Whether gold neither demands nor punishes it."""
        return bool(self.fields.get("optional"))

    @property
    def rule(self) -> str:
        """What produced it, or the empty text."""
        return str(self.fields.get("rule") or "")

    def get(self, key: str) -> Any:
        """Return an attribute, or None."""
        return self.fields.get(key)


def member(row: Mapping[str, Any], key: str, kind: type[T], place: Place) -> T:
    """Return ``row[key]``; raises RowError where it is missing or of another type."""
    if key not in row:
        raise place.fault(f"missing key {key!r}")
    value = row[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise place.fault(f"{key} must be {TYPE_NAMES[kind]}, not {value!r:.40}")
    return value


def optional_member(row: Mapping[str, Any], key: str, kind: type[T], place: Place) -> T | None:
    """Return ``row[key]`` or None where it is missing or null; raises RowError for another type."""
    return None if row.get(key) is None else member(row, key, kind, place)


def members(row: Mapping[str, Any], key: str, place: Place) -> list[tuple[dict[str, Any], Place]]:
    """Return the objects of the list ``row[key]``, each with its place; raises RowError where one is none."""
    found = []
    for n, value in enumerate(member(row, key, list, place)):
        here = place.inside(f"{key}[{n}]")
        if not isinstance(value, dict):
            raise here.fault(f"an object was expected, not {value!r:.40}")
        found.append((value, here))
    return found


def read_item(row: Mapping[str, Any], page: Page, place: Place, *, indicators: tuple[Item, ...] = ()) -> Item:
    """Return the item of a row with `text`, `source_start` and `source_end`, placed on its page.

    Raises RowError where one of them is missing, of another type or outside the page.
    """
    start, end = (_offset(row, key, page, place) for key in ("source_start", "source_end"))
    return Item(member(row, "text", str, place), start, end, page.ink_span(start, end), row, indicators)


def _offset(row: Mapping[str, Any], key: str, page: Page, place: Place) -> int:
    offset = member(row, key, int, place)
    if not 0 <= offset <= len(page.text):
        remedy = "was the record made from this very text?"
        raise place.fault(f"{key} {offset} is outside {page.name} (0…{len(page.text)})", remedy=remedy)
    return offset
