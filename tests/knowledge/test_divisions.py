"""Divisions: what a name may stand for, which one the context means, what a body's name begins with."""

from __future__ import annotations

import pytest

from pipeline.knowledge.divisions import (
    choose_code,
    division_codes,
    division_name,
    forms_of,
    leading_place,
    level_of,
)


def test_a_name_keeps_all_that_it_may_stand_for() -> None:
    assert division_codes("吉林") == ("22", "2202")
    assert len(division_codes("朝阳区")) == 2
    assert division_codes("云川市") == ()


@pytest.mark.parametrize(
    ("form", "context", "code"),
    [
        ("淄博", None, "3703"),
        ("吉林", None, "22"),
        ("吉林", "2202", "2202"),
        ("吉林", "2201", "22"),
        ("朝阳区", None, None),
        ("朝阳区", "1101", "110105"),
        ("朝阳区", "22", "220104"),
        ("朝阳区", "3703", None),
        ("云川市", "3703", None),
    ],
)
def test_the_context_decides(form: str, context: str | None, code: str | None) -> None:
    assert choose_code(form, context) == code


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("淄博市水利局", ("淄博市", "3703", 3)),
        ("淄博工业设计研究院", ("淄博市", "3703", 2)),
        ("山东省淄博市水利局", ("淄博市", "3703", 6)),
        ("云川市溪桥县政府", ("溪桥县", None, 6)),
        ("恩施州委", ("恩施土家族苗族自治州", "4228", 3)),
        ("长阳县委", ("长阳土家族自治县", "420528", 3)),
    ],
)
def test_a_body_begins_with_its_place(name: str, place: tuple[str, str | None, int]) -> None:
    assert leading_place(name, None) == place


@pytest.mark.parametrize(
    "name",
    [
        "公安局",
        "市委",
        "军分区",
        "高新区管委会",
        "乡村振兴局",
        "中山大学",
        "制造强市领导小组",
        "和平社区党委",
    ],
)
def test_what_looks_like_a_place_is_none(name: str) -> None:
    assert leading_place(name, None) is None


@pytest.mark.parametrize(
    ("place", "code", "level"),
    [
        ("北京市", "11", "省"),
        ("淄博市", "3703", "市"),
        ("仙桃市", "429004", "县"),
        ("云川市", None, "市"),
        ("查干旗", None, "县"),
        ("孟家镇", None, "乡"),
        ("云川", None, None),
    ],
)
def test_a_code_tells_the_level_else_the_last_word(place: str, code: str | None, level: str | None) -> None:
    assert level_of(place, code) == level


def test_names_and_forms() -> None:
    assert division_name("3703") == "淄博市"
    assert division_name("9999") is None
    assert forms_of("东区") == {"东区"}
    assert "恩施州" in forms_of("恩施土家族苗族自治州")
