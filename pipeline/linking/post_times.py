"""When a post was entered or held, as the text says: 2021年9月任云川市市长; 2018年至2021年 云川县县长."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter

import regex

from pipeline.linking.chains import Item

REACH = 22
_ENTERS = r"(?:历?任|[出担就兼挂调升转]任|当选为?|被任命为|被选举?为|被?免去|辞去|不再担任)"
# What _BEHIND_DATE ends in: without one of these no date can belong to the post.
_BEFORE_POST = ("任", "选", "为", "免", "去", "的", " ", "\u3000")
_BEHIND_DATE = regex.compile(
    r"\s*(?:起|以来|至今|期间|开始)?[，,、]?\s*"
    rf"(?:[\p{{Han}}·]{{0,10}}?{_ENTERS}(?:[\p{{Han}}·]{{1,4}}的)?|(?<=\s))"
)


class PostTimes:
    """The dates of one text, and which of them says when a post was entered or held.

    `dates` gives them sorted; it is called when a text first speaks of entering a post, which few do.
    """

    def __init__(self, text: str, dates: Callable[[], Sequence[Item]]) -> None:
        self.text, self._read = text, dates

    @cached_property
    def dates(self) -> Sequence[Item]:
        """The text's dates."""
        return self._read()

    def of(self, start: int) -> Item | None:
        """Return the date of the post that starts at `start` (with its body), or None."""
        if not self.text.endswith(_BEFORE_POST, 0, start):
            return None
        index = bisect_right(self.dates, start, key=attrgetter("end")) - 1
        if index < 0 or start - self.dates[index].end > REACH:
            return None
        date = self.dates[index]
        if _BEHIND_DATE.fullmatch(self.text, date.end, start) is None:
            return None
        alone = not self.text[date.end : start].strip()
        return None if alone and not self._begins_line(date) else date

    def _begins_line(self, date: Item) -> bool:
        line = self.text.rfind("\n", 0, date.start) + 1
        return not self.text[line : date.start].strip()
