"""The JSON Schema (2020-12) of a record, made from the types in `records`."""

from __future__ import annotations

from typing import Any

from pipeline.records import SCHEMA_VERSION, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OFFSET = {"minimum": 0}
# Beside the format, which a validator may leave unchecked.
DAY = {"format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
FILLED = {"minLength": 1}
# GB/T 2260: a province, a city, a county.
CODE = {"pattern": r"^(\d{2}){1,3}$"}
# ISO 4217.
CURRENCY = {"pattern": "^[A-Z]{3}$"}

# What Python's types cannot say. A name means the same wherever it stands in a record, but where its type
# lists its values (the code of a warning is no code of a place).
CONSTRAINTS: dict[str, dict[str, Any]] = {
    "schema_version": {"const": SCHEMA_VERSION},
    "id": FILLED,
    "text": FILLED,
    "uri": FILLED,
    "sha256": {"pattern": "^[0-9a-f]{64}$"},
    "start": OFFSET,
    "end": OFFSET,
    "source_start": OFFSET,
    "source_end": OFFSET,
    "confidence": {"minimum": 0, "maximum": 1},
    "rule": FILLED,
    "published": DAY,
    "kind": FILLED,
    "canonical": FILLED,
    "code": CODE,
    "start_date": DAY,
    "end_date": DAY,
    "of": FILLED,
    "message": FILLED,
    "unit_si": FILLED,
    "currency": CURRENCY,
}


def schema() -> dict[str, Any]:
    """Return the schema as plain data. Every key is required and no other is allowed."""
    from pydantic import TypeAdapter  # takes 0.2 s: only for this command

    definition = TypeAdapter(Record).json_schema()
    parts: dict[str, Any] = definition.pop("$defs")
    return {
        "$schema": DIALECT,
        "$id": f"urn:mubiao:record:{SCHEMA_VERSION}",
        **_constrained(definition),
        "$defs": {name: _constrained(part) for name, part in sorted(parts.items())},
    }


def _constrained(definition: dict[str, Any]) -> dict[str, Any]:
    """Return an object's definition with our constraints, without the titles that only repeat the names."""
    properties = {
        name: {key: value for key, value in described.items() if key != "title"}
        | ({} if "enum" in described else CONSTRAINTS.get(name, {}))
        for name, described in definition["properties"].items()
    }
    return {**definition, "properties": properties, "additionalProperties": False}
