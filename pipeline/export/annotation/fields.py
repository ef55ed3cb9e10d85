"""What is said of a mark: the fields of each label, as annotators see them, and their check at the door."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from pipeline.errors import RowError
from pipeline.layers import LAYERS
from pipeline.record_checks import is_day
from pipeline.records import Change, Comparator, Status, TimexType

FieldKind = Literal["text", "texts", "day", "number", "choice"]
Fields = dict[str, Any]

INDICATOR = "INDICATOR"
LABELS: Mapping[str, str] = {layer.name: layer.label for layer in LAYERS}
LAYER_OF: Mapping[str, str] = {label: name for name, label in LABELS.items()}


class Field(NamedTuple):
    """One field: a text, a list of texts, a day (ISO 8601), a number, or one of some `choices`."""

    name: str
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()


# A field without a value is left out, so that null needs no form of its own in any tool.
COMMON = (Field("rule"), Field("confidence", "number"))
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "PERSON": (Field("name"),),
    "POSITION": (Field("people", "texts"), Field("organization")),
    "ORGANIZATION": (Field("name"),),
    "DATE": (
        Field("type", "choice", get_args(TimexType)),
        Field("value"),
        Field("start_date", "day"),
        Field("end_date", "day"),
    ),
    "GOAL": (
        Field("status", "choice", get_args(Status)),
        Field("value", "number"),
        Field("value_max", "number"),
        Field("unit"),
        Field("comparator", "choice", get_args(Comparator)),
        Field("action"),
        Field("change", "choice", get_args(Change)),
        Field("deadline_start", "day"),
        Field("deadline_end", "day"),
        Field("owner"),
    ),
    INDICATOR: (),
}


def fields_of(label: str) -> tuple[Field, ...]:
    """Return the fields of a label, those that all labels have at the end; RowError for an unknown label."""
    if label not in FIELDS:
        raise RowError(f"there is no label {label!r}; known: {', '.join(FIELDS)}")
    return (*FIELDS[label], *COMMON)


def field_of(label: str, name: str) -> Field:
    """Return a field of a label by its name; raises RowError where there is no such label or field."""
    for field in fields_of(label):
        if field.name == name:
            return field
    raise RowError(f"{label} has no field {name!r}")


def check_fields(label: str, fields: Mapping[str, Any]) -> None:
    """Raise RowError for an unknown label, a field that is not its own or a value of another kind."""
    fields_of(label)
    for name, value in fields.items():
        field = field_of(label, name)
        if not _fits(field, value):
            wanted = f"one of {', '.join(field.choices)}" if field.choices else field.kind
            raise RowError(f"{name} of a {label}: {value!r:.40} is no {wanted}")


def _fits(field: Field, value: object) -> bool:
    match field.kind:
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case "texts":
            return isinstance(value, list) and all(isinstance(text, str) for text in value)
        case "choice":
            return value in field.choices
        case "day":
            return isinstance(value, str) and is_day(value)
        case "text":
            return isinstance(value, str)


def chosen(label: str, row: Mapping[str, Any]) -> Fields:
    """Return the fields of a label that a row of a record, or of decisions, has a value for.

    A time frame is two fields here, ``deadline_start`` and ``deadline_end``.
    """
    deadline = row.get("deadline") or {}
    flat = {**row, **{f"deadline_{end}": deadline.get(f"{end}_date") for end in ("start", "end")}}
    return {field.name: flat[field.name] for field in fields_of(label) if flat.get(field.name) is not None}
