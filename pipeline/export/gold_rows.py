"""The rows of gold that are made of a document's marks, layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pipeline.errors import RowError
from pipeline.export.annotation.document import Document, Key
from pipeline.export.annotation.fields import INDICATOR, LAYER_OF, Fields
from pipeline.export.annotation.links import Linked, resolve
from pipeline.export.annotation.places import place, runs_of

GOLD_LAYERS = ("people", "positions", "organizations", "dates", "goals")
OPTIONAL = {"optional": True}

Row = dict[str, Any]


class Placed:
    """A document with the places of its marks in the source, told by itself or by the source's text."""

    def __init__(self, document: Document, source: str | None) -> None:
        self.document = document
        found = () if source is None else runs_of(document.text, source, document.source_start)
        self._runs = found or document.runs

    def row(self, key: Key) -> Row:
        """Return where a mark stands in the source, and its text without white space.

        Raises RowError where the place is not known.
        """
        text = self.document.text[key.start : key.end]
        where = place(self._runs, key.start, key.end)
        if where is None:
            reason = (
                f"{self.document.id}: where {text!r:.40} ({key.start}–{key.end}) stands in it is not known"
            )
            raise RowError(reason, remedy="give the folder of the sources with --texts")
        return {"source_start": where[0], "source_end": where[1], "text": "".join(text.split())}


def rows_of(placed: Placed, doubtful: Collection[Key]) -> Iterator[tuple[str, Row]]:
    """Yield (layer, row) of a document's marks; indicators are part of their goals."""
    for key, linked in resolve(placed.document).items():
        if key.label != INDICATOR:
            row = placed.row(key)
            told = ROWS[key.label](row["text"], linked, placed)
            yield LAYER_OF[key.label], {**row, **told, **(OPTIONAL if key in doubtful else {})}


def _person(text: str, linked: Linked, _placed: Placed) -> Row:
    return {"name": linked.fields.get("name", text)}


def _position(_text: str, linked: Linked, _placed: Placed) -> Row:
    fields = linked.fields
    return {"people": fields.get("people", []), "organization": fields.get("organization")}


def _organization(text: str, linked: Linked, _placed: Placed) -> Row:
    return {"name": linked.fields.get("name", text)}


def _date(_text: str, linked: Linked, _placed: Placed) -> Row:
    """Return type, value and days; a date to which nobody gave a value is not compared but in its place."""
    fields = linked.fields
    kind = {"type": fields.get("type", "DATE")}
    if "value" not in fields:
        return {**kind, "value_optional": True}
    days = {name: fields.get(name) for name in ("start_date", "end_date")}
    return {**kind, "value": fields["value"], **days}


def _goal(_text: str, linked: Linked, placed: Placed) -> Row:
    """Return what is said of a goal; one without a status or a value is neither demanded nor punished."""
    fields = linked.fields
    unfinished = "status" not in fields or "value" not in fields
    row = {
        "status": fields.get("status", "target"),
        **_values(fields),
        "action": fields.get("action"),
        "change": fields.get("change"),
        "deadline": _deadline(fields),
        "owner": fields.get("owner"),
        "indicator": None if linked.indicator is None else placed.row(linked.indicator),
    }
    if linked.whole is not None:
        whole = placed.row(linked.whole)
        row["of"] = [whole["source_start"], whole["source_end"]]
    return {**row, **(OPTIONAL if unfinished else {})}


def _values(fields: Fields) -> Mapping[str, Any]:
    named: Row = {name: fields[name] for name in ("value", "value_max") if name in fields}
    return {**named, "unit": fields.get("unit", ""), "comparator": fields.get("comparator", "=")}


def _deadline(fields: Fields) -> list[Any] | None:
    days = [fields.get("deadline_start"), fields.get("deadline_end")]
    return None if days == [None, None] else days


ROWS: Mapping[str, Callable[[str, Linked, Placed], Row]] = {
    "PERSON": _person,
    "POSITION": _position,
    "ORGANIZATION": _organization,
    "DATE": _date,
    "GOAL": _goal,
}
