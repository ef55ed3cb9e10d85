"""The time frame of a statement: its own clause, its sentence, its paragraph, its heading, its report's year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.linking.goal_status import ACHIEVED, Trigger
from pipeline.linking.goal_text import Range

# A date that is compared with (比2020年, 与去年相比, 去年同期) is no time frame.
_BASELINE_BEFORE = re.compile(r"(?:比|较|与|同|跟|距|相比)$")
_START_BEFORE = re.compile(r"(?:由|从)$")
_BASELINE_BEHIND = re.compile(r"\s*(?:相比|相较|同期|以前|之前相比)")
_YEARS_BACK = re.compile(r"(?:过去|近|这|前|最近)?的?(?P<n>\d+|[一两二三四五六七八九十]+)多?年(?:来|间|以来|里)?$")
_FIVE_YEARS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_VAGUE = re.compile(r"全年|当年|本年度?|年度")
_END = re.compile(r"(?:前|内|底|末)$")
# A frame for a paragraph is a month or longer: days are those of the event that is told.
_LONG = 28
# How surely a date tells the status; where a development starts (由2019年的31%) says little of where it ends.
_CERTAIN, _BASELINE = 6.0, -2.5


class Frame(NamedTuple):
    """A first and a last day (ISO 8601), either may be open."""

    first: str | None
    last: str | None

    def admits(self, status: str, today: str | None) -> bool:
        """Whether a result may have been reached, or a target may still be, in this frame as seen from `today`."""
        if today is None:
            return True
        if status == ACHIEVED:
            return self.first is None or self.first <= today
        return self.last is None or self.last >= today

    def is_long(self) -> bool:
        """Whether it spans a month or more; an open end makes it long."""
        if self.first is None or self.last is None:
            return True
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days >= _LONG


class DateMention(NamedTuple):
    """A date of the text: its range, its days, and whether it is where a development starts (由2019年的31%)."""

    start: int
    end: int
    frame: Frame
    begins: bool
    vague: bool
    bounded: bool


def read_mention(text: str, place: Range, attributes: dict[str, str | None], review_year: int | None) -> DateMention | None:
    """Return a date as a time frame, or None for what is none: sets, vague dates, dates that are compared with.

    `review_year` is the year that a work report looks back on: 五年来 ends with it.
    """
    start, end = place
    if attributes["type"] == "SET":
        return None
    words, before = text[start:end], text[max(0, start - 3) : start]
    first, last = attributes["start_date"], attributes["end_date"]
    if first is None and last is None and review_year is not None and (match := _YEARS_BACK.fullmatch(words)):
        count = _FIVE_YEARS.get(match["n"]) or (int(match["n"]) if match["n"].isdecimal() else 0)
        first, last = f"{review_year - count + 1:04d}-01-01", f"{review_year:04d}-12-31"
    if first is None and last is None:
        return None
    if _BASELINE_BEFORE.search(before) or _BASELINE_BEHIND.match(text, end):
        return None
    begins = bool(_START_BEFORE.search(before)) or text[end : end + 1] == "的"
    return DateMention(start, end, Frame(first, last), begins, bool(_VAGUE.match(words)), bool(_END.search(words)))


def as_trigger(mention: DateMention, today: str | None) -> Trigger | None:
    """Return what a date says about the status: past days are done, days ahead are planned, 年底前 and 年内 too."""
    first, last = mention.frame
    if today is None or mention.vague:
        return None
    place = (mention.start, mention.end)
    if last is not None and last < today:
        return Trigger(*place, _BASELINE if mention.begins else -_CERTAIN, "sentence", "forward")
    if (first is not None and first > today) or (mention.bounded and last is not None and last > today):
        return Trigger(*place, _CERTAIN, "sentence", "forward")
    return None


def own_frame(mentions: Sequence[DateMention], place: Range, clause: Range, firsts: Sequence[int]) -> Frame | None:
    """Return the frame that a quantity's own sentence gives it, or None.

    In the clause the date before it counts, then the one behind it; in earlier clauses only one that stands before
    the first quantity of its clause. `firsts` holds, for each mention, where the first quantity of its clause is.
    """
    for mention in reversed(mentions):
        if clause[0] <= mention.start and mention.end <= place[0]:
            if mention.begins and place[0] - mention.end > 1:
                continue
            return mention.frame
    for mention in mentions:
        if place[1] <= mention.start < clause[1]:
            return mention.frame
    for mention, first in zip(reversed(mentions), reversed(firsts), strict=True):
        if mention.end <= clause[0] and mention.start < first and not mention.begins:
            return mention.frame
    return None
