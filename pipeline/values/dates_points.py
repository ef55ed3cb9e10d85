"""Points and stretches of the calendar: 2020年, 今年6月底, 17日14时, 上半年, 本周三, 年初.

A point is given as the named groups of a match, each None where the text is silent:
`y` year, `ry` relative year (今年), `m`, `rm` month, `d`, `rd` day, `rw` week, `wd` weekday, `third` (上旬),
`half`, `q` quarter, `nq` first quarters, `nm` first months, `season`, `fest` festival, `edge` (底 末 初 中),
`bound` (前 以来 起 后 内). The groups of the clock are read in `pipeline.values.dates_clock`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from pipeline.values import calendar
from pipeline.values.calendar import Period
from pipeline.values.dates_context import (
    Context,
    month_of_day,
    near_day,
    shift_day,
    year_of_day,
    year_of_month,
    year_of_passage,
)
from pipeline.values.festivals import festival_day
from pipeline.values.numerals import parse_numeral

Groups = Mapping[str, str | None]

# What counts from the article's day, by its first character (大前天 is three days back).
_FROM_NOW = {
    **dict.fromkeys("今本这月", 0),
    **dict.fromkeys("去昨上", -1),
    **dict.fromkeys("明来下", 1),
    **{"前": -2, "大": -3, "后": 2},
}
# Words that bound a period from behind: the last day counts, or all that follows the first.
UNTIL = ("前", "之前", "以前", "前夕")
SINCE = ("以来", "起", "至今", "迄今")
AFTER = ("后", "之后", "以后")
# What counts from the last mention.
_FROM_MENTION = {"当": 0, "同": 0, "次": 1, "翌": 1, "第": 1, "隔": 1, "前一": -1, "后一": 1, "即": 0}
_WEEKDAYS = {char: n for n, char in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_YEAR_EDGES = {"初": 1, "首": 1, "中": 6, "底": 12, "末": 12, "终": 12, "尾": 12}
_MONTH_EDGES = {"初": "上", "中": "中", "底": "下", "末": "下"}
_CENTURY_OF_SHORT_YEAR = 50  # 08年 is 2008, 98年 is 1998


def number(text: str) -> int:
    """Return a whole number in Arabic or Chinese figures (元 is the first)."""
    return int(text) if text.isdecimal() else int(parse_numeral(text.replace("元", "一").replace("正", "一")))


def point(groups: Groups, context: Context) -> Period:
    """Return the period that a point names; its days are None where nothing tells its year."""
    for key, resolve in _FINEST_FIRST:
        if groups.get(key) is not None:
            return resolve(groups, context)
    return calendar.of_day(near_day(context))


def is_limit(groups: Groups) -> bool:
    """Whether a word from behind makes the point a limit of what is to come: it is never moved back."""
    return groups.get("bound") in (*UNTIL, "起")


def given_year(groups: Groups, context: Context) -> int | None:
    """Return the year that the expression names, in figures or as 今年, 次年; None where it is silent."""
    if (figures := groups.get("y")) is not None:
        value = number(figures)
        if len(figures) > len("08"):
            return value
        return value + (1900 if value >= _CENTURY_OF_SHORT_YEAR else 2000)
    word = groups.get("ry")
    if word is None:
        return None
    shift = _mention_shift(word)
    if shift is not None and (shift or context.year_in_sentence):
        base = context.mentioned_year or context.year
    elif shift is not None:  # 当年 in a sentence without a year is that of the passage
        base = year_of_passage(context)
    elif word.startswith("上"):  # a report on 2021 compares with 上年, 2020
        base, shift = _at_most(year_of_passage(context), context.year), -1
    else:
        base, shift = context.year or context.mentioned_year, _FROM_NOW[word[0]]
    return None if base is None else base + shift


def _at_most(year: int | None, limit: int | None) -> int | None:
    return year if year is None or limit is None else min(year, limit)


def _mention_shift(word: str) -> int | None:
    """How far from the last mention a word points (次日: 1); None for what counts from the article's day."""
    return _FROM_MENTION.get(word[:2], _FROM_MENTION.get(word[0]))


def _year_named(groups: Groups) -> bool:
    return groups.get("y") is not None or groups.get("ry") is not None


def _silent_year(groups: Groups, context: Context) -> int | None:
    """The year of a half, a quarter, an edge: as written, else as the passage has it; 年内 looks ahead."""
    if _year_named(groups):
        return given_year(groups, context)
    return year_of_passage(context, until=is_limit(groups) or groups.get("whole") == "年")


def _by_figures(groups: Groups, context: Context) -> Period:
    day = number(groups["d"] or "")
    if groups.get("m") is None:
        where = _relative_month(groups, context) or month_of_day(day, context, until=is_limit(groups))
        if where is None:
            return Period(f"XXXX-XX-{day:02d}", None, None, "day")
        return calendar.day(*where, day)
    month = number(groups["m"] or "")
    if _year_named(groups):
        return calendar.day(given_year(groups, context), month, day)
    return calendar.day(year_of_day(month, day, context, until=is_limit(groups)), month, day)


def _by_relative_day(groups: Groups, context: Context) -> Period:
    word = groups["rd"] or ""
    shift = _mention_shift(word)
    if shift is not None:
        return calendar.of_day(shift_day(context.mentioned_day or context.here, shift))
    return calendar.of_day(shift_day(context.here, _FROM_NOW[word[0]]))


def _by_week(groups: Groups, context: Context) -> Period:
    word = groups.get("rw")
    shift = 0 if word is None else _FROM_NOW[word[0]]
    week = calendar.week(shift_day(context.here, 7 * shift))
    weekday = groups.get("wd")
    if weekday is None:
        return week
    if week.first is None:
        return Period(f"XXXX-WXX-{_WEEKDAYS[weekday] + 1}", None, None, "day")
    day = calendar.of_day(week.first + timedelta(days=_WEEKDAYS[weekday]))
    if weekday == "末" and day.first is not None:
        return Period(f"{week.value}-WE", day.first, week.last, "week")
    return day


def _by_month(groups: Groups, context: Context) -> Period:
    where = _relative_month(groups, context)
    if where is None and groups.get("m") is None:
        return Period("XXXX-XX", None, None, "month")
    year, month = where or _figured_month(groups, context)
    if (third := groups.get("third")) is not None:
        return calendar.third(year, month, third[:-1])
    whole = calendar.month(year, month)
    edge = groups.get("edge")
    if edge is None:
        return whole
    part = calendar.third(year, month, _MONTH_EDGES[edge[-1]])
    return whole._replace(first=part.first, last=part.last)


def _figured_month(groups: Groups, context: Context) -> tuple[int | None, int]:
    month = number(groups["m"] or "")
    if _year_named(groups):
        return given_year(groups, context), month
    return year_of_month(month, context, until=is_limit(groups)), month


def _relative_month(groups: Groups, context: Context) -> tuple[int, int] | None:
    word = groups.get("rm")
    if word is None:
        return None
    today = context.here
    base = None if today is None else (today.year, today.month)
    shift = _mention_shift(word)
    if shift is not None:
        base = context.mentioned_month or base
    if base is None:
        return None
    return calendar.shift_month(*base, _FROM_NOW[word[0]] if shift is None else shift)


def _by_third(groups: Groups, context: Context) -> Period:
    """A bare 中旬: of the month that was mentioned last, else of the article's."""
    return _by_month({**groups, "rm": "当月"}, context)


def _by_half(groups: Groups, context: Context) -> Period:
    half = calendar.half(_silent_year(groups, context), 1 if (groups["half"] or "")[0] in "上前" else 2)
    return _end_only(half, groups)


def _by_quarter(groups: Groups, context: Context) -> Period:
    quarter = (groups["q"] or "").replace("首", "一")
    return _end_only(calendar.quarter(_silent_year(groups, context), number(quarter)), groups)


def _end_only(period: Period, groups: Groups) -> Period:
    """三季度末 has no first day that text could tell."""
    return period if groups.get("edge") is None else period._replace(first=None)


def _by_first_quarters(groups: Groups, context: Context) -> Period:
    count = number(groups["nq"] or "")
    year = _year_so_far(3 * count, groups, context)
    return calendar.between(calendar.quarter(year, 1), calendar.quarter(year, count))


def _by_first_months(groups: Groups, context: Context) -> Period:
    count = number(groups["nm"] or "")
    return calendar.months(_year_so_far(count, groups, context), 1, count)


def _year_so_far(month: int, groups: Groups, context: Context) -> int | None:
    """The year whose first months have passed: 前11个月 in January are last year's."""
    silent = not _year_named(groups) and context.sentence_from is None
    return year_of_month(month, context) if silent else _silent_year(groups, context)


def _by_season(groups: Groups, context: Context) -> Period:
    """One season, or two in a row (秋冬季); a spring after a winter is the next year's (今冬明春)."""
    first, *others = [char for char in groups["season"] or "" if char in calendar.SEASONS]
    year = _silent_year(groups, context)
    if not others:
        return calendar.season(year, first)
    later = year if year is None or first != "冬" else year + 1
    return calendar.between(calendar.season(year, first), calendar.season(later, others[-1]))


def _by_year_edge(groups: Groups, context: Context) -> Period:
    return calendar.month(_silent_year(groups, context), _YEAR_EDGES[(groups["edge"] or "")[-1]])


def _by_festival(groups: Groups, context: Context) -> Period:
    name = groups["fest"] or ""
    year = given_year(groups, context) if _year_named(groups) else context.year
    day = None if year is None else festival_day(name, year, context.festivals)
    if day is not None and not _year_named(groups):
        year = year_of_day(day.month, day.day, context, until=is_limit(groups))
        day = None if year is None else festival_day(name, year, context.festivals)
    if day is None:
        return Period(calendar.UNKNOWN_YEAR, None, None, "day")
    return calendar.of_day(day)


def _by_year(groups: Groups, context: Context) -> Period:
    return calendar.year(_silent_year(groups, context))


_FINEST_FIRST: tuple[tuple[str, Callable[[Groups, Context], Period]], ...] = (
    ("d", _by_figures),
    ("rd", _by_relative_day),
    ("rw", _by_week),
    ("wd", _by_week),
    ("m", _by_month),
    ("rm", _by_month),
    ("third", _by_third),
    ("half", _by_half),
    ("q", _by_quarter),
    ("nq", _by_first_quarters),
    ("nm", _by_first_months),
    ("season", _by_season),
    ("fest", _by_festival),
    ("edge", _by_year_edge),
    ("y", _by_year),
    ("ry", _by_year),
    ("whole", _by_year),
)
