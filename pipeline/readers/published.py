"""The day of publication, in any form in which metadata write it, as an ISO day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

# Year first, the separators that Chinese and international metadata use; a time of day may follow.
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?!\d)")
# 20220914, and 20220914083000 with its time of day.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=(?:\d{6})?(?!\d))")


def read_published(value: object, *, place: str, line: int, warn: Callable[[str], None]) -> str | None:
    """Return the ISO day that a row's `published` names, or None where it is missing or cannot be read.

    What cannot be read is warned of with its file, line and value: the document runs without it.
    """
    if value is None:
        return None
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        shown = repr(value)[:60]
        warn(
            f"{place}:{line}: published {shown} is no day that can be read (write it as 2022-09-14); left out"
        )
    return day


def parse_day(value: str) -> str | None:
    """Return the day that a date or datetime names, or None.

    The day is the one written, whatever zone follows the time of day. A form in which day and month can be
    exchanged (3/4/2022) names no day for sure and gives None.

    >>> parse_day("2022年9月14日 10:30")
    '2022-09-14'
    """
    value = value.strip()
    match = _YEAR_FIRST.match(value) or _COMPACT.match(value)
    if match is None:
        return _parse_western(value)
    year, month, day = (int(part) for part in match.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:  # 2022-13-40: written as a date, yet on no calendar
        return None


def _parse_western(value: str) -> str | None:
    """Return the day of "14 Sep 2022" and the like; None where both orders of day and month give one.

    Languages, parsers and orders are given to dateparser, which else tries two hundred locales for a miss.
    """
    import dateparser  # takes 0.2 s: only for the forms that need it

    days = set()
    for order in ("DMY", "MDY"):
        parsed = dateparser.parse(
            value,
            languages=["en"],
            settings={"DATE_ORDER": order, "PARSERS": ["absolute-time"], "STRICT_PARSING": True},
        )
        if parsed is not None:
            days.add(parsed.date().isoformat())
    return days.pop() if len(days) == 1 else None
