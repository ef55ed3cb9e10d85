"""Whether a post is held, was held, is to be held: by words before it (时任, 拟任), in the title (代市长).

A row's expression must end where the post begins, or where a place before its title does (曾任云川乡|乡长).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows

PostStatus = Literal["current", "former", "proposed", "acting"]

REACH = 26
_STOP = regex.compile(r"[。！？\n；]")
# Without one of these characters before it no row can fit.
_HINT = regex.compile("[任原免撤辞拟提推代暂主前为曾当]")
_ACTING = regex.compile(r"(?:党[委组])?(?:代理|代)(?=[省市县区州旗镇乡盟主院检局部书])")
_TO_POST = r"(?:[\p{Han}]{2,9}[省市县区州旗盟镇乡村])?"
# 周好的市水务局局长职务: so are posts named that somebody is relieved of.
_POST_NAMED = regex.compile(r"[^，。；\n]{0,30}?职务")
_FORMER = regex.compile("原|前")


@dataclass(frozen=True, slots=True)
class StatusRow(PatternRow):
    """What stands right before a post (or before its holder and it) and tells its status."""

    status: PostStatus = "current"


@cache
def status_rows() -> tuple[tuple[StatusRow, regex.Pattern[str]], ...]:
    """Return the rows of patterns/post_statuses.jsonl in their order, compiled to end where a post begins."""
    rows = read_rows(resource("patterns/post_statuses.jsonl"), StatusRow)
    return tuple((row, regex.compile(rf"(?:{row.expression}){_TO_POST}$")) for row in rows)


def status_of(text: str, start: int, title: tuple[int, int], floor: int) -> PostStatus | None:
    """Return the status of the post whose body or title starts at `start`, None where nothing tells.

    `title` are its title's borders; what stands before `floor` belongs to another post.
    """
    if _ACTING.match(text, *title):
        return "acting"
    if _FORMER.match(text, *title):
        return "former"
    if text.startswith("的", start - 1) and _POST_NAMED.match(text, title[1]):
        return "former"
    floor = max(floor, start - REACH, 0)
    if not _HINT.search(text, floor, start):
        return None
    lead = text[floor:start]
    stops = [match.end() for match in _STOP.finditer(lead)]
    lead = lead[stops[-1] if stops else 0 :]
    return next((row.status for row, pattern in status_rows() if pattern.search(lead)), None)
