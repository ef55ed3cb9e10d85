"""What a date is read against: the article's day, and what the text has said so far.

News leaves out what its reader knows: the year of 3月18日, the month of 17日, the day of 上午. What is silent
is taken from the narrower place first: the sentence, the passage, then the article's day.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline.errors import UsageError
from pipeline.values.calendar import Grain, Period, shift_month
from pipeline.values.festivals import Festivals

_AHEAD = re.compile(
    "将(?!近|军)|定于|预定|即将|力争|(?:争取|确保)(?!了)|预期|拟(?!合)|务必|必须"
    "|(?<![主重需紧首必纪摘概简扼提险切])要(?!闻|素|求|点|塞|么|道|件|是)|计划(?=完成|新|实施|投资|建|开|启动)"
)
# A day that lies further ahead than this is the last one that has been, and the other way round: in news
# of January 11月20日 is past, in news of December 1月5日 is to come. Reviews of a year look back sooner.
_FAR_AHEAD, _FAR_AHEAD_IN_REVIEW, _FAR_BACK = timedelta(days=270), timedelta(days=60), timedelta(days=300)
# A bare day of the month near a turn of the month belongs to the neighbour: 28日 in news of 2 March.
_NEAR_TURN = timedelta(days=10)
_NEAR = timedelta(days=60)  # a day so near is what 17日 or 上午 in a later sentence still refers to
# Work reports are given in January and February and speak of the year that is over.
_REVIEW_MONTHS = 2
_DECEMBER = 12


class Context(NamedTuple):
    """The article's day and the times mentioned before this place.

    `today` is the article's day, `year` its year where no more is known. `spoken` is the day of the dateline,
    which 今天 means. `topic` is the year of which the passage speaks, `sentence_from` the first day of the
    time that governs the sentence. `mentioned_year`, `mentioned_month` (year, month) and `mentioned_day` are
    the last of each; `year_in_sentence` and `day_in_sentence` say that the last one stands in this sentence.
    `not_before` bounds the second end of a range. `around` is the text about the place, `festivals` tell the
    days of 春节 and the like.
    """

    today: date | None = None
    year: int | None = None
    spoken: date | None = None
    topic: int | None = None
    sentence_from: date | None = None
    mentioned_year: int | None = None
    mentioned_month: tuple[int, int] | None = None
    mentioned_day: date | None = None
    year_in_sentence: bool = False
    day_in_sentence: bool = False
    not_before: date | None = None
    around: str = ""
    festivals: Festivals = MappingProxyType({})

    @property
    def here(self) -> date | None:
        """The day that 今天 means."""
        return self.spoken or self.today

    @property
    def ahead(self) -> bool:
        """Whether the text about the place speaks of what is to come."""
        return _AHEAD.search(self.around) is not None


def context_of(dct: str | None, festivals: Festivals | None = None) -> Context:
    """Return the context at the start of an article; `dct` is its day or its year in ISO form, or None.

    Raises UsageError for any other text.
    """
    known = Context().festivals if festivals is None else festivals
    if dct is None:
        return Context(festivals=known)
    try:
        if len(dct) == len("2020"):
            return Context(year=int(dct), festivals=known)
        today = date.fromisoformat(dct)
    except ValueError as error:
        raise UsageError(f"{dct!r} is no day", remedy="give a day such as 2020-03-22 or a year") from error
    return Context(today=today, year=today.year, festivals=known)


def new_sentence(context: Context, *, paragraph: bool) -> Context:
    """Return the context at the start of a sentence, which may start a paragraph."""
    topic = context.topic
    if paragraph and topic is not None and _stale(topic, context.today):
        topic = None
    return context._replace(sentence_from=None, year_in_sentence=False, day_in_sentence=False, topic=topic)


def _stale(topic: int, today: date | None) -> bool:
    """A past year's passage ends with its paragraph, but in the reviews of the first months."""
    return today is not None and topic < today.year and today.month > _REVIEW_MONTHS + 1


def remember(context: Context, period: Period, *, governs: bool) -> Context:
    """Return the context after a mention; `governs`: it stands where it sets the time of its sentence."""
    last = period.last
    if last is None:
        return context
    grain: Grain = period.grain
    changes: dict[str, Any] = {"mentioned_year": last.year, "year_in_sentence": True}
    if grain in ("month", "third", "day"):
        changes["mentioned_month"] = (last.year, last.month)
    if grain == "day":
        changes |= {"mentioned_day": last, "day_in_sentence": True}
    governs = governs and period.first is not None and period.first.year == last.year
    if governs:
        changes["sentence_from"] = period.first
    if governs and grain == "year" and _may_be_topic(last.year, context.today, context.year):
        changes["topic"] = last.year
    return context._replace(**changes)


def _may_be_topic(year: int, today: date | None, context_year: int | None) -> bool:
    """Passages are about the year itself, the year before, and, in December's reports, the year to come."""
    if today is None:
        return context_year is None or abs(year - context_year) <= 1
    return today.year - 1 <= year <= today.year + (today.month == _DECEMBER)


def year_of_month(month: int, context: Context, *, until: bool = False) -> int | None:
    """Return the year of a month that is named without one; `until`: the month is a limit (3月底前)."""
    return year_of_day(month, 1, context, until=until or context.ahead)


def year_of_day(month: int, day: int, context: Context, *, until: bool = False) -> int | None:
    """Return the year of a month and day that are named without one; `until`: they limit what is to come."""
    if (year := _from_text(month, day, context)) is not None:
        return year
    today = context.today
    if today is None:
        return context.year or context.mentioned_year
    ahead = _safe_day(today.year, month, day) - today
    if ahead > _far_ahead(today, context.topic) and not until and not context.ahead:
        return today.year - 1
    return today.year + 1 if -ahead > _FAR_BACK else today.year


def _far_ahead(today: date, topic: int | None) -> timedelta:
    reviewing = today.month <= _REVIEW_MONTHS and topic != today.year
    return _FAR_AHEAD_IN_REVIEW if reviewing else _FAR_AHEAD


def _from_text(month: int, day: int, context: Context) -> int | None:
    """The year that the range or the sentence gives: the first such day from there on."""
    if (limit := context.not_before) is not None:
        return limit.year + ((month, day) < (limit.month, min(limit.day, day)))
    start = context.sentence_from
    if start is not None and (month, day) >= (start.month, min(start.day, day)):
        return start.year
    return None


def _safe_day(year: int, month: int, day: int) -> date:
    """Return the day, or the 28th where the month lacks it: near enough to compare."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


def month_of_day(day: int, context: Context, *, until: bool = False) -> tuple[int, int] | None:
    """Return (year, month) of a bare day of the month (17日); None where nothing is known.

    The month is that of the last day mentioned near the article's day, else the article's own; around the
    turn of a month the nearer one. A limit (20日前) is never moved back.
    """
    if (limit := context.not_before) is not None:
        return shift_month(limit.year, limit.month, int(day < limit.day))
    near = near_day(context)
    if near is None:
        return context.mentioned_month
    months = [shift_month(near.year, near.month, by) for by in (0, -1, 1)]
    for year, month in months[1:]:
        gap = _safe_day(year, month, day) - near
        if abs(gap) <= _NEAR_TURN and not (until and gap < timedelta(0)):
            return year, month
    return months[0]


def near_day(context: Context) -> date | None:
    """Return the last day mentioned, or the article's where that one lies far off."""
    day, today = context.mentioned_day, context.here
    if day is None or today is None or context.day_in_sentence:
        return day or today
    return day if abs(today - day) <= _NEAR else today


def year_of_passage(context: Context, *, until: bool = False) -> int | None:
    """Return the year of 全年, 上半年, 年底: of the sentence, the passage, else the article's.

    In January and February what is reported without a year is the year that is over; in December what is
    planned may be the next, where the passage speaks of it.
    """
    if context.not_before is not None:
        return context.not_before.year
    if context.sentence_from is not None:
        return context.sentence_from.year
    today, topic = context.today, context.topic
    if today is None:
        return topic or context.year or context.mentioned_year
    ahead = until or context.ahead
    if topic is not None and not (topic < today.year and ahead):
        return topic
    return today.year - 1 if today.month <= _REVIEW_MONTHS and not ahead else today.year


def shift_day(day: date | None, by: int) -> date | None:
    """Return the day so many days on; None stays None, and so does what leaves the calendar."""
    if day is None or (day.year == MAXYEAR and by > 0):
        return None
    return day + timedelta(days=by)
