from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import layout
from pipeline.clean.layout import (
    FILES,
    LineKind,
    dateline_of,
    has_advert_cue,
    kind_of,
    kinds_of,
    load_patterns,
)
from pipeline.clean.lines import read_lines
from pipeline.errors import RowError
from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows, unmark
from tests.clean.cases import read_cases

ROWS = [row for name in FILES for row in read_rows(resource(f"patterns/{name}.jsonl"), PatternRow)]
COMPILED = {pattern.id: pattern for name in FILES for pattern in load_patterns(name)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_pattern_finds_its_example_and_not_its_counter_example(row: PatternRow) -> None:
    expression = COMPILED[row.id].expression
    text, spans = unmark(row.example)
    assert [found.span() for found in expression.finditer(text)] == spans
    assert expression.search(row.counter_example) is None


@pytest.mark.parametrize("case", read_cases("clean_lines"), ids=lambda case: case["line"][:12])
def test_kind_of_line(case: dict[str, str]) -> None:
    (line,) = read_lines(case["line"])
    assert kind_of(line) == LineKind(case["kind"])


def test_the_lines_of_a_code_label_belong_together() -> None:
    lines = list(read_lines("扫描\n“看青岚”\nAPP二维码\n收看直播回\n放\n\n抓改革"))
    assert kinds_of(lines) == [LineKind.QR] * 5 + [LineKind.TEXT]


def test_a_long_line_is_text() -> None:
    (line,) = read_lines("二维码" + "字" * 300)
    assert kind_of(line) is LineKind.TEXT


@pytest.mark.parametrize(
    ("text", "dateline", "day"),
    [
        ("晨报白河3月21日讯“今年", "晨报白河3月21日讯", ("3", "21")),
        ("新华社北京2021年3月5日电 今天", "新华社北京2021年3月5日电", ("3", "5")),
        ("本报讯（记者 白桦 3月5日）市水利局", "本报讯（记者 白桦 3月5日）", ("3", "5")),
    ],
)
def test_dateline(text: str, dateline: str, day: tuple[str, str]) -> None:
    found = dateline_of(text)
    assert found is not None
    assert (found[0], (found["month"], found["day"])) == (dateline, day)


@pytest.mark.parametrize(
    "text", ["3月21日，全市召开会议。", "市通讯管理局3月21日通报", "", "讯飞公司落户白河"]
)
def test_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


def test_advert_cues() -> None:
    assert has_advert_cue("即日起到店立享三重好礼")
    assert not has_advert_cue("全市减免税费三亿元，企业享受到实惠")


def write_patterns(folder: Path, **changes: Any) -> Path:
    row = {
        "id": "qr.x",
        "expression": "^x$",
        "confidence": 0.9,
        "example": "⟦x⟧",
        "counter_example": "y",
    } | changes
    path = folder / "furniture.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"expression": "("}, "bad expression"), ({"id": "qrcode.x"}, "'qrcode' is no kind of line")],
)
def test_bad_rows_are_named(
    changes: dict[str, str], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_patterns(tmp_path, **changes)
    monkeypatch.setattr(layout, "resource", lambda name: path)
    with pytest.raises(RowError, match=reason) as caught:
        load_patterns.__wrapped__("furniture")
    assert str(path) in str(caught.value)
