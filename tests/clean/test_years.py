from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.years import calendar_day, infer_year
from tests.clean.cases import read_cases


@pytest.mark.parametrize("case", read_cases("clean_years"), ids=lambda case: case["text"][:16])
def test_current_year(case: dict[str, Any]) -> None:
    found = infer_year(case["text"])
    assert (found.year if found else None) == case["year"]


def test_a_year_known_from_a_plan_alone_is_marked() -> None:
    planned, present = infer_year("2020年，某局将新建水厂。"), infer_year("2020年，某局将新建水厂。今年，")
    assert planned and planned.planned
    assert present and not present.planned


@given(st.text(alphabet="0129年月日，。将今市“十四五”开局之完成星期一 \n"))
def test_any_text_has_a_plausible_year_or_none(text: str) -> None:
    found = infer_year(text)
    assert found is None or 1900 <= found.year <= 2110


def test_days_that_do_not_exist() -> None:
    assert calendar_day(2021, 2, 29) is None
    assert calendar_day(2020, 2, 29) is not None
