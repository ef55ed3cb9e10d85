"""What can be written in an item's fields: one form for each layer, made from the types of the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pipeline.records import Date, Deadline, Goal, Mention, Organization, Person, Position, Post, Quantity
from pipeline.review.items import EVIDENCE_LAYERS, GOAL_FIELDS, GOALS, POSTS, QUANTITY_FIELDS

Kind = Literal["text", "number", "day", "choice", "texts", "days", "place", "item", "evidence"]

TYPES: Mapping[str, type] = {
    "people": Person,
    "positions": Position,
    "organizations": Organization,
    "dates": Date,
}


class Field(NamedTuple):
    """One field of a form.

    `kind`: a text, a number, a day, one of `options`, several texts; an object of texts by the names in
    `options` (days); a range of the text (place: its `start` and `end`); another item's key (item: of the
    layer in `options`); the items that a post joins (evidence). `optional` says that it may be null.
    """

    name: str
    kind: Kind
    options: tuple[str, ...]
    optional: bool


@cache
def form_of(layer: str) -> tuple[Field, ...]:
    """Return the fields of a layer's items, in the order of the record's type."""
    if layer == GOALS:
        return tuple(_goal_fields())
    if layer == POSTS:
        told = (_field(name, hint) for name, hint in get_type_hints(Post).items() if name != "id")
        evidence = Field("evidence", "evidence", tuple(EVIDENCE_LAYERS), False)
        return (*(field for field in told if field.name != "evidence"), evidence)
    hints = get_type_hints(TYPES[layer])
    return tuple(_field(name, hint) for name, hint in hints.items() if name not in Mention.__annotations__)


def _goal_fields() -> Iterator[Field]:
    goal, quantity = get_type_hints(Goal), get_type_hints(Quantity)
    yield _field("status", goal["status"])
    for name in QUANTITY_FIELDS:
        yield _field(name, quantity[name])
    yield Field("indicator", "place", (), True)
    for name in GOAL_FIELDS[1:]:
        yield _field(name, goal[name])
    yield Field("of", "item", (GOALS,), True)


def _field(name: str, hint: Any) -> Field:
    parts = [part for part in get_args(hint) if part is not NoneType] if _is_union(hint) else [hint]
    optional = _is_union(hint) and NoneType in get_args(hint)
    first = parts[0]
    if get_origin(first) is Literal:
        return Field(name, "choice", get_args(first), optional)
    if get_origin(first) is list:
        return Field(name, "texts", (), optional)
    if hasattr(first, "__annotations__") and Deadline.__annotations__.keys() <= first.__annotations__.keys():
        return Field(name, "days", tuple(first.__annotations__), optional)
    if name in Deadline.__annotations__:
        return Field(name, "day", (), optional)
    return Field(name, "text" if first is str else "number", (), optional)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) is not None and get_origin(hint) not in (Literal, list)
