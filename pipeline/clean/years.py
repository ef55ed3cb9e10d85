"""The current year of a text that does not name it: what 今年 means in it.

A newspaper says 3月21日 and leaves the year to the masthead. Where that is lost, the text still tells: a
year that is spoken of as a plan (2020年，某局将…) or named as a station of a plan period (2021年是“十四五”
开局之年) is the current one; one that is reported as done for the whole area (2021年，全市…达到…) is the last
one where 今年 or a plan stands beside it; a day with its weekday fits one year in six.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

import regex

FIRST_PLAN_PERIOD, FIRST_PLAN_YEAR, PLAN_YEARS = 11, 2006, 5  # “十一五” is 2006 to 2010
REACH = 40  # characters after a year in which its clause says whether it is plan or report
WEEKDAY_SPAN = 5  # no two of so many years in a row have a day on the same weekday

_YEAR = regex.compile(r"(?P<before>^|[^\d])(?P<year>(?:[1１][9９]|[2２][0０])\d\d)年(?!前|底前|以前|之前)")
_CLAUSE_START = frozenset("，,。；：:、“‘\"'（(！？\n讯电 　")
_PLAN = regex.compile(
    r"[^。；\n今明去]{0,18}?(?:将|[要拟](?!求)|力争|计划(?!单列)|确保|预计|预期|争取|努力|着力|打算)"
)
_STATION = regex.compile(
    r"[^。；\n]{0,4}(?:是|为|作为)[^。；\n]{0,24}?(?:之年|的(?:第一|最后一|关键一|起步|开局)年)|[，,]?(?:开局|收官|关键)之年"
)
_AREA = regex.compile(r"[，,]?[^。；，,\n]{0,10}(?:[省市县区州旗国]|GDP|生产总值|财政收入|投资)")
# 关于2021年工作情况的汇报, 2021年度总结: the year under review is the last one.
_REVIEW = regex.compile(
    r"度?(?:工作|经济社会发展|国民经济和社会发展|预算执行|财政)?"
    r"[^，。；\n]{0,8}(?:情况|总结|回顾|述职)"
)
_DONE = regex.compile(r"达到?|完成|实现|取得|增长|下降|获得?|坚持|召开|累计|位居|总量|占")
_PERIOD_STATION = regex.compile(
    r"十(?P<period>[一二三四五六七])五[”\"’]?(?:规划|时期)?的?"
    r"(?:(?P<first>开局|起步|首|第一)|(?P<last>收官|决胜|最后一|冲刺))之?年"
)
_PRESENT = regex.compile("今年|年内|本年|明年|去年|将|力争|确保")
_WEEKDAY = regex.compile(
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s?[(（]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
)
_DIGITS = {char: value for value, char in enumerate("一二三四五六七", 1)}
_WEEKDAYS = {**{char: value for value, char in enumerate("一二三四五六日", 0)}, "天": 6}


class CurrentYear(NamedTuple):
    """The year that 今年 means; `planned` where it is known only from a plan, which may be made before it."""

    year: int
    planned: bool = False


def infer_year(text: str) -> CurrentYear | None:
    """Return the current year of a text, None where it does not tell.

    >>> infer_year("2021年，全市工业投资增长12%。今年，我们将……")
    CurrentYear(year=2022, planned=False)
    """
    stations, plans, reports = _mentions(text)
    stations.update(_period_stations(text))
    if stations:
        return CurrentYear(stations.most_common(1)[0][0])
    last = max(reports, default=None)
    near = [year for year in plans if last is None or last <= year <= last + 1]
    if near:
        return CurrentYear(min(near), planned="今年" not in text)
    weekday = _year_of_weekday(text, last)
    if weekday is not None:
        return CurrentYear(weekday)
    if last is not None and _PRESENT.search(text):
        return CurrentYear(last + 1)
    return None


def _mentions(text: str) -> tuple[Counter[int], set[int], set[int]]:
    """Return the years named as stations of a plan, as plans, and as done, at the beginning of a clause."""
    stations: Counter[int] = Counter()
    plans: set[int] = set()
    reports: set[int] = set()
    for match in _YEAR.finditer(text):
        year, end = int(match["year"]), match.end()
        if _REVIEW.match(text, end, end + REACH):
            reports.add(year)
            continue
        if match["before"] and match["before"] not in _CLAUSE_START:
            continue
        if _STATION.match(text, end, end + REACH):
            stations[year] += 1
            continue
        plan = _PLAN.match(text, end, end + REACH)
        done = _DONE.search(text, end, plan.end() if plan else end + REACH)
        if plan and not done:
            plans.add(year)
        elif done and _AREA.match(text, end, end + REACH):
            reports.add(year)
    return stations, plans, reports


def _period_stations(text: str) -> Counter[int]:
    """Return the years that 今年是“十四五”开局之年 and its like stand for."""
    years: Counter[int] = Counter()
    for match in _PERIOD_STATION.finditer(text):
        first = FIRST_PLAN_YEAR + PLAN_YEARS * (10 + _DIGITS[match["period"]] - FIRST_PLAN_PERIOD)
        years[first if match["first"] else first + PLAN_YEARS - 1] += 1
    return years


def _year_of_weekday(text: str, last: int | None) -> int | None:
    """Return the year after (or of) the last report in which every day of the text has its weekday."""
    if last is None:
        return None
    years = range(last, last + WEEKDAY_SPAN)
    days = [
        (int(match["month"]), int(match["day"]), _WEEKDAYS[match["weekday"]])
        for match in _WEEKDAY.finditer(text)
    ]
    fitting = [year for year in years if days and all(_falls_on(year, *day) for day in days)]
    return fitting[0] if fitting else None


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    found = calendar_day(year, month, day)
    return found is not None and found.weekday() == weekday


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has none such (2月30日)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
