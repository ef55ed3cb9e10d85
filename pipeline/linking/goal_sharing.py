"""Nouns that statements share: a list's last noun, the parts that 分别 distributes, the statement before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.linking.goal_lexicon import REACH, Token
from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_text import Range

_JOINTS = re.compile(r"[、和与及或]|以及")
_JOINED = re.compile(r"[ 、和与及或到至]*")
_AVERAGE = re.compile(r"年均|年平均|月均|日均")
# Parts of a list that share the noun behind the last: 城镇和农村居民人均可支配收入.
_HEADLESS = re.compile(r"城镇|城乡|农村|城市|乡村|省级|市级|县级|国家级|公办|民办|户籍|常住|[^，。、]")


class Gap(NamedTuple):
    """What stands between two quantities of a clause, or between one and the clause's end, with its words."""

    start: int
    end: int
    tokens: list[Token]


def share_behind(gaps: Sequence[Gap], items: Sequence[Statement]) -> None:
    """Measures in a row share the noun behind the last: 千亿、500亿、100亿的龙头企业."""
    for n in range(len(items) - 2, -1, -1):
        item, following, gap = items[n], items[n + 1], gaps[n + 1]
        joined = gap.end - gap.start <= 2 and item.indicator is None
        if joined and following.side == "behind" and following.kind == item.kind:
            item.indicator, item.side = following.indicator, "behind"


def is_joint(masked: str, gap: Gap) -> bool:
    """Whether nothing but a joint (、, 和, 至) stands between two quantities."""
    return _JOINED.fullmatch(masked, gap.start, gap.end) is not None


def distributes(masked: str, gaps: Sequence[Gap]) -> bool:
    """Whether 分别 stands before the first quantity, or all follow one another like the nouns before them."""
    if "分别" in masked[gaps[0].start : gaps[0].end]:
        return True
    return all(is_joint(masked, gap) for gap in gaps[1:-1])


def distribute(masked: str, items: Sequence[Statement], done: Sequence[Statement]) -> None:
    """分别: the n-th quantity belongs to the n-th noun of this clause or of the statements before."""
    if items[0].side == "before" and items[0].indicator is not None:
        parts = _parts(masked, *items[0].indicator)
    else:
        parts = [item.indicator for item in done[-len(items) :] if item.indicator is not None]
    if len(parts) != len(items) or any(item.side == "before" for item in items[1:]):
        return
    if any(_HEADLESS.fullmatch(masked, *part) for part in parts[:-1]) and items[0].indicator is not None:
        parts = [items[0].indicator] * len(items)
    for item, part in zip(items, parts, strict=True):
        item.indicator, item.side = part, "before"


def _parts(masked: str, start: int, end: int) -> list[Range]:
    parts: list[Range] = []
    for match in _JOINTS.finditer(masked, start, end):
        parts.append((start, match.start()))
        start = match.end()
    return [part for part in [*parts, (start, end)] if part[0] < part[1]]


def inherit(masked: str, item: Statement, earlier: Sequence[Statement], *, joined: bool) -> None:
    """Take the indicator of a statement before: of the same unit, or for a comparison of what it compares.

    `joined` says that only a joint parts it from the last: 新建道路18条、13公里 speaks of roads twice.
    """
    known = [other for other in earlier if other.indicator is not None and (item.aside or not other.aside)]
    if not known:
        return
    source = _compared(masked, item, known) if item.compares else _counted(item, known, joined=joined)
    if source is not None:
        item.indicator, item.side = source.indicator, "inherited"


def _counted(item: Statement, known: Sequence[Statement], *, joined: bool) -> Statement | None:
    """The statement that counts the same: the one whose growth led to this level, else the last of the same
    unit.

    A level (达到5亿元) and what is joined to the last statement take the last one where no unit is the same;
    so does a measure that follows the things which it measures (184项项目投入39亿元).
    """
    last = known[-1]
    reaches = bool(item.verbs) and item.verbs[-1].role == REACH
    if reaches and last.compares and last.kind != "rank":
        return last
    same = next((other for other in reversed(known) if other.unit == item.unit), None)
    if same is not None or item.side == "weak":
        return same
    measures = not item.counts and (reaches or (last.counts and last.side == "behind" and bool(item.verbs)))
    return last if joined or measures else None


def _compared(masked: str, item: Statement, known: Sequence[Statement]) -> Statement:
    """The statement that a comparison speaks of: the last one, or for a yearly average the first since a
    semicolon."""
    topics = [other for other in known if not _is_average(masked, other)] or list(known)
    if _AVERAGE.search(masked, max(0, item.start - 8), item.start):
        semicolon = masked.rfind("；", topics[0].start, item.start)
        return next((other for other in topics if other.start > semicolon), topics[-1])
    return topics[-1]


def _is_average(masked: str, item: Statement) -> bool:
    return item.indicator is not None and _AVERAGE.match(masked, item.indicator[0]) is not None
