"""What a body's name tells: cases as data, and the rows of the lists and patterns behind it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import regex

from pipeline.knowledge.bodies import body_facts
from pipeline.knowledge.lists import full_forms, read_forms, read_list
from pipeline.knowledge.organ_kinds import OTHER, all_kinds
from pipeline.knowledge.organ_names import department_name, load_organs, zone_name
from pipeline.knowledge.organ_parts import parent_of, parent_rows
from pipeline.rows import PatternRow, unmark

CASES = Path(__file__).parents[1] / "cases" / "bodies.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
LISTS_OF_FORMS = (
    "departments",
    "ministries",
    "state_bureaus",
    "party_offices",
    "known_bodies",
    "national_organs",
    "zones",
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['name']}-{row.get('context')}")
def test_a_name_tells_its_body(row: dict[str, Any]) -> None:
    facts = body_facts(row["name"], row["rule"], row.get("context"))
    assert facts._asdict() == {name: row[name] for name in facts._fields}


@pytest.mark.parametrize(("row", "pattern"), parent_rows(), ids=lambda part: getattr(part, "id", ""))
def test_a_parent_row_finds_its_example_and_not_its_counter_example(
    row: PatternRow, pattern: regex.Pattern[str]
) -> None:
    name, [(start, end)] = unmark(row.example)
    assert parent_of(name) == name[start:end]
    assert pattern.match(row.counter_example) is None


@pytest.mark.parametrize("name", LISTS_OF_FORMS)
def test_a_form_stands_once(name: str) -> None:
    forms = read_list(f"organizations/{name}.jsonl")
    assert len(set(forms)) == len(forms)
    assert set(full_forms(f"organizations/{name}.jsonl")) == set(forms)


@pytest.mark.parametrize("name", ["known_bodies", "national_organs"])
def test_a_listed_body_has_a_kind(name: str) -> None:
    kinds = set(all_kinds())
    assert [row.full for row in read_forms(f"organizations/{name}.jsonl") if row.kind not in kinds] == []


def test_organs_have_a_long_form_of_their_place() -> None:
    for row in load_organs().by_form.values():
        assert "{place}" in row.canonical
        assert row.inner == "" or "{place}" in row.inner


def test_kinds_end_in_other() -> None:
    assert all_kinds()[-1] == OTHER


@pytest.mark.parametrize(
    ("name", "full"), [("人社局", "人力资源和社会保障局"), ("金融办", "金融办公室"), ("茶叶局", None)]
)
def test_departments_have_long_forms(name: str, full: str | None) -> None:
    assert department_name(name) == full


@pytest.mark.parametrize(
    ("name", "context"), [("高新区管委会", None), ("云川市政府", "3703"), ("高新区", "3703")]
)
def test_only_a_zones_body_in_a_known_city_is_named_by_it(name: str, context: str | None) -> None:
    assert zone_name(name, context) is None
