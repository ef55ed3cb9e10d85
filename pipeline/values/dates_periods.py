"""Times that are no points: plans, decades and centuries, durations, sets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.values import calendar
from pipeline.values.calendar import Period
from pipeline.values.dates_clock import clock
from pipeline.values.dates_context import Context
from pipeline.values.dates_points import number
from pipeline.values.numerals import parse_exact

Groups = Mapping[str, str | None]

_UNITS = {"年": "Y", "月": "M", "周": "W", "星": "W", "礼": "W", "旬": "D", "季": "Q", "世": "CE"}
_HALF = Decimal("0.5")
_HALVES = {"Y": "P6M", "CE": "P50Y"}
_VAGUE = "几数多好若"
_WEEKDAYS = {**{char: str(n) for n, char in enumerate("一二三四五六日", 1)}, "天": "7", "末": "WE"}
_THIRD_DAYS = 10
_PER_CENTURY = 100
_PLACES = set("十百千廿卅.")
_TWENTIETH_CENTURY_FROM = 30  # 80年代 are the 1980s, 20年代 the 2020s


def plan(groups: Groups, _: Context) -> Period:
    """Return the years of a five-year plan: `plan` is its name (十四五), `planno` its number (第十四个五年).

    `edge` 末 is its last year and 初 its first; `nf` and `nl` count its first and last years (前两年).
    """
    name = groups.get("planno") or (groups.get("plan") or "").removesuffix("五")
    whole = calendar.plan(number(name))
    first, last = (int(year) for year in whole.value.split("/"))
    if (edge := groups.get("edge")) is not None:
        return calendar.year(last if "末" in edge else first)
    if (count := groups.get("nf")) is not None:
        last = first + number(count) - 1
    if (count := groups.get("nl")) is not None:
        first = last - number(count) + 1
    return calendar.between(calendar.year(first), calendar.year(last))


def era(groups: Groups, context: Context) -> Period:
    """Return a decade (`decade`, with its `century` where told) or a century; `edge` leaves its last day."""
    century = _century(groups, context)
    if groups.get("decade") is None and century is not None:
        period = calendar.century(century)
    else:
        period = calendar.decade(_decade_year(groups, century))
    edge = groups.get("edge")
    if edge is None:
        return period
    return period._replace(first=None, last=period.last if edge in "末底" else None)


def _decade_year(groups: Groups, century: int | None) -> int:
    decade = number(groups["decade"] or "")
    if decade > _PER_CENTURY:
        return decade
    if century is None:
        century = 20 if decade >= _TWENTIETH_CENTURY_FROM else 21
    return _PER_CENTURY * (century - 1) + decade


def _century(groups: Groups, context: Context) -> int | None:
    """The century as written; 本世纪 is that of the article, the 21st where nothing tells it."""
    text = groups.get("century")
    if text is None:
        return None
    own = 21 if context.year is None else (context.year - 1) // _PER_CENTURY + 1
    return {"上": own - 1, "本": own}.get(text) or number(text)


def duration(groups: Groups) -> str:
    """Return a length of time: `n` (to `n2`) of `unit`, and a half more where `hf` says so (一天半: P1.5D).

    An amount that is not told is X (几年: PXY).
    """
    unit = groups["unit"] or ""
    more = _HALF if groups.get("hf") else Decimal(0)
    lengths = [_length(amount, unit, more) for key in ("n", "n2") if (amount := groups.get(key)) is not None]
    return "/".join(lengths)


def _length(amount: str, unit: str, more: Decimal) -> str:
    code = next((code for key, code in _UNITS.items() if key in unit), "D")
    if amount[0] in _VAGUE:
        return f"PX{code}"
    if amount == "半":
        return _HALVES.get(code, f"P0.5{code}")
    count = _count(amount)
    if count is None:
        return f"PX{code}"
    count = count * (_THIRD_DAYS if "旬" in unit else 1) + more
    return f"P{count * 100:f}Y" if code == "CE" else f"P{count:f}{code}"


def _count(amount: str) -> Decimal | None:
    """The amount, the lower one of two neighbours (两三年); None for a figure of speech (千百年)."""
    if len(amount) == len("两三") and not set(amount) & _PLACES and not amount.isdecimal():
        amount = amount[0]
    try:
        return parse_exact(amount)
    except ValueError:
        return None


def recurrence(groups: Groups) -> str:
    """Return what recurs: P1M for 每月, XXXX-03-22 for 每年3月22日, XXXX-WXX-3 for 每周三."""
    time = clock(groups)
    if (weekday := groups.get("wd")) is not None:
        days = [_WEEKDAYS[day] for day in (weekday, groups.get("wd2")) if day is not None]
        return "/".join(f"XXXX-WXX-{day}{time}" for day in days)
    month, day = groups.get("m"), groups.get("d")
    if month is not None or day is not None:
        written = "XX" if month is None else f"{number(month):02d}"
        return f"XXXX-{written}" + ("" if day is None else f"-{number(day):02d}") + time
    if time:
        return f"XXXX-XX-XX{time}"
    return duration({"n": groups.get("n") or "一", "unit": groups.get("unit") or "天"})
