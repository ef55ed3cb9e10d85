"""Metadata rows meet their documents by path, file name or id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.readers.metadata import Metadata, read_metadata
from pipeline.readers.source import Source


def metadata(folder: Path, *rows: object, warnings: list[str] | None = None) -> Metadata:
    path = folder / "metadata.jsonl"
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8"
    )
    return read_metadata(path, warn=pytest.fail if warnings is None else warnings.append)


def source(uri: str = "pages/2022/a.txt") -> Source:
    return Source(uri=uri, text="青川市", id="n-1", sha256="0" * 64, title="原题", published="2000-01-01")


@pytest.mark.parametrize("uri", ["pages/2022/a.txt", "./pages/2022/a.txt", "2022/a.txt", "a.txt", "n-1"])
def test_a_row_meets_its_document(tmp_path: Path, uri: str) -> None:
    rows = metadata(tmp_path, {"uri": uri, "published": "14 Sep 2022", "title": "题"})
    known = rows.applied_to(source())
    assert (known.title, known.published) == ("题", "2022-09-14")
    assert list(rows.unmet()) == []


@pytest.mark.parametrize("uri", ["s3://pages/2022/a.txt", "2022/a.txt", "a.txt"])
def test_a_row_meets_its_remote_document(tmp_path: Path, uri: str) -> None:
    rows = metadata(tmp_path, {"uri": uri, "published": "14 Sep 2022"})
    assert rows.applied_to(source("s3://pages/2022/a.txt")).published == "2022-09-14"


@pytest.mark.parametrize("uri", ["b.txt", "ges/2022/a.txt", "2022", "A.txt", "pages/a.txt"])
def test_a_row_of_another_document(tmp_path: Path, uri: str) -> None:
    rows = metadata(tmp_path, {"uri": uri, "published": "2022-09-14"})
    assert rows.applied_to(source()) == source()
    assert [(row.uri, row.line) for row in rows.unmet()] == [(uri, 1)]


def test_a_path_goes_before_a_file_name(tmp_path: Path) -> None:
    rows = metadata(
        tmp_path,
        {"uri": "a.txt", "published": "2022-01-01"},
        {"uri": "2022/a.txt", "published": "2022-02-02"},
    )
    assert rows.applied_to(source()).published == "2022-02-02"
    assert rows.applied_to(source("a.txt")).published == "2022-01-01"


def test_what_a_row_leaves_out_stays(tmp_path: Path) -> None:
    rows = metadata(tmp_path, {"uri": "a.txt"})
    assert rows.applied_to(source()) == source()
    assert list(rows.unmet()) == []


BAD = [
    ("no json", "no JSON"),
    ("[]", "no JSON object"),
    ({"published": "2022-09-14"}, "names no file in `uri`"),
    ({"uri": 7}, "`uri` is no string"),
    ({"uri": "b.txt", "title": 7}, "`title` is no string"),
]


@pytest.mark.parametrize(("row", "reason"), BAD)
def test_a_bad_row_is_warned_of_and_the_others_count(tmp_path: Path, row: object, reason: str) -> None:
    warnings: list[str] = []
    rows = metadata(tmp_path, "", row, {"uri": "a.txt", "published": "2022-09-14"}, warnings=warnings)
    (warning,) = warnings
    assert warning.startswith(f"{tmp_path / 'metadata.jsonl'}:2: ")
    assert reason in warning
    assert rows.applied_to(source()).published == "2022-09-14"


def test_an_unreadable_day_is_warned_of_and_the_title_counts(tmp_path: Path) -> None:
    warnings: list[str] = []
    rows = metadata(tmp_path, {"uri": "a.txt", "published": "近日", "title": "题"}, warnings=warnings)
    assert "'近日'" in warnings[0]
    assert rows.applied_to(source()).title == "题"


def test_two_rows_of_one_document(tmp_path: Path) -> None:
    warnings: list[str] = []
    rows = metadata(
        tmp_path, {"uri": "a.txt", "title": "一"}, {"uri": "a.txt", "title": "二"}, warnings=warnings
    )
    assert "stands in line 1 already" in warnings[0]
    assert rows.applied_to(source()).title == "二"


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_metadata(tmp_path / "none.jsonl", warn=pytest.fail)
