"""Rows of data, checked at the door: every pattern and lexicon file is JSONL, one dataclass a row.

The check follows medspacy's target rules: an unknown or missing key is an error that names the key, the
file and the line, so that a typing mistake never becomes a rule that silently does nothing.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from pipeline.errors import RowError


class DataclassRow(Protocol):
    """Any dataclass can be a row."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


R = TypeVar("R", bound=DataclassRow)

OPEN, CLOSE = "⟦", "⟧"


@dataclasses.dataclass(frozen=True, slots=True)
class PatternRow:
    """One way in which something is written.

    `expression` is for the `regex` module; `example` marks the expected span as ``⟦…⟧``; `counter_example` is
    a text in which this row finds nothing. Both run as tests. `confidence` is between 0 and 1.
    """

    id: str
    expression: str
    confidence: float
    example: str
    counter_example: str
    note: str = ""


def read_rows(path: Path, row_type: type[R]) -> list[R]:
    """Return the rows of a JSONL file as `row_type` objects; blank lines are skipped.

    Raises RowError with file and line for what is no JSON object, has an unknown key or lacks one, or
    repeats an `id`.
    """
    rows: list[R] = []
    seen: dict[str, int] = {}
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text.strip():
            row = parse_row(text, row_type, place=path, line=line)
            key = getattr(row, "id", None)
            if key is not None and key in seen:
                raise RowError(f"id {key!r} stands in line {seen[key]} already", place=path, line=line)
            if key is not None:
                seen[key] = line
            rows.append(row)
    return rows


def parse_row(text: str, row_type: type[R], *, place: object, line: int) -> R:
    """Return one JSON line as a `row_type`; raises RowError that names the key at fault."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(f"no JSON: {error.msg} at column {error.colno}", place=place, line=line) from error
    if not isinstance(data, dict):
        raise RowError(f"a JSON object was expected, not {text[:40]!r}", place=place, line=line)
    fields = {f.name: f for f in dataclasses.fields(row_type)}
    if unknown := sorted(data.keys() - fields.keys()):
        known = f"known: {', '.join(fields)}"
        raise RowError(f"unknown key {unknown[0]!r}", place=place, line=line, remedy=known)
    required = [n for n, f in fields.items() if f.default is f.default_factory is dataclasses.MISSING]
    if missing := [name for name in required if name not in data]:
        raise RowError(f"missing key {missing[0]!r}", place=place, line=line)
    return row_type(**data)


def unmark(example: str) -> tuple[str, list[tuple[int, int]]]:
    """Return an example's text without its marks, and the marked spans as (start, end).

    >>> unmark("抓好⟦300项⟧重点项目")
    ('抓好300项重点项目', [(2, 6)])
    """
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    start = 0
    for char in example:
        if char == OPEN:
            start = len(plain)
        elif char == CLOSE:
            spans.append((start, len(plain)))
        else:
            plain.append(char)
    return "".join(plain), spans
