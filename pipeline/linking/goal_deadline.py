"""The time frame of a statement: its own clause, its sentence, its paragraph, its heading, its report's
year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.linking.goal_status import ACHIEVED, Trigger
from pipeline.linking.goal_text import Range
from pipeline.values.numerals import parse_numeral

# A date that is compared with (比2020年, 与去年相比, 去年同期) is no time frame.
_BASELINE_BEFORE = re.compile(r"(?:比|较|与|同|跟|距|相比)$")
_START_BEFORE = re.compile(r"(?:由|从)$")
_BASELINE_BEHIND = re.compile(r"\s*(?:相比|相较|同期|以前|之前相比)")
_YEARS_BACK = re.compile(
    r"(?:(?:过去|近|这|前|最近)的?(?P<n>\d{1,2}|[一两二三四五六七八九十]+)多?年(?:来|间|以来|里)?|(?P<m>\d{1,2}|[一两二三四五六七八九十]+)年来)"
)
# Years in the name of a plan or of a document (三年行动计划, 《规划（2013—2015）》) frame nothing.
_NAMED = re.compile(r"(?:行动|攻坚|倍增|提升|专项)?(?:计划|规划|方案|纲要|行动)")
_VAGUE = re.compile(r"全年|当年|本年度?|年度")
_OF_WHAT_FOLLOWS = re.compile(r"的|[\u4e00-\u9fff]{2,4}的\s?\d")
_MEETING = re.compile(r"[^，。；]{0,10}?(?:召开|举行|举办)")
_END = re.compile(r"(?:前|内|底|末)$")
# A frame for a paragraph is a month or longer: days are those of the event that is told.
_LONG, _YEAR = 27, 364
# Characters before a date that leads its clause (到, 截至), and of a document's title.
_LEAD, _LONGEST_TITLE = 2, 60
# How far behind a clause a bound of the next may begin (，将于10月底前).
_NEXT = 4
# How surely a date tells the status; where a development starts (由2019年的31%) says little of where it ends.
_CERTAIN, _BASELINE = 6.0, -2.5


class Frame(NamedTuple):
    """A first and a last day (ISO 8601), either may be open."""

    first: str | None
    last: str | None

    def admits(self, status: str, today: str | None) -> bool:
        """Whether a result may have been reached, or a target may still be, in this frame as seen from
        `today`."""
        if today is None:
            return True
        if status == ACHIEVED:
            return self.first is None or self.first <= today
        return self.last is None or self.last >= today

    def is_year(self) -> bool:
        """Whether it spans a year or more, or has a start and no end (今年以来)."""
        if self.first is None:
            return False
        return self.last is None or self._days() >= _YEAR

    def is_long(self) -> bool:
        """Whether it spans a month or more; an open end makes it long."""
        return self.first is None or self.last is None or self._days() >= _LONG

    def _days(self) -> int:
        return (date.fromisoformat(self.last or "") - date.fromisoformat(self.first or "")).days


class DatedClause(NamedTuple):
    """The clause of a date: its range, and where its first quantity is (its end where it has none)."""

    start: int
    end: int
    quantity: int


class DateMention(NamedTuple):
    """A date of the text: its range and its days.

    `begins` says that it belongs to what follows it closely only (2012年的2.2倍, 2000年底前建成的118个),
    `starts` that a development starts there (由2019年的31%). `vague` dates (全年) say nothing of the status,
    `bounded` ones end what they name (年底前), `meets` is the day of a meeting, which frames what the meeting
    decides.
    """

    start: int
    end: int
    frame: Frame
    begins: bool
    starts: bool
    vague: bool
    bounded: bool
    meets: bool


def read_mention(
    text: str, place: Range, attributes: dict[str, str | None], review_year: int | None
) -> DateMention | None:
    """Return a date as a time frame, or None for what is none: sets, vague dates, dates that are compared
    with.

    `review_year` is the year that a work report looks back on: 五年来 ends with it.
    """
    start, end = place
    if attributes["type"] == "SET":
        return None
    words, before = text[start:end], text[max(0, start - 3) : start]
    first, last = attributes["start_date"], attributes["end_date"]
    if first is None and last is None and review_year is not None and (match := _YEARS_BACK.fullmatch(words)):
        count = int(parse_numeral(match["n"] or match["m"]))
        first, last = f"{review_year - count + 1:04d}-01-01", f"{review_year:04d}-12-31"
    if (first is None and last is None) or _is_named(text, place):
        return None
    if _BASELINE_BEFORE.search(before) or _BASELINE_BEHIND.match(text, end):
        return None
    starts = bool(_START_BEFORE.search(before))
    return DateMention(
        start,
        end,
        Frame(first, last),
        begins=starts or _OF_WHAT_FOLLOWS.match(text, end) is not None,
        starts=starts,
        vague=_VAGUE.match(words) is not None,
        bounded=_END.search(words) is not None,
        meets=_MEETING.match(text, end) is not None,
    )


def as_triggers(mention: DateMention, today: str | None, *, lone: bool) -> list[Trigger]:
    """Return what a date says about the status: past days are done, days ahead are planned, 年底前 and 年内
    too.

    A day ahead speaks for what stands before it in its clause as well (剩余10户11月15日前清零), and where it
    is `lone`, its clause without a quantity, for the clause before (剩余10户，11月15日前清零).
    """
    first, last = mention.frame
    if today is None or mention.vague:
        return []
    place = (mention.start, mention.end)
    if last is not None and last < today:
        return [Trigger(*place, _BASELINE if mention.begins else -_CERTAIN, "sentence", "forward")]
    if (first is not None and first > today) or (mention.bounded and last is not None and last > today):
        back = Trigger(*place, _CERTAIN, "sentence" if lone else "clause", "backward")
        return [Trigger(*place, _CERTAIN, "sentence", "forward"), back]
    return []


def _is_named(text: str, place: Range) -> bool:
    """Whether a date is part of the name of a plan or stands in the title of a document."""
    start, end = place
    opening = text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    return bool(_NAMED.match(text, end)) or (opening >= 0 and "》" not in text[opening:start])


def own_frames(
    mentions: Sequence[DateMention], place: Range, clause: Range, clauses: Sequence[DatedClause]
) -> list[Frame]:
    """Return the frames that a quantity's own sentence gives it, the likeliest first.

    In the clause the dates before it count, the nearest first, then those behind it; of earlier clauses only
    dates that govern what follows (`governs`), of later ones the bounds of what has no quantity of its own
    (剩下6件，本月底前办结). `clauses` holds the clause of each mention.
    """
    near, behind, earlier, later = [], [], [], []
    for mention, dated in zip(mentions, clauses, strict=True):
        if mention.end <= clause[0]:
            earlier += [mention.frame] if governs(mention, dated) else []
        elif mention.start >= clause[1]:
            bounds = mention.bounded and dated.quantity >= dated.end and mention.start - clause[1] <= _NEXT
            later += [mention.frame] if bounds else []
        elif mention.end <= place[0]:
            near += [] if _is_spent(mention, place) else [mention.frame]
        else:
            behind.append(mention.frame)
    return [*reversed(near), *behind, *reversed(earlier), *later]


def start_frames(mentions: Sequence[DateMention], place: Range) -> list[Frame]:
    """Return the time of a quantity at which a development starts: 由2019年的31%; none where it is not
    said."""
    return [mention.frame for mention in mentions if mention.starts and 0 <= place[0] - mention.end <= 1]


def _is_spent(mention: DateMention, place: Range) -> bool:
    """Whether a date says nothing of this quantity's time: one that is compared with, or of a quantity
    before."""
    return mention.begins and (not mention.starts or place[0] - mention.end > 1)


def governs(mention: DateMention, dated: DatedClause) -> bool:
    """Whether a date frames the clauses behind its own: it stands before a quantity, alone, or spans a year.

    国庆节前通水 frames itself only, 19日18时前，… and 今年新建… what follows.
    """
    if mention.begins or mention.start >= dated.quantity:
        return False
    leads = mention.start - dated.start <= _LEAD and mention.frame.is_year()
    return dated.quantity < dated.end or mention.end >= dated.end or leads or mention.meets
