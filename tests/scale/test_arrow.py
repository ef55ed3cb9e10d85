"""The engine's function: batches of documents in, batches of records and rejections out."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.errors import UsageError
from pipeline.readers.options import ReadingOptions
from pipeline.scale.arrow import ROWS_AT_ONCE, Engine
from pipeline.writers.jsonl import to_line
from pipeline.writers.parquet import rows_of
from tests.scale.engines import EXTRACTION, TEXT, documents, plain_run, with_addresses


def batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows)


@pytest.mark.parametrize("as_lines", [True, False])
def test_a_batch_gives_what_a_plain_run_gives(tmp_path: Path, as_lines: bool) -> None:
    rows = documents(20)
    lines, rejected = plain_run(rows, tmp_path)
    engine = Engine(EXTRACTION, as_lines=as_lines)
    out = engine.extract(batch(with_addresses(rows, tmp_path)))
    assert out.schema == engine.schema
    found = [row["record"] for row in out.to_pylist() if row["record"] is not None]
    told = found if as_lines else [to_line(row).decode().rstrip() for row in rows_of(found)]
    assert told == lines
    refused = [row["rejection"] for row in out.to_pylist() if row["rejection"] is not None]
    assert [row["id"] for row in refused] == rejected == ["d3", "d10", "d17"]
    assert out.num_rows == len(lines) + len(rejected)


def test_batches_are_cut_and_nothing_is_lost() -> None:
    rows = [{"id": str(n), "text": "青川市。"} for n in range(2 * ROWS_AT_ONCE + 3)]
    out = list(Engine(EXTRACTION, as_lines=True).extract_all([batch(rows[:1]), batch(rows[1:])]))
    assert [part.num_rows for part in out] == [1, ROWS_AT_ONCE, ROWS_AT_ONCE, 2]
    idents = [json.loads(row["record"])["id"] for part in out for row in part.to_pylist()]
    assert idents == [f"{row['id']}-1" for row in rows]


def test_no_rows_give_no_rows() -> None:
    for as_lines in (True, False):
        engine = Engine(EXTRACTION, as_lines=as_lines)
        assert engine.extract(batch([{"text": "x"}]).slice(1)).num_rows == 0


def test_columns_have_other_names_days_are_days_and_the_rest_is_left_out() -> None:
    reading = ReadingOptions(id_column="number", text_column="body", published_column="day")
    row = {"number": 7, "body": TEXT.format(1, 1), "day": datetime.date(2022, 9, 14), "picture": b"\0"}
    (out,) = Engine(EXTRACTION, reading).extract(batch([row])).to_pylist()
    record = out["record"]
    assert (record["id"], record["published"], record["published_basis"]) == ("7-1", "2022-09-14", "metadata")
    assert record["source"]["uri"] == "7"


def test_a_missing_column_is_told() -> None:
    engine = Engine(EXTRACTION, ReadingOptions(text_column="body"))
    with pytest.raises(UsageError, match=r"there is no column 'body' \(there are id, text\)"):
        engine.check(["text", "id"])
    engine.check(["body"])


def test_a_batch_of_refused_documents_alone() -> None:
    out = Engine(EXTRACTION).extract(batch([{"id": "a", "text": None}, {"id": "b", "text": " "}]))
    assert out.column("record").null_count == 2
    assert [row["rejection"]["id"] for row in out.to_pylist()] == ["a", "b"]
