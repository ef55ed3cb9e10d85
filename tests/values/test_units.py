from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RowError
from pipeline.resources import resource
from pipeline.rows import read_rows
from pipeline.values.units import Unit, UnitTable

ROWS = read_rows(resource("patterns/units.jsonl"), Unit)
TABLE = UnitTable(ROWS)


def test_the_longest_form_is_read_first() -> None:
    match = re.match(TABLE.expression(), "平方公里")
    assert match is not None
    assert match[0] == "平方公里"


@pytest.mark.parametrize("text", ["人才公寓", "人口", "月内", "元旦"])
def test_a_form_inside_another_word_is_none(text: str) -> None:
    assert re.match(TABLE.expression(), text) is None


def test_numbers_in_words_stand_before_some_forms_only() -> None:
    spoken = re.compile(TABLE.expression(chinese=True))
    assert spoken.match("座")
    assert spoken.match("条") is None


@pytest.mark.parametrize(
    ("form", "normal"),
    [("㎡", "平方米"), ("个百分点", "百分点"), ("％", "%"), ("微克/立方米", "微克/立方米"), ("捧", "捧")],
)
def test_normal_form(form: str, normal: str) -> None:
    assert TABLE.normal_form(form) == normal


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("元", "money"),
        ("人", "people"),
        ("家", "count"),
        ("%", "ratio"),
        ("", "bare"),
        ("吨/日", "rate"),
        ("捧", "count"),
    ],
)
def test_kind(unit: str, kind: str) -> None:
    assert TABLE.kind(unit) == kind


@pytest.mark.parametrize(
    ("value", "unit", "si"),
    [
        (15, "亩", (10_000, "m2")),
        (1, "亩", (666.666666667, "m2")),
        (3, "公里", (3000, "m")),
        (0.1, "公里", (100, "m")),
        (1.1, "公斤", (1.1, "kg")),
        (3, "斤", (1.5, "kg")),
        (1, "千瓦时", (3_600_000, "J")),
        (2, "度", (7_200_000, "J")),
        (10_000, "千瓦", (10_000_000, "W")),
        (35, "微克/立方米", (3.5e-8, "kg/m3")),
        (86_400, "立方米/日", (1, "m3/s")),
        (36, "公里/小时", (10, "m/s")),
        (123_456_789_012_345, "米", (123_456_789_012_000, "m")),
        (9, "家", (None, None)),
        (9, "捧", (None, None)),
        (50, "%", (None, None)),
        (5, "百分点", (None, None)),
        (2, "倍", (None, None)),
        (80, "元", (None, None)),
        (80, "元/亩", (None, None)),
        (3, "吨/年", (None, None)),
        (320, "天", (None, None)),
        (9, "", (None, None)),
    ],
)
def test_si_value(value: float, unit: str, si: tuple[float | None, str | None]) -> None:
    assert (TABLE.si_value(value, unit), TABLE.si_unit(unit)) == si


@pytest.mark.parametrize(
    ("unit", "currency"),
    [
        ("元", "CNY"),
        ("美元", "USD"),
        ("港元", "HKD"),
        ("欧元", "EUR"),
        ("元/平方米", "CNY"),
        ("亩", None),
        ("", None),
        ("吨/元", None),
    ],
)
def test_currency(unit: str, currency: str | None) -> None:
    assert TABLE.currency(unit) == currency


def test_every_money_has_a_currency_and_nothing_else_has() -> None:
    assert {row.id for row in ROWS if (row.kind == "money") != bool(row.currency)} == set()


def test_what_counts_or_compares_has_no_si_unit() -> None:
    without = {"count", "people", "money", "ratio", "points", "multiple", "computing"}
    assert {row.id for row in ROWS if row.kind in without and row.si_unit} == set()


def test_a_unit_of_time_is_read_behind_a_stroke_only() -> None:
    assert re.fullmatch(TABLE.expression(), "吨/日")
    assert re.match(TABLE.expression(), "小时") is None


@pytest.mark.parametrize("factor", ["", "many", "1/0"])
def test_a_factor_that_is_no_number_is_an_error_that_names_it(factor: str) -> None:
    with pytest.raises(RowError, match="亩"):
        UnitTable([Unit("亩", "亩", "area", "m2", factor)])


@given(st.integers(0, 10**9) | st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 4)))
def test_one_hectare_is_fifteen_mu(hectares: float) -> None:
    mu = TABLE.si_value(15 * hectares, "亩")
    assert mu == pytest.approx(TABLE.si_value(hectares, "公顷"))


def test_every_normal_form_has_a_row_of_its_own_or_is_kept_as_written() -> None:
    kinds: dict[str, set[str]] = {}
    for row in ROWS:
        kinds.setdefault(row.unit, set()).add(row.kind)
    assert {unit: found for unit, found in kinds.items() if len(found) > 1} == {"位": {"people", "points"}}
