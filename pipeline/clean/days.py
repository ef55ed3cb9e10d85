"""The days that a page writes about itself: masthead, head of a web page, dateline, and days in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import regex

from pipeline.clean.layout import LineKind, dateline_of, day_groups
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.years import calendar_day
from pipeline.values.numerals import parse_numeral

AHEAD = timedelta(days=7)  # a day so far ahead of the page's own is still of the same year
SAME_NEWS = timedelta(days=10)
LEAP_YEAR = 2000

_MONTH_DAY = regex.compile(
    r"(?<before>[^。；，,\n]{0,10}?)(?:(?P<year>(?:[1１][9９]|[2２][0０])\d\d)年)?"
    r"(?<!\d)(?P<month>\d{1,2})月(?:\d{1,2}日?(?:至|到|-|—|－|~|～|、))?(?P<day>\d{1,2})日(?!前|之前|以前|起|后)"
)
_NOT_PAST = regex.compile("将|拟|定于|计划|预计|截止|确保|力争|去年|上年|前年|明年|次年|年$|自$|从$")


class MonthDay(NamedTuple):
    """A day of the calendar whose year is not known."""

    month: int
    day: int

    def of(self, year: int) -> date | None:
        """The day in that year."""
        return calendar_day(year, self.month, self.day)

    def at_or_before(self, day: date) -> date | None:
        """The last such day that is not after `day`, or little after it."""
        same = self.of(day.year)
        return same if same is not None and same <= day + AHEAD else self.of(day.year - 1)


def written_day(paragraphs: Iterable[Paragraph], kinds: frozenset[LineKind]) -> date | None:
    """Return the first whole day in the lines of such a kind (masthead, head of a web page, signature)."""
    for paragraph in paragraphs:
        if paragraph.kind in kinds and (groups := day_groups(paragraph.text, paragraph.kind)):
            day = calendar_day(*(int(parse_numeral(groups[part])) for part in ("year", "month", "day")))
            if day is not None:
                return day
    return None


def dateline_day(paragraphs: Iterable[Paragraph]) -> date | MonthDay | None:
    """Return the day of the first dateline that has one, without a year where it is silent."""
    for paragraph in paragraphs:
        if paragraph.kind is LineKind.DATELINE and (found := dateline_of(paragraph.text)):
            groups = found.groupdict()
            if groups.get("month"):
                day = MonthDay(int(groups["month"]), int(groups["day"]))
                return calendar_day(int(groups["year"]), *day) if groups.get("year") else day
    return None


def text_day(paragraphs: Iterable[Paragraph]) -> date | MonthDay | None:
    """Return the day of the news: the first past day of the text, or a later one of the same days.

    Days of the same week and a half belong together (a column on the week's events); what is later than
    that is another event, often to come.
    """
    days = [day for paragraph in paragraphs for day in _past_days(paragraph.text)]
    if not days:
        return None
    first, kind = _leap_day(days[0]), type(days[0])
    same_news = [
        day for day in days if type(day) is kind and timedelta(0) <= _leap_day(day) - first <= SAME_NEWS
    ]
    return max(same_news, key=_leap_day)


def _leap_day(day: date | MonthDay) -> date:
    """Any day as one of a leap year, so that days with and without a year compare."""
    return date(LEAP_YEAR, day.month, day.day)


def _past_days(text: str) -> Iterator[date | MonthDay]:
    for match in _MONTH_DAY.finditer(text):
        day = MonthDay(int(match["month"]), int(match["day"]))
        if _NOT_PAST.search(match["before"]) or day.of(LEAP_YEAR) is None:
            continue
        written = calendar_day(int(match["year"]), *day) if match["year"] else None
        yield written or day
