"""Records as Parquet: the columns, and that what comes back is what went in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.record_files import read_records
from pipeline.records import Quantity, Record
from pipeline.run import Settings, run
from pipeline.writers.jsonl import to_line, write_jsonl
from pipeline.writers.parquet import GROUP_BYTES, record_schema, rows_of, table_of

ARTICLES = Path(__file__).parents[2] / "seeds/articles"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of our sample articles, as JSONL."""
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    run([str(ARTICLES)], Settings(path, words=False, quiet=True))
    return path


def record(value: float, value_max: float | None = None, text: str = "青川市") -> dict[str, Any]:
    """Return a record with one goal, in which only what matters here is filled."""
    empty: dict[str, Any] = dict.fromkeys(Record.__annotations__)
    quantity = dict.fromkeys(Quantity.__annotations__) | {"value": value, "value_max": value_max}
    goal = {"id": "g1", "quantity": quantity, "sentence": {"start": 0, "end": 3}}
    lists = {name: [] for name in ("people", "positions", "organizations", "posts", "dates", "warnings")}
    return {**empty, **lists, "id": "a-1", "text": text, "goals": [goal], "results": []}


def test_columns_are_those_of_the_record() -> None:
    schema = record_schema()
    assert schema.names == list(Record.__annotations__)
    goal = schema.field("goals").type.value_type
    assert goal.field("quantity").type.field("value").type == pa.float64()
    assert goal.field("quantity").type.field("start").type == pa.int64()
    assert schema.field("source").type.field("sha256").type == pa.string()


def test_real_records_come_back_as_they_were(records: Path, tmp_path: Path) -> None:
    lines = records.read_bytes().splitlines(keepends=True)
    with write_jsonl(tmp_path / "records.parquet", form="parquet") as writer:
        for line in lines:
            writer.write_lines(line)
    there, back = (
        [line.record for line in read_records([path], reject=lambda r: pytest.fail(r.message))]
        for path in (records, tmp_path / "records.parquet")
    )
    assert [to_line(row) for row in back] == [to_line(row) for row in there]
    assert len(back) == len(lines) > 30


@given(st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False), st.text())
def test_numbers_and_texts_come_back(value: float, text: str) -> None:
    # As the pipeline writes them: whole numbers are ints, and no text holds half a surrogate.
    value = int(value) if float(value).is_integer() and abs(value) <= 2**53 else value
    text = text.encode("utf-8", "ignore").decode()
    if isinstance(value, float) and value.is_integer():
        return
    (back,) = rows_of(table_of(to_line(record(value, text=text))).to_pylist())
    assert back["text"] == text
    quantity = back["goals"][0]["quantity"]
    assert (quantity["value"], type(quantity["value"])) == (value, type(value))
    assert quantity["value_max"] is None


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(pa.ArrowInvalid):
        table_of(b'{"colour": "red"}\n')


def test_groups_are_cut_by_size_alone(tmp_path: Path) -> None:
    line = to_line(record(1, text="青" * (GROUP_BYTES // 12)))
    with write_jsonl(tmp_path / "a.parquet", form="parquet") as writer:
        for _ in range(9):
            writer.write_lines(line)
    metadata = pq.ParquetFile(tmp_path / "a.parquet").metadata
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [4, 4, 1]


def test_no_records_make_an_empty_table(tmp_path: Path) -> None:
    with write_jsonl(tmp_path / "a.parquet", form="parquet"):
        pass
    assert pq.read_table(tmp_path / "a.parquet").schema.names == record_schema().names


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), write_jsonl(tmp_path / "a.parquet", form="parquet") as writer:
        writer.write_lines(to_line(record(1)))
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(small_disk: Path) -> None:
    line = to_line(record(1, text=json.dumps(list(range(100_000)))))
    with (
        pytest.raises(OutputError, match=r"a\.parquet: nothing can be written there: No space left"),
        write_jsonl(small_disk / "a.parquet", form="parquet") as writer,
    ):
        for _ in range(100):
            writer.write_lines(line)
    assert list(small_disk.iterdir()) == []


def test_a_damaged_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more")
    told: list[str] = []
    assert list(read_records([tmp_path], reject=lambda rejection: told.append(rejection.error))) == []
    assert told[0].startswith("this is no whole Parquet file")
