from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values import calendar
from pipeline.values.calendar import Period

YEARS = st.integers(min_value=1900, max_value=2100)


@pytest.mark.parametrize(
    ("period", "value", "first", "last"),
    [
        (calendar.year(2020), "2020", "2020-01-01", "2020-12-31"),
        (calendar.half(2021, 2), "2021-H2", "2021-07-01", "2021-12-31"),
        (calendar.quarter(2021, 1), "2021-Q1", "2021-01-01", "2021-03-31"),
        (calendar.season(2021, "冬"), "2021-WI", "2021-12-01", "2022-02-28"),
        (calendar.season(2023, "冬"), "2023-WI", "2023-12-01", "2024-02-29"),
        (calendar.season(2021, "夏"), "2021-SU", "2021-06-01", "2021-08-31"),
        (calendar.month(2020, 2), "2020-02", "2020-02-01", "2020-02-29"),
        (calendar.months(2020, 1, 9), "2020-01/2020-09", "2020-01-01", "2020-09-30"),
        (calendar.third(2021, 2, "下"), "2021-02-21/2021-02-28", "2021-02-21", "2021-02-28"),
        (calendar.third(2021, 3, "上"), "2021-03-01/2021-03-10", "2021-03-01", "2021-03-10"),
        (calendar.third(2021, 3, "中下"), "2021-03-11/2021-03-31", "2021-03-11", "2021-03-31"),
        (calendar.day(2020, 2, 29), "2020-02-29", "2020-02-29", "2020-02-29"),
        (calendar.decade(1990), "199", "1990-01-01", "1999-12-31"),
        (calendar.century(20), "19", "1900-01-01", "1999-12-31"),
        (calendar.plan(1), "1953/1957", "1953-01-01", "1957-12-31"),
        (calendar.plan(2), "1958/1962", "1958-01-01", "1962-12-31"),
        (calendar.plan(3), "1966/1970", "1966-01-01", "1970-12-31"),
        (calendar.plan(14), "2021/2025", "2021-01-01", "2025-12-31"),
        (calendar.week(date(2021, 1, 3)), "2020-W53", "2020-12-28", "2021-01-03"),
    ],
)
def test_periods(period: Period, value: str, first: str, last: str) -> None:
    assert period.value == value
    assert (str(period.first), str(period.last)) == (first, last)


@pytest.mark.parametrize(
    ("period", "value"),
    [
        (calendar.year(None), "XXXX"),
        (calendar.month(None, 3), "XXXX-03"),
        (calendar.half(None, 1), "XXXX-H1"),
        (calendar.day(None, 3, 18), "XXXX-03-18"),
        (calendar.day(2021, 2, 30), "XXXX-02-30"),
        (calendar.of_day(None), "XXXX-XX-XX"),
        (calendar.week(None), "XXXX-WXX"),
        (calendar.third(None, 2, "下"), "XXXX-02-21/XXXX-02-29"),
    ],
)
def test_what_nothing_tells_has_no_days(period: Period, value: str) -> None:
    assert period == Period(value, None, None, period.grain)


@given(YEARS)
def test_quarters_follow_one_another(year: int) -> None:
    quarters = [calendar.quarter(year, number) for number in range(1, 5)]
    assert quarters[0].first == date(year, 1, 1)
    assert quarters[-1].last == date(year, 12, 31)
    for before, after in pairwise(quarters):
        assert before.last is not None
        assert before.last + timedelta(days=1) == after.first


@given(st.dates())
def test_a_week_holds_its_day(day: date) -> None:
    if day.year > 1 and day < date(9999, 12, 20):
        week = calendar.week(day)
        assert week.first is not None and week.last is not None
        assert week.first <= day <= week.last
        assert (week.last - week.first).days == 6


@given(YEARS, st.integers(1, 12), st.integers(-60, 60))
def test_shift_month_there_and_back(year: int, month: int, by: int) -> None:
    assert calendar.shift_month(*calendar.shift_month(year, month, by), -by) == (year, month)


def test_an_interval_of_intervals_has_the_outer_ends() -> None:
    assert calendar.interval("2020-10-21/2020-10-31", "2020-11-01/2020-11-10") == "2020-10-21/2020-11-10"
    assert calendar.interval("2020", "2020") == "2020"
