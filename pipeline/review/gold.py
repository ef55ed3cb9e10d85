"""Gold beside the records: where a record agrees with it, what it has too much, what it lacks."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pipeline.errors import UsageError
from pipeline.evaluate.gold import parse_gold
from pipeline.evaluate.items import Place, member, members
from pipeline.record_checks import mentions
from pipeline.records import Record
from pipeline.review.forms import Field, form_of
from pipeline.review.items import GOALS, MENTION_LAYERS, Item, items_of, key_of

Mark = Literal["agrees", "differs", "false", "optional"]
RULE = "gold"
GOLD_LAYERS = (*MENTION_LAYERS, GOALS)
# What a field says where gold does not tell it and its type demands something.
UNTOLD = {"kind": "other"}
# Fields of gold that stand in records as they are; one value of a list of accepted ones is enough.
COMPARED = ("name", "type", "value", "start_date", "end_date", "status", "unit", "comparator", "change")


@dataclass(frozen=True, slots=True)
class Beside:
    """A record beside its gold: a mark for each item of the record, and the items that the record lacks."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    missing: Sequence[Item] = ()


def read_gold_folder(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Return the layers of each gold file (``{"doc", "sha256", "layers"}``) by the hash of its source.

    Raises UsageError for a folder without gold, RowError for a file that is none.
    """
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise UsageError(
            "the folder holds no gold", place=folder, remedy="name a folder of gold files (.json)"
        )
    return dict(_read(path) for path in files)


def _read(path: Path) -> tuple[str, Mapping[str, Any]]:
    gold, place = parse_gold(path), Place(path)
    layers, here = member(gold, "layers", dict, place), place.inside("layers")
    for layer in GOLD_LAYERS:
        for row, inside in members(layers, layer, here):
            member(row, "text", str, inside)
            member(row, "source_start", int, inside)
    return member(gold, "sha256", str, place), layers


def lay_beside(record: Record, layers: Mapping[str, Any]) -> Beside:
    """Return a record beside the gold of its source; what gold has elsewhere on the page is left aside."""
    items = {item.key: item for item in items_of(record) if item.layer in GOLD_LAYERS}
    marks: dict[str, Mark] = dict.fromkeys(items, "false")
    text, missing = _Text.of(record), []
    for layer, row in _rows(layers):
        place = text.find(row)
        if place is None:
            continue
        item = items.get(key_of(layer, *place))
        if item is not None:
            marks[item.key] = _mark(row, item)
        elif not row.get("optional"):
            missing.append(_item(layer, place, row, text))
        else:
            _excuse(marks, items, layer, place)
    return Beside(marks, missing)


def _rows(layers: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((layer, row) for layer in GOLD_LAYERS for row in layers[layer])


class _Text(NamedTuple):
    """A record's text, its range in the source, and pairs of offsets (source, text) of known mentions."""

    text: str
    source: tuple[int, int]
    anchors: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, record: Record) -> _Text:
        known = {(item["source_start"], item["start"]) for _, item in mentions(record)}
        first, last = record["source"]["start"], record["source"]["end"]
        return cls(record["text"], (first, last), sorted({(first, 0), *known}))

    def find(self, row: Mapping[str, Any]) -> tuple[int, int] | None:
        """Return where a row of gold stands in the text, None if it does not.

        Cleaning only leaves characters out: the offset is not before that of the last known mention, and not
        farther from it than in the source.
        """
        place = row["source_start"]
        if not self.source[0] <= place < self.source[1]:
            return None
        source, low = self.anchors[bisect(self.anchors, (place, len(self.text))) - 1]
        for start in range(low + place - source, low - 1, -1):
            length = _length(self.text, start, row["text"])
            if length:
                return start, start + length
        return None


def _length(text: str, start: int, words: str) -> int:
    """Return how many characters of the text at `start` are these words, white space apart; 0 for none."""
    at = start
    for char in words:
        if char.isspace():
            continue
        while start < at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] != char:
            return 0
        at += 1
    return at - start


def _mark(row: Mapping[str, Any], item: Item) -> Mark:
    if row.get("optional"):
        return "optional"
    same = all(_accepts(row.get(name), item.fields.get(name)) for name in COMPARED)
    return "agrees" if same else "differs"


def _accepts(wanted: object, told: object) -> bool:
    return wanted is None or told in (wanted if isinstance(wanted, list) else [wanted])


def _item(layer: str, place: tuple[int, int], row: Mapping[str, Any], text: _Text) -> Item:
    start, end = place
    words = text.text[start:end]
    fields = {described.name: _value(described, row, words) for described in form_of(layer)}
    if isinstance(row.get("indicator"), dict):
        found = text.find(row["indicator"])
        fields["indicator"] = None if found is None else {"start": found[0], "end": found[1]}
    return Item(key_of(layer, start, end), layer, start, end, words, RULE, 1.0, fields)


def _value(field: Field, row: Mapping[str, Any], words: str) -> object:
    """Return a field as gold tells it, the first of several accepted; else what its type allows."""
    value = row.get(field.name)
    if field.kind in ("place", "item"):
        return None
    if field.kind == "days":
        return dict(zip(field.options, value, strict=True)) if value else None
    if field.kind == "texts":
        return value or []
    if isinstance(value, list):
        value = value[0] if value else None
    if value is None and not field.optional:
        untold = {"choice": next(iter(field.options), ""), "number": 0}
        return untold.get(field.kind, UNTOLD.get(field.name, words))
    return value


def _excuse(marks: dict[str, Mark], items: Mapping[str, Item], layer: str, place: tuple[int, int]) -> None:
    """Mark what touches an optional item of gold: neither right nor wrong."""
    for key, item in items.items():
        touches = item.layer == layer and item.start < place[1] and place[0] < item.end
        if touches and marks[key] == "false":
            marks[key] = "optional"
