"""Tables for analysts, each as CSV and as Parquet: records, and one for each list that a record holds.

Rows in a row are columns of it (``quantity_value``), and every row names its record. Days are dates in
Parquet. A cell of text that a spreadsheet would take for a formula (``=``, ``+``, ``-``, ``@``, a tab, a
carriage return at its start; OWASP, CSV Injection) begins with an apostrophe in CSV, and so does one that has
an apostrophe there already: who takes one apostrophe off the start of each cell of text has what was written.
An empty cell is null, in a column that has no nulls (a quantity's `unit`) an empty text.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.columns import arrow_type, flat_columns, value_at
from pipeline.records import Caution, Date, Goal, Organization, Person, Position, Post, Record

# Goals and results are one table: their `status` tells them apart.
TABLES: Mapping[str, tuple[type, Sequence[str]]] = {
    "people": (Person, ("people",)),
    "positions": (Position, ("positions",)),
    "organizations": (Organization, ("organizations",)),
    "posts": (Post, ("posts",)),
    "dates": (Date, ("dates",)),
    "goals": (Goal, ("goals", "results")),
    "warnings": (Caution, ("warnings",)),
}
DAYS = ("published", "start_date", "end_date")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
APOSTROPHE = "'"
# Spreadsheets take a CSV for UTF-8 only with a mark at its start.
ENCODING = "utf-8-sig"
# Rows that are kept before they are written, which is a row group of Parquet.
GROUP = 10_000


class TableFile:
    """One table, written as CSV and as Parquet in groups of rows."""

    def __init__(self, folder: Path, name: str, row: type, *, keys: Sequence[str] = ()) -> None:
        columns = [*flat_columns(row)]
        self._paths = [path for path, _ in columns]
        self._rows: list[tuple[Any, ...]] = []
        hints = [*((key, str) for key in keys), *(("_".join(path), hint) for path, hint in columns)]
        self._schema = pa.schema([pa.field(name, _type_of(name, hint)) for name, hint in hints])
        self._text = (folder / f"{name}.csv").open("w", encoding=ENCODING, newline="")
        self._csv = csv.writer(self._text, lineterminator="\n")
        self._csv.writerow(self._schema.names)
        self._parquet = pq.ParquetWriter(folder / f"{name}.parquet", self._schema)

    def __enter__(self) -> TableFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._text, self._parquet:
            if kind is None:
                self._flush()

    def add(self, row: Mapping[str, Any], *keys: str) -> None:
        """Add a row behind the values of the key columns."""
        self._rows.append((*keys, *(value_at(row, path) for path in self._paths)))
        if len(self._rows) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        columns = [*zip(*self._rows, strict=True)] or [()] * len(self._schema)
        texts = [map(cell, column) for column in columns]
        self._csv.writerows(zip(*texts, strict=True))
        arrays = [_array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._parquet.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


def write(records: Iterable[Record], folder: Path) -> Counter[str]:
    """Write the tables; they hold everything, so nothing is counted."""
    with ExitStack() as stack:
        whole = stack.enter_context(TableFile(folder, "records", Record))
        files = {
            name: stack.enter_context(TableFile(folder, name, row, keys=("record",)))
            for name, (row, _) in TABLES.items()
        }
        for record in records:
            whole.add(record)
            for name, (_, fields) in TABLES.items():
                for field in fields:
                    for row in cast(Mapping[str, Any], record)[field]:
                        files[name].add(row, record["id"])
    return Counter()


def cell(value: object) -> object:
    """Return a value as it stands in a CSV: no formula, a list as JSON."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return APOSTROPHE + value
    return value


def _type_of(name: str, hint: Any) -> pa.DataType:
    return pa.date32() if name.endswith(DAYS) else arrow_type(hint)


def _array(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
    if kind == pa.date32():
        values = [None if day is None else date.fromisoformat(day) for day in values]
    return pa.array(values, type=kind)
