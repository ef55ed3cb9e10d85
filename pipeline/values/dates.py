"""Dates: what a time expression means, by TIMEX3 and in calendar days. Pure functions, no spaCy, no files.

The grammar (patterns/dates.jsonl) says how times are written and of which kind each is; here a match's named
groups and the context become a `TimeValue`. Rules follow TIMEX3 (ISO-TimeML) for types and values; the
days are inclusive, and null where the text leaves them open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline.records import TimexType
from pipeline.values import calendar
from pipeline.values.calendar import Period
from pipeline.values.dates_clock import clock
from pipeline.values.dates_context import Context, shift_day, year_of_month
from pipeline.values.dates_periods import duration, era, plan, recurrence
from pipeline.values.dates_points import AFTER, SINCE, UNTIL, number, point

Groups = Mapping[str, str | None]

_SECOND = "2"
_TAIL = ("third", "edge", "bound", "part", "h", "min", "past")
_UNITS = ("d", "m", "rm", "q", "y", "ry")  # the finest first


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time: TIMEX3 `type` (DATE, TIME, DURATION, SET) and `value`, first and last day or None.

    `period` is the calendar period that it names, which later mentions refer to; None for lengths and sets.
    """

    type: TimexType
    value: str
    start: date | None = None
    end: date | None = None
    period: Period | None = None

    def attributes(self) -> dict[str, str | None]:
        """Return the plain data of the span extension."""
        return {
            "type": self.type,
            "value": self.value,
            "start_date": None if self.start is None else self.start.isoformat(),
            "end_date": None if self.end is None else self.end.isoformat(),
        }


def resolve(kind: str, groups: Groups, context: Context, *, value: str = "") -> TimeValue:
    """Return what a match of the kind means.

    `groups` are the match's named groups, `value` the row's own value for what has no other (PAST_REF).
    Raises KeyError for a kind that is not in `KINDS`.
    """
    return KINDS[kind](groups, context, value)


def _point(groups: Groups, context: Context, _: str) -> TimeValue:
    return _dated(point(groups, context), groups)


def _plan(groups: Groups, context: Context, _: str) -> TimeValue:
    dated = _dated(plan(groups, context), groups)
    whole = groups.get("edge") is None and groups.get("bound") is None
    return replace(dated, type="DURATION") if whole else dated


def _era(groups: Groups, context: Context, _: str) -> TimeValue:
    return _dated(era(groups, context), groups)


def _dated(period: Period, groups: Groups) -> TimeValue:
    time = clock(groups)
    bound = groups.get("bound") or ""
    start, end = bounded(period, bound)
    value = period.value if end is None or bound not in UNTIL else end.isoformat()
    return TimeValue("TIME" if time else "DATE", value + time, start, end, period)


def bounded(period: Period, bound: str) -> tuple[date | None, date | None]:
    """Return the first and last day under a word that bounds the period from behind (前, 以来, 起, 内).

    What ends in 前 has its last day, 以来 and 起 run on from the first day, 后 from the day after.
    """
    if bound in UNTIL:
        return None, period.last
    if bound in SINCE:
        return period.first, None
    if bound in AFTER:
        return shift_day(period.last, 1), None
    return period.first, period.last


def _range(groups: Groups, context: Context, _: str) -> TimeValue:
    """Both ends in one match (1至9月): the second has the groups with a 2, and the rest from the first."""
    second: dict[str, str | None] = {
        name[:-1]: text for name, text in groups.items() if name.endswith(_SECOND) and text is not None
    }
    first = {name: groups.get(name) for name in _UNITS}
    tail = {name: groups.get(name) for name in _TAIL}
    finest = next(name for name in _UNITS if name in second)
    if number(second[finest] or "") >= number(groups[finest] or ""):
        second = {**first, **second}
        context = _before(second, context)
    start = resolve("point", first, context)
    return join(start, resolve("point", {**second, **tail}, _after(context, start)))


def _before(second: Groups, context: Context) -> Context:
    """A range of months that ends ahead of the article's day was last year's: 1-11月 in January."""
    if "m" not in second or second.get("y") or second.get("ry") or second.get("d") or context.today is None:
        return context
    year = year_of_month(number(second["m"] or ""), context)
    return context if year is None else context._replace(not_before=date(year, 1, 1))


def _after(context: Context, start: TimeValue) -> Context:
    if start.start is None:
        return context
    return context._replace(not_before=start.start, mentioned_day=start.start)


def join(start: TimeValue, end: TimeValue) -> TimeValue:
    """Return the range from one time to another (3月15日至16日); one that runs backwards has no days."""
    kind: TimexType = "TIME" if "TIME" in (start.type, end.type) else "DATE"
    value = calendar.interval(start.value, end.value)
    if start.start is not None and end.end is not None and start.start > end.end:
        return TimeValue(kind, value)
    period = None
    if start.period is not None and end.period is not None:
        period = calendar.between(start.period, end.period)
    return TimeValue(kind, value, start.start, end.end, period)


def resolve_pair(first: tuple[str, Groups], second: tuple[str, Groups], context: Context) -> TimeValue:
    """Return the range whose two ends are written out (12月30日至2021年1月3日)."""
    if first[1].get("y") is None and second[1].get("y") is not None and first[1].get("ry") is None:
        end = resolve(*second, context)
        near = context if end.start is None else context._replace(today=end.start, sentence_from=None)
        return join(resolve(*first, near), end)
    start = resolve(*first, context)
    return join(start, resolve(*second, _after(context, start)))


def _duration(groups: Groups, _: Context, __: str) -> TimeValue:
    return TimeValue("DURATION", duration(groups))


def _set(groups: Groups, _: Context, __: str) -> TimeValue:
    return TimeValue("SET", recurrence(groups))


def _vague(_: Groups, __: Context, value: str) -> TimeValue:
    return TimeValue("DATE", value)


KINDS: dict[str, Callable[[Groups, Context, str], TimeValue]] = {
    "point": _point,
    "range": _range,
    "plan": _plan,
    "era": _era,
    "duration": _duration,
    "set": _set,
    "vague": _vague,
}
