"""CSV, TSV and Parquet: a document a row, the columns by their names."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.readers import delimited
from pipeline.readers.address import Address
from pipeline.readers.documents import read_unit
from pipeline.readers.lines import bounded_lines
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source, is_blank
from pipeline.readers.units import list_units
from pipeline.rejection import Rejection
from tests.readers.reading import read_bad, read_files, read_good

TABLE = 'id,text,published,title,n\n1,"青川市，\n""云溪区""",2022年9月14日,题,3\n,市委书记何一苇,,,4\n'
NAMED = ReadingOptions(id_column="编号", text_column="正文", published_column="日期", title_column="标题")


def write(folder: Path, data: bytes | str, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def write_parquet(folder: Path, columns: dict[str, list[object]], name: str = "rows.parquet") -> Path:
    path = folder / name
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_rows_are_documents_whatever_the_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    table = TABLE.replace(",", delimiter).encode(encoding)
    first, second = read_good(write(tmp_path, table, "rows.csv" if delimiter == "," else "rows.TSV"))
    assert (first.id, first.text, first.title, first.published, first.line) == (
        "1",
        '青川市，\n"云溪区"',
        "题",
        "2022-09-14",
        2,
    )
    assert (second.text, second.title, second.published, second.line) == ("市委书记何一苇", None, None, 4)
    assert second.uri == f"{tmp_path}/rows.{'csv' if delimiter == ',' else 'TSV'}#4"


def test_columns_by_other_names(tmp_path: Path) -> None:
    table = "编号,正文,日期,标题\n7,青川市委书记何一苇,2022-09-14,题\n"
    for encoding in ("utf-8", "gb18030"):
        (source,) = read_good(write(tmp_path, table.encode(encoding)), options=NAMED)
        assert (source.id, source.title, source.published) == ("7", "题", "2022-09-14")
    parquet = write_parquet(
        tmp_path,
        {"编号": [7], "正文": ["青川市"], "日期": [datetime.date(2022, 9, 14)], "标题": ["题"]},
    )
    (source,) = read_good(parquet, options=NAMED)
    assert (source.id, source.text, source.title, source.published) == ("7", "青川市", "题", "2022-09-14")


@pytest.mark.parametrize(
    ("table", "line", "reason"),
    [
        ("", None, "the file is empty"),
        ("\n\n", None, "the file is empty"),
        ("id,text\n\n\n", None, "the file holds no rows"),
        ("id,body\n1,x\n", 1, "there is no column 'text' (it has id, body; name the right ones"),
        ('"i\nd",body\n1,x\n', 1, "there is no column 'text' (it has i d, body; name"),
        ("text,text\n1,x\n", 1, "two columns are called 'text'"),
        ("id,text\n1,x,y\n", 2, "the row has 3 cells and the header 2"),
        ("id,text\n1\n", 2, "the row has 1 cells and the header 2"),
        ("id,text\n1,\n", 2, "the row lacks `text`"),
        ("id,text\n1,　\n", 2, "`text` is empty"),
        ('id,text\n1,"x\ny\n', 2, "no table: unexpected end of data (is a quotation mark missing?)"),
        ("id,text\n1,x\0y\n", 2, "NUL"),
        (b"id,text\n1,\xff\xff\n", 2, "neither UTF-8 nor GB18030"),
    ],
)
def test_bad_tables_and_rows(tmp_path: Path, table: str | bytes, line: int | None, reason: str) -> None:
    rejection = read_bad(write(tmp_path, table))
    assert reason in rejection.error
    assert "\n" not in rejection.message
    assert rejection.line == line


def test_a_bad_row_leaves_the_others(tmp_path: Path) -> None:
    first, bad, last = read_files(write(tmp_path, "text\nx\ny,z\n\nw\n"))
    assert isinstance(first, Source) and isinstance(last, Source) and isinstance(bad, Rejection)
    assert (first.line, bad.line, last.line) == (2, 3, 5)


def test_a_column_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    options = ReadingOptions(title_column="headline")
    assert "no column 'headline'" in read_bad(write(tmp_path, "text\nx\n"), options).error
    assert "no column 'headline'" in read_bad(write_parquet(tmp_path, {"text": ["x"]}), options).error


def test_a_quotation_without_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_TEXT_BYTES", 1000)
    path = write(tmp_path, 'text\nx\n"' + "y\n" * 2000)
    first, rejection = read_files(path)
    assert isinstance(first, Source) and isinstance(rejection, Rejection)
    assert "the row is longer than" in rejection.error


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\r",\t'), min_size=1)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_cells_come_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("text", "title"), *rows])
    lines = bounded_lines(io.BytesIO(file.getvalue().encode()))
    units = list(delimited.split_table(lines, Address("rows.csv"), ReadingOptions()))
    texts = [text for text, _ in rows if not is_blank(text)]
    found = [read_unit(unit, warn=pytest.fail) for unit in units if not isinstance(unit, Rejection)]
    assert [source.text for source in found if isinstance(source, Source)] == texts


@given(st.binary())
def test_any_bytes_give_documents_or_rejections(data: bytes) -> None:
    lines = bounded_lines(io.BytesIO(b"text\n" + data))
    with suppress(SourceError):  # the rest of the file is rejected
        for item in delimited.split_table(lines, Address("rows.csv"), ReadingOptions()):
            assert isinstance(item, Rejection) or read_unit(item, warn=pytest.fail)


def test_parquet_rows_are_documents(tmp_path: Path) -> None:
    day = datetime.datetime(2022, 9, 14, 10, 30, tzinfo=datetime.UTC)
    columns: dict[str, list[object]] = {
        "id": ["a", None],
        "text": ["青川市", "云溪区"],
        "published": [day, None],
        "n": [1, 2],
    }
    first, second = read_good(write_parquet(tmp_path, columns))
    assert (first.id, first.text, first.published, first.line) == ("a", "青川市", "2022-09-14", 1)
    assert (second.text, second.published, second.line) == ("云溪区", None, 2)


def test_packed_parquet(tmp_path: Path) -> None:
    plain = write_parquet(tmp_path, {"text": ["青川市"]})
    path = write(tmp_path, gzip.compress(plain.read_bytes()), "rows.parquet.gz")
    assert [source.text for source in read_good(path)] == ["青川市"]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"text": [7]}, "`text` is no string but 7"),
        ({"text": [None, "x"]}, "the row lacks `text`"),
        ({"text": ["x"], "id": [1.5]}, "`id` is no string but 1.5"),
        ({"text": ["x\0"]}, "`text` holds a NUL"),
        ({"text": [b"\xff\xff"]}, "neither UTF-8 nor GB18030"),
        ({"body": ["x"]}, "there is no column 'text'"),
        ({"text": []}, "the file holds no rows"),
    ],
)
def test_bad_parquet(tmp_path: Path, columns: dict[str, list[object]], reason: str) -> None:
    rejection = read_files(write_parquet(tmp_path, columns))[0]
    assert isinstance(rejection, Rejection)
    assert reason in rejection.error


@pytest.mark.parametrize("cut", [0, 3, 100, -1, -20])
def test_parquet_cut_off_is_rejected(tmp_path: Path, cut: int) -> None:
    whole = write_parquet(tmp_path, {"text": ["青川市"] * 100}).read_bytes()
    rejection = read_bad(write(tmp_path, whole[:cut], "cut.parquet"))
    assert "no Parquet that can be read" in rejection.error


def test_parquet_is_listed_a_row_at_a_time(tmp_path: Path) -> None:
    """A dictionary holds one text for all rows: a hundred gigabytes, if they were taken out together."""
    path = tmp_path / "rows.parquet"
    text = pa.array(["青川市" * 300_000])
    table = pa.table({"text": pa.DictionaryArray.from_arrays(pa.array([0] * 40_000, pa.int32()), text)})
    pq.write_table(table, path)
    units = list_units([Address.of(path)])
    assert not isinstance(next(units), Rejection)
