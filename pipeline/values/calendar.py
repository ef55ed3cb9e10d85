"""The calendar as text speaks of it: years, halves, quarters, months and their thirds, weeks, seasons, plans.

Every constructor returns a `Period`: its TIMEX3 value (ISO-TimeML, ISO 8601) with its first and last day. A
year that nobody knows is None and is written XXXX; a day that no calendar has (2月30日) keeps its figures and
has no days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import Literal, NamedTuple

Grain = Literal["century", "decade", "year", "season", "half", "quarter", "month", "third", "week", "day"]

UNKNOWN_YEAR = "XXXX"
# Meteorological seasons; winter ends in February of the next year.
SEASONS = {"春": ("SP", 3, 5), "夏": ("SU", 6, 8), "秋": ("FA", 9, 11), "冬": ("WI", 12, 14)}
# First plan 1953-1957, second 1958-1962, three years of adjustment, then every five years from 1966.
_FIRST_PLANS = {1: 1953, 2: 1958}
_THIRD_PLAN = 1966
PLAN_YEARS = 5
_LEAP_YEAR = 2000


class Period(NamedTuple):
    """A stretch of the calendar: TIMEX3 value, first and last day (inclusive) or None, and how fine it is."""

    value: str
    first: date | None
    last: date | None
    grain: Grain


def _written(year: int | None) -> str:
    return UNKNOWN_YEAR if year is None else f"{year:04d}"


def _months(year: int | None, first: int, last: int) -> tuple[date | None, date | None]:
    """First and last day of a run of months; months beyond 12 lie in the next year."""
    if year is None or not 0 < year < MAXYEAR:
        return None, None
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def year(number: int | None) -> Period:
    """Return a year."""
    return Period(_written(number), *_months(number, 1, 12), "year")


def half(year: int | None, number: int) -> Period:
    """Return the first or second half of a year."""
    return Period(f"{_written(year)}-H{number}", *_months(year, 6 * number - 5, 6 * number), "half")


def quarter(year: int | None, number: int) -> Period:
    """Return a quarter, 1 to 4."""
    return Period(f"{_written(year)}-Q{number}", *_months(year, 3 * number - 2, 3 * number), "quarter")


def season(year: int | None, name: str) -> Period:
    """Return a season by its character (春夏秋冬); the winter of a year begins in its December."""
    code, first, last = SEASONS[name]
    return Period(f"{_written(year)}-{code}", *_months(year, first, last), "season")


def month(year: int | None, number: int) -> Period:
    """Return a month, 1 to 12."""
    return Period(f"{_written(year)}-{number:02d}", *_months(year, number, number), "month")


def months(year: int | None, first: int, last: int) -> Period:
    """Return a run of months of one year (前5个月)."""
    return between(month(year, first), month(year, last))


def third(year: int | None, number: int, part: str) -> Period:
    """Return 上旬, 中旬 or 下旬 of a month, or two of them (中下旬)."""
    first = {"上": 1, "中": 11, "下": 21}[part[0]]
    last = {"上": 10, "中": 20, "下": 31}[part[-1]]
    if last == 31:  # the third third ends with its month
        last = monthrange(year or _LEAP_YEAR, number)[1]
    return between(day(year, number, first), day(year, number, last))._replace(grain="third")


def day(year: int | None, month: int, number: int) -> Period:
    """Return a day; one that the calendar lacks has its year hidden and no days."""
    try:
        whole = None if year is None else date(year, month, number)
    except ValueError:
        whole = year = None
    return Period(f"{_written(year)}-{month:02d}-{number:02d}", whole, whole, "day")


def of_day(whole: date | None) -> Period:
    """Return the period of one day, or of a day of which nothing is known."""
    if whole is None:
        return Period("XXXX-XX-XX", None, None, "day")
    return Period(whole.isoformat(), whole, whole, "day")


def week(inside: date | None) -> Period:
    """Return the week (Monday to Sunday) that holds a day."""
    if inside is None:
        return Period("XXXX-WXX", None, None, "week")
    monday = inside - timedelta(days=inside.weekday())
    number = inside.isocalendar()
    return Period(f"{number.year}-W{number.week:02d}", monday, monday + timedelta(days=6), "week")


def decade(first_year: int) -> Period:
    """Return ten years from a year that ends in 0 (1990 for the nineties)."""
    first, _ = _months(first_year, 1, 12)
    return Period(f"{first_year // 10}", first, date(first_year + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """Return a century as it is spoken of: the 20th begins in 1900."""
    start = 100 * (number - 1)
    return Period(f"{number - 1}", date(start, 1, 1), date(start + 99, 12, 31), "century")


def plan(number: int) -> Period:
    """Return the years of a five-year plan: 14 is 2021 to 2025."""
    start = _FIRST_PLANS.get(number, _THIRD_PLAN + PLAN_YEARS * (number - 3))
    return between(year(start), year(start + PLAN_YEARS - 1))


def between(first: Period, last: Period) -> Period:
    """Return the interval from the start of one period to the end of another."""
    return Period(interval(first.value, last.value), first.first, last.last, last.grain)


def interval(first: str, last: str) -> str:
    """Return the value of an interval; of ends that are intervals themselves the outer ends count."""
    return first if first == last else f"{first.split('/')[0]}/{last.split('/')[-1]}"


def shift_month(year: int, number: int, by: int) -> tuple[int, int]:
    """Return (year, month) so many months on."""
    at = year * 12 + number - 1 + by
    return at // 12, at % 12 + 1
