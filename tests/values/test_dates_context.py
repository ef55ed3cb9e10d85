from __future__ import annotations

from datetime import date

import pytest

from pipeline.errors import UsageError
from pipeline.values import calendar
from pipeline.values.dates_context import (
    Context,
    context_of,
    month_of_day,
    near_day,
    new_sentence,
    remember,
    shift_day,
    year_of_day,
    year_of_month,
    year_of_passage,
)

JANUARY, MARCH, DECEMBER = (context_of(day) for day in ("2021-01-20", "2021-03-22", "2021-12-28"))


def test_context_of_day_year_and_nothing() -> None:
    assert (MARCH.today, MARCH.year) == (date(2021, 3, 22), 2021)
    assert (context_of("2021").today, context_of("2021").year) == (None, 2021)
    assert context_of(None) == Context()


def test_context_of_anything_else_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'2021-3' is no day \(give a day"):
        context_of("2021-3")


@pytest.mark.parametrize(
    ("context", "month", "day", "year"),
    [
        (MARCH, 3, 18, 2021),
        (MARCH, 10, 1, 2021),
        (MARCH, 12, 28, 2020),
        (JANUARY, 1, 24, 2021),
        (JANUARY, 7, 1, 2020),
        (DECEMBER, 1, 5, 2022),
        (DECEMBER, 11, 20, 2021),
        (Context(year=2019), 5, 1, 2019),
        (Context(mentioned_year=2018), 5, 1, 2018),
        (Context(), 5, 1, None),
        (MARCH, 2, 30, 2021),
    ],
)
def test_year_of_day(context: Context, month: int, day: int, year: int | None) -> None:
    assert year_of_day(month, day, context) == year


def test_a_limit_lies_ahead() -> None:
    assert year_of_day(12, 28, MARCH, until=True) == 2021
    assert year_of_month(10, JANUARY, until=True) == 2021
    assert year_of_month(10, JANUARY) == 2020


def test_a_sentence_that_looks_ahead_names_months_to_come() -> None:
    assert year_of_month(10, JANUARY._replace(around="力争10月开工")) == 2021
    assert year_of_month(10, JANUARY._replace(around="主要产品10月上市")) == 2020


def test_the_year_that_governs_the_sentence_counts_first() -> None:
    context = remember(MARCH, calendar.month(2019, 5), governs=True)
    assert year_of_month(9, context) == 2019
    assert year_of_month(2, context) == 2021
    assert year_of_month(9, new_sentence(context, paragraph=False)) == 2021


def test_a_range_never_ends_before_it_begins() -> None:
    context = MARCH._replace(not_before=date(2020, 12, 30))
    assert year_of_day(1, 3, context) == 2021
    assert month_of_day(2, context) == (2021, 1)
    assert month_of_day(31, context) == (2020, 12)
    assert year_of_passage(context) == 2020


@pytest.mark.parametrize(
    ("today", "day", "expected"),
    [
        ("2020-03-22", 17, (2020, 3)),
        ("2020-03-22", 24, (2020, 3)),
        ("2020-03-02", 28, (2020, 2)),
        ("2020-01-03", 30, (2019, 12)),
        ("2020-12-30", 2, (2021, 1)),
    ],
)
def test_month_of_a_bare_day(today: str, day: int, expected: tuple[int, int]) -> None:
    assert month_of_day(day, context_of(today)) == expected


def test_a_limit_is_never_moved_back() -> None:
    assert month_of_day(28, context_of("2020-03-02"), until=True) == (2020, 3)


def test_the_last_day_mentioned_lends_its_month_while_it_is_near() -> None:
    near = remember(MARCH, calendar.of_day(date(2021, 2, 10)), governs=False)
    far = remember(MARCH, calendar.of_day(date(1976, 8, 10)), governs=False)
    assert month_of_day(12, near) == (2021, 2)
    assert month_of_day(12, far) == (1976, 8)
    later = new_sentence(far, paragraph=False)
    assert month_of_day(12, later) == (2021, 3)
    assert near_day(later) == MARCH.today


def test_nothing_known_means_no_month() -> None:
    assert month_of_day(12, Context()) is None


def test_year_of_passage() -> None:
    assert year_of_passage(MARCH) == 2021
    assert year_of_passage(JANUARY) == 2020
    assert year_of_passage(JANUARY, until=True) == 2021
    assert year_of_passage(remember(JANUARY, calendar.year(2021), governs=True)) == 2021
    assert year_of_passage(Context()) is None


def test_a_topic_of_last_year_ends_with_its_paragraph() -> None:
    context = remember(context_of("2021-06-10"), calendar.year(2020), governs=True)._replace(
        sentence_from=None
    )
    assert year_of_passage(context) == 2020
    assert year_of_passage(new_sentence(context, paragraph=False)) == 2020
    assert year_of_passage(new_sentence(context, paragraph=True)) == 2021


def test_far_years_are_no_topic() -> None:
    assert remember(MARCH, calendar.year(2035), governs=True).topic is None
    assert remember(DECEMBER, calendar.year(2022), governs=True).topic == 2022
    assert remember(MARCH, calendar.year(2022), governs=True).topic is None
    assert remember(Context(year=2020), calendar.year(2010), governs=True).topic is None


def test_a_span_of_years_governs_nothing() -> None:
    context = remember(MARCH, calendar.plan(14), governs=True)
    assert (context.sentence_from, context.topic, context.mentioned_year) == (None, None, 2025)


def test_a_period_without_days_is_not_remembered() -> None:
    assert remember(MARCH, calendar.day(None, 3, 18), governs=True) == MARCH


def test_shift_day() -> None:
    assert shift_day(date(2020, 2, 28), 1) == date(2020, 2, 29)
    assert shift_day(None, 1) is None
    assert shift_day(date.max, 1) is None
