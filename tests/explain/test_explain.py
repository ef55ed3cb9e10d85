"""Explanations: every mention of our own articles has one; rules are named with their rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RowError, UsageError
from pipeline.explain import explain
from pipeline.explain.rules import describe_rule
from pipeline.run import Settings, run

TEXT = """云川市水利会议召开

云川日报讯 3月2日，云川市委副书记、市长周望岳出席会议，云川市水务局局长李向前汇报工作。

周望岳表示，今年将新建水库12座，去年完成投资3.5亿元。
"""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    run([str(folder / "page.txt")], Settings(folder / "out.jsonl", words=False, quiet=True))
    return folder / "out.jsonl"


@pytest.fixture(scope="module")
def record(records: Path) -> dict[str, Any]:
    lines = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
    return next(line for line in lines if line["posts"])


def words(records: Path, record: dict[str, Any], mention: str) -> str:
    return "\n".join(explain(records, record["id"], mention))


def test_every_item_has_an_explanation(records: Path, record: dict[str, Any]) -> None:
    layers = ("people", "positions", "organizations", "dates", "posts", "goals", "results")
    items = [item["id"] for layer in layers for item in record[layer]]
    assert len(items) > 10
    for item in items:
        told = words(records, record, item)
        assert item in told
        assert "no row describes it" not in told


def test_a_position_is_told_with_rule_and_holder(records: Path, record: dict[str, Any]) -> None:
    told = words(records, record, "市长")
    assert "patterns/positions.jsonl" in told
    assert "finds" in told and "but not" in told
    assert "周望岳 (p1) · 市长 (t2) · 云川市政府 (implied)" in told
    assert "evidence    市长周望岳" in told


def test_a_body_is_told_with_what_its_name_says(records: Path, record: dict[str, Any]) -> None:
    told = words(records, record, "云川市水务局")
    assert "kind: government" in told
    assert "begins with the place 云川市" in told
    assert "李向前" in told


def test_a_person_without_a_post_is_told_where_he_has_one(records: Path, record: dict[str, Any]) -> None:
    last = record["people"][-1]
    assert last["name"] == "周望岳"
    told = words(records, record, last["id"])
    assert "No post is stated here. Elsewhere in the record:" in told


def test_a_goal_is_told_in_its_base_unit(records: Path, record: dict[str, Any]) -> None:
    goals = [*record["goals"], *record["results"]]
    [goal] = [goal for goal in goals if goal["quantity"]["text"] == "3.5亿元"]
    told = words(records, record, goal["id"])
    assert "350000000 元" in told
    assert goal["status"] in told


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("position.in_chain", "市长", "stands in a chain"),
        ("org.hospital", "云川市中心医院", "ends in 医院"),
        ("nothing.known", "云川", "no row describes it"),
        ("org.hospital", "云川", "no row describes it"),
    ],
)
def test_rules_without_a_pattern_row(rule: str, text: str, expected: str) -> None:
    assert expected in "\n".join(describe_rule(rule, text))


def test_what_is_not_there_is_named(records: Path, record: dict[str, Any], tmp_path: Path) -> None:
    for path, ident, mention, named in (
        (tmp_path / "nowhere", "a", "p1", "nowhere"),
        (records, "unknown-1", "p1", "unknown-1"),
        (records, record["id"], "p999", "p999"),
    ):
        with pytest.raises(UsageError, match=named):
            list(explain(path, ident, mention))


@pytest.mark.parametrize(
    ("line", "reason"), [('{"id": "a-1"', "no JSON"), ('{"id": "a-1"}', "without 'posts'")]
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(RowError, match=f"bad.jsonl:1: .*{reason}"):
        list(explain(path, "a-1", "p1"))
