"""JSONL rows: documents, and one rejection for each row that holds none."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.address import Address
from pipeline.readers.documents import read_unit
from pipeline.readers.jsonl import split_rows
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source, is_blank
from pipeline.rejection import Rejection
from tests.readers.reading import read_bad, read_files, read_good

GOOD = b'{"id": "a", "text": "\xe9\x9d\x92\xe5\xb7\x9d\xe5\xb8\x82"}'

REJECTED = [
    (b"no json", "no JSON"),
    (b'{"id": "a", "text": "x"', "no JSON"),
    (b'["a", "x"]', "no JSON object"),
    (b'"text"', "no JSON object"),
    (b"17", "no JSON object"),
    (b"[" * 100_000, "no usable JSON"),
    (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "no usable JSON"),
    (b'{"id": "a"}', "lacks `text`"),
    (b'{"id": "a", "text": null}', "lacks `text`"),
    (b'{"id": "a", "text": 7}', "`text` is no string but 7"),
    (b'{"id": "a", "text": ["x"]}', "`text` is no string"),
    (b'{"id": "a", "text": ""}', "`text` is empty"),
    (b'{"id": "a", "text": " \\n\\u3000"}', "`text` is empty"),
    (b'{"id": "a", "text": "\\u0000x"}', "holds a NUL at character 0"),
    (b'{"id": "a", "text": "ab\\ud800"}', "lone surrogate U\\+D800 at character 2"),
    (b'{"id": "\\udfff", "text": "x"}', "`id` holds the lone surrogate"),
    (b'{"id": ["a"], "text": "x"}', "`id` is no string"),
    (b'{"id": true, "text": "x"}', "`id` is no string"),
    (b'{"text": "x", "title": 7}', "`title` is no string"),
    (b'{"text": "x", "title": "\\ud800"}', "`title` holds the lone surrogate"),
    (b'{"text": "x\0"}', "NUL"),
    ('{"text": "青川市云溪区项目"}'.encode()[:20] + b'"}', "neither UTF-8 nor GB18030"),
]


def read(*lines: bytes, warn: Callable[[str], None] = pytest.fail) -> list[Source | Rejection]:
    units = split_rows([line + b"\n" for line in lines], Address("in/rows.jsonl"), ReadingOptions())
    return [read_unit(unit, warn=warn) for unit in units]


def test_a_row_is_a_document() -> None:
    row = {"id": "n-1", "text": "青川市\r\n云溪区", "title": "市里的事", "published": "2022年9月14日"}
    (source,) = read(json.dumps(row).encode())
    assert source == Source(
        uri="in/rows.jsonl#1",
        text="青川市\r\n云溪区",
        id="n-1",
        sha256=hashlib.sha256("青川市\r\n云溪区".encode()).hexdigest(),
        title="市里的事",
        published="2022-09-14",
        line=1,
    )


@pytest.mark.parametrize(
    ("row", "ident"),
    [
        ({"id": 17, "text": "x"}, "17"),
        ({"id": None, "text": "x"}, hashlib.sha256(b"rows.jsonl\nx").hexdigest()[:16]),
        ({"id": "", "text": "x"}, hashlib.sha256(b"rows.jsonl\nx").hexdigest()[:16]),
        ({"text": "x"}, hashlib.sha256(b"rows.jsonl\nx").hexdigest()[:16]),
    ],
)
def test_ids(row: dict[str, object], ident: str) -> None:
    (source,) = read(json.dumps(row).encode())
    assert source.id == ident


@pytest.mark.parametrize(("line", "reason"), REJECTED)
def test_a_bad_row_is_rejected_and_the_others_are_read(line: bytes, reason: str) -> None:
    first, bad, last = read(GOOD, line, GOOD)
    assert isinstance(first, Source)
    assert isinstance(last, Source)
    assert isinstance(bad, Rejection)
    assert (bad.uri, bad.line, bad.stage) == ("in/rows.jsonl#2", 2, "read")
    assert re.search(reason, bad.error)
    assert bad.message.startswith("in/rows.jsonl:2: ")
    assert "\n" not in bad.message
    assert len(bad.message) < 200


def test_blank_lines_are_passed_over_and_counted() -> None:
    (source,) = read(b"", b"  ", GOOD, b"")
    assert source.uri == "in/rows.jsonl#3"


def test_line_ends_marks_and_encodings(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = b"\xef\xbb\xbf" + GOOD + b"\r\n" + '{"text": "青川市，云溪区项目"}'.encode("gb18030")
    path.write_bytes(rows)
    first, second = read_good(path)
    assert (first.text, second.text) == ("青川市", "青川市，云溪区项目")


def test_an_unreadable_day_is_warned_of_and_the_document_is_read() -> None:
    warnings: list[str] = []
    line = b'{"text": "x", "published": "some day"}'
    (source,) = read(line, warn=warnings.append)
    assert isinstance(source, Source)
    assert source.published is None
    assert warnings[0].startswith("in/rows.jsonl:1: published 'some day'")


def test_a_rejection_tells_the_id_that_the_row_has() -> None:
    (rejection,) = read(b'{"id": "n-1", "text": 7}')
    assert isinstance(rejection, Rejection)
    assert rejection.row["id"] == "n-1"


def test_an_empty_file_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n\n")
    assert "the file is empty" in read_bad(path).error


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030"])
def test_wide_encodings_are_known_by_their_mark_and_others_by_themselves(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes('{"text": "青川市委"}\n{"text": "云溪区委"}\n'.encode(encoding))
    assert [source.text for source in read_good(path)] == ["青川市委", "云溪区委"]
    path = path.rename(tmp_path / "rows.jsonl.gz")
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert [source.text for source in read_good(path)] == ["青川市委", "云溪区委"]


def test_wide_rows_that_are_damaged_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes('{"text": "青川市委"}\n'.encode("utf-16") + b"\x00\xd8\n\x00")
    assert "no utf-16-le" in read_bad(path).error


def test_columns_by_other_names(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"正文": "青川市", "编号": 7, "日期": "2022-09-14", "标题": "题", "text": 1}\n', encoding="utf-8"
    )
    options = ReadingOptions(
        id_column="编号", text_column="正文", published_column="日期", title_column="标题"
    )
    (source,) = read_good(path, options=options)
    assert (source.text, source.id, source.published, source.title) == ("青川市", "7", "2022-09-14", "题")


def test_a_line_above_the_limit_is_rejected_and_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.jsonl"
    with path.open("wb") as file:
        file.write(GOOD + b"\n")
        for _ in range(200):
            file.write(b"x" * (1 << 20))
        file.write(b"\n" + b'{"text": "x"}')
    tracemalloc.start()
    first, long, last = read_files(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(first, Source) and isinstance(last, Source) and isinstance(long, Rejection)
    assert long.message == f"{path}:2: the line is longer than 8 MiB (split the document)"
    assert peak < 20 << 20


def test_a_line_of_five_megabytes_is_read() -> None:
    text = "青川市云溪区今年新建项目300个。\n" * 100_000
    (source,) = read(json.dumps({"id": "long", "text": text}, ensure_ascii=False).encode())
    assert isinstance(source, Source)
    assert source.text == text


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    lines = [json.dumps({"id": str(n), "text": text}).encode() for n, text in enumerate(texts)]
    items = read(b'{"text": "first"}', *lines)[1:]
    assert [item.text for item in items if isinstance(item, Source)] == [t for t in texts if not is_blank(t)]


@given(st.lists(st.binary()))
def test_any_bytes_give_documents_or_rejections(lines: list[bytes]) -> None:
    for item in read(b"{}", *lines, warn=lambda _: None):
        assert isinstance(item, Source | Rejection)
