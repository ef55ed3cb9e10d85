"""The record's types as Arrow types, so that columns follow the contract by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa
from typing_extensions import is_typeddict

PLAIN: Mapping[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64()}


@cache
def hints_of(row: type) -> dict[str, Any]:
    """Return the fields of a TypedDict with their types, in their order."""
    return get_type_hints(row)


def without_none(hint: Any) -> Any:
    """Return the type that stands beside None, or the type itself; ``float | int`` is float."""
    if get_origin(hint) is not UnionType and not hasattr(hint, "__args__"):
        return hint
    if get_origin(hint) in (Literal, list):
        return hint
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    return float if float in kinds else kinds[0]


def item_of(hint: Any) -> Any | None:
    """Return the type of a list's items, None for what is no list."""
    return get_args(hint)[0] if get_origin(hint) is list else None


def arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of a field: text, int64, float64, list or struct."""
    kind = without_none(hint)
    item = item_of(kind)
    if item is not None:
        return pa.list_(arrow_type(item))
    if is_typeddict(kind):
        return pa.struct([pa.field(name, arrow_type(sub)) for name, sub in hints_of(kind).items()])
    return pa.string() if get_origin(kind) is Literal else PLAIN[kind]


def flat_columns(row: type, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the path to each field of a TypedDict, rows in rows too, with its type; no lists of rows."""
    for name, hint in hints_of(row).items():
        kind = without_none(hint)
        if is_typeddict(kind):
            yield from flat_columns(kind, (*path, name))
        elif not is_typeddict(item_of(kind)):
            yield (*path, name), kind


def value_at(row: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """Return what a path leads to; None where a row on the way is missing."""
    value: Any = row
    for name in path:
        if value is None:
            return None
        value = value[name]
    return value
