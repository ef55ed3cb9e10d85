"""Tables read back with pandas and DuckDB give the records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any, get_args

import duckdb
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import is_typeddict

from pipeline.export.columns import hints_of, item_of, without_none
from pipeline.export.run import export
from pipeline.export.settings import Settings
from pipeline.export.tables import TABLES, cell, write
from pipeline.records import Record

LISTS = {field for _, fields in TABLES.values() for field in fields}


@pytest.fixture(scope="module")
def folder(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("tables")
    assert not write(records, target)
    return target


def nested(flat: Mapping[str, Any], hint: Any, prefix: str = "") -> dict[str, Any]:
    """Put a flat row together again; an optional row of which nothing is there was none."""
    row: dict[str, Any] = {}
    for name, sub in hints_of(hint).items():
        kind = without_none(sub)
        if is_typeddict(kind):
            inner = nested(flat, kind, f"{prefix}{name}_")
            missing = kind is not sub and all(value is None for value in inner.values())
            row[name] = None if missing else inner
        elif not is_typeddict(item_of(kind)):
            row[name] = read(flat[f"{prefix}{name}"], kind)
    return row


def read(value: Any, kind: Any) -> Any:
    if value is None or (isinstance(value, float) and pandas.isna(value)):
        return None
    if item_of(kind) is not None:
        return json.loads(value) if isinstance(value, str) else list(value)
    if kind in (int, float):
        return float(value)
    return str(value)


def restored(tables: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    whole = [nested(row, Record) | {field: [] for field in LISTS} for row in tables["records"]]
    by_id = {record["id"]: record for record in whole}
    for name, (hint, fields) in TABLES.items():
        for row in tables[name]:
            field = (
                {"target": "goals", "achieved": "results"}[row["status"]] if name == "goals" else fields[0]
            )
            by_id[row["record"]][field].append(nested(row, hint))
    return whole


def test_parquet_read_by_duckdb_gives_the_records(folder: Path, records: list[Record]) -> None:
    tables = {}
    for name in ("records", *TABLES):
        found = duckdb.sql(f"SELECT * FROM '{folder / name}.parquet'")
        tables[name] = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    assert restored(tables) == records


def test_csv_read_by_pandas_gives_the_records(folder: Path, records: list[Record]) -> None:
    tables = {}
    for name in ("records", *TABLES):
        frame = pandas.read_csv(folder / f"{name}.csv", dtype=str, encoding="utf-8-sig", lineterminator="\n")
        if name == "goals":  # a column without nulls
            frame["quantity_unit"] = frame["quantity_unit"].fillna("")
        rows: list[dict[str, Any]] = [dict(row) for row in frame.to_dict(orient="records")]
        tables[name] = [
            {key: text.removeprefix("'") if isinstance(text, str) else text for key, text in row.items()}
            for row in rows
        ]
    assert restored(tables) == records


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"


def test_numbers_stay_numbers() -> None:
    assert [cell(value) for value in (-3.5, 0, None)] == [-3.5, 0, None]


@given(st.text())
def test_an_apostrophe_taken_off_gives_what_was_written(text: str) -> None:
    assert str(cell(text)).removeprefix("'") == text


def test_the_same_records_give_the_same_bytes(record_file: Path, tmp_path: Path) -> None:
    for name in "ab":
        export([record_file], tmp_path / name, Settings("tables"))
    for table, suffix in product(("records", *TABLES), ("csv", "parquet")):
        path = f"{table}.{suffix}"
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()


def test_every_list_of_a_record_has_its_table() -> None:
    assert {name for name, hint in hints_of(Record).items() if is_typeddict(item_of(hint))} == LISTS
    assert all(get_args(hint) for name, hint in hints_of(Record).items() if name in LISTS)
