"""`mubiao report`: what the page tells of a corpus."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import FAILED, REJECTED, USAGE, app
from pipeline.report.page import _months
from pipeline.report.rejected import rejection_files
from tests.record_desk import Desk, full_desk, write

EVIL = "<img src=x onerror=alert(1)>"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


def corpus() -> list[Desk]:
    """Two pages; on the second there is another person, who is named twice in no record, and no deadline."""
    first, second = full_desk(), full_desk(uri="pages/b.txt")
    second.record["people"][0].update(name=EVIL, rule=EVIL)
    second.record["goals"][0].update(deadline=None, owner=None)
    second.record["organizations"][0]["canonical"] = "青川市 水利局"
    second.record["kind"] = "other"
    return [first, second]


def rows(html: str) -> list[list[str]]:
    """The cells of all table rows, as text."""
    found = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)] for row in found]


@pytest.fixture
def html(tmp_path: Path) -> str:
    records = write(tmp_path / "r.jsonl", corpus())
    assert call(records, "-o", tmp_path / "r.html").exit_code == 0
    return (tmp_path / "r.html").read_text(encoding="utf-8")


EXPECTED = [
    ["people", "2"],
    ["goals", "2"],
    ["results", "2"],
    ["2022", "1", "0"],
    ["no end", "1", "2"],
    ["泵站", "2", "0", ""],
    ["总投资", "0", "2", ""],
    ["青川市水利局", "1", "0", ""],
    ["何一苇", "1", "1", ""],
    ["&lt;imgsrc=xonerror=alert(1)&gt;", "1", "1", ""],
    ["青川市水利局", "2", "2", ""],
    ["indicator", "2022"],
    ["泵站", "1"],
]


@pytest.mark.parametrize("row", EXPECTED)
def test_the_tables_hold(html: str, row: list[str]) -> None:
    assert row in rows(html)


def test_text_stays_text_and_the_page_needs_nothing_else(html: str) -> None:
    assert EVIL not in html
    assert "<script" not in html
    assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", html) == []
    assert "default-src 'none'" in html
    assert html.count("<svg") == 2


def test_the_same_records_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    for name, desks in (("a", corpus()), ("b", corpus()[::-1])):
        write(tmp_path / f"{name}.jsonl", desks)
        call(tmp_path / f"{name}.jsonl", "-o", tmp_path / f"{name}.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_an_empty_corpus_has_a_report(tmp_path: Path) -> None:
    assert call(write(tmp_path / "r.jsonl", []), "-o", tmp_path / "r.html").exit_code == 0
    assert "No goal has a deadline." in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_rejected_documents_are_listed(tmp_path: Path) -> None:
    records = write(tmp_path / "r.jsonl", corpus())
    row = {"id": None, "uri": EVIL, "line": 7, "stage": "read", "error": "the file is empty"}
    (tmp_path / "r.rejected.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with records.open("ab") as lines:
        lines.write(b"{}\n")
    told = call(records, "-o", tmp_path / "r.html")
    assert told.exit_code == REJECTED
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert ["&lt;img src=x onerror=alert(1)&gt;", "7", "read", "the file is empty"] in rows(html)
    assert "r.jsonl" in html and "<b>2</b> rejected" in html


def test_a_list_of_rejections_that_is_none_is_an_error(tmp_path: Path) -> None:
    records = write(tmp_path / "r.jsonl", corpus())
    (tmp_path / "r.rejected.jsonl").write_text("{}\n", encoding="utf-8")
    told = call(records, "-o", tmp_path / "r.html")
    assert told.exit_code == FAILED
    assert "r.rejected.jsonl:1: no rejection" in told.stderr
    assert not (tmp_path / "r.html").exists()


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    assert call(tmp_path / "no.jsonl", "-o", tmp_path / "r.html").exit_code == USAGE


def test_lists_of_rejections_are_found_beside_and_inside(tmp_path: Path) -> None:
    (tmp_path / "a.rejected.jsonl").touch()
    with gzip.open(tmp_path / "b.rejected.jsonl.gz", "wb"):
        pass
    a, b = tmp_path / "a.jsonl", tmp_path / "b.jsonl.zst"
    assert [path.name for path in rejection_files([a, b, a])] == [
        "a.rejected.jsonl",
        "b.rejected.jsonl.gz",
    ]
    assert [path.name for path in rejection_files([tmp_path])] == [
        "a.rejected.jsonl",
        "b.rejected.jsonl.gz",
    ]


def test_one_month_is_a_timeline() -> None:
    assert _months("2022-03", "2022-03") == ["2022-03"]


def test_a_long_timeline_is_by_years(tmp_path: Path) -> None:
    desks = corpus()
    desks[0].record["goals"][0]["deadline"] = {"start_date": None, "end_date": "2010-12-31"}
    desks[1].record["goals"][0]["deadline"] = {"start_date": None, "end_date": "2035-12-31"}
    call(write(tmp_path / "r.jsonl", desks), "-o", tmp_path / "r.html")
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert ">2010<" in html and "2010-12" not in html
