"""Whose thing a figure describes: 总投资417亿元的24个项目, 项目75个、总投资1039亿元, 其中省级20个.

Such a figure says nothing by itself: the money is that of the projects, the part is one of the whole. Each
rule compares a statement with the one beside it, so the time is linear in the statements of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_text import Range

_SIZES = frozenset({"money", "area", "length", "volume", "mass", "power", "energy", "rate"})
# What happens to things between their number and their size: 24个项目集中开工，总投资…
_GAP = re.compile(
    r"(?:(?:集中|全部|顺利|相继|陆续|成功|正式)?(?:开工|签约|落地|投产|竣工|建设|建成|启动|实施|入库|完工|达产)*"
    r"[，、；,;]|(?:其|预计|涉及|合计|共计|共|总计|累计|计划|完成|达成|投入|新增|年度?))*"
)
_SIZE = re.compile(
    r"(?:其|概算|估算|计划|预计|合计|年度|年|当年|协议|合同|意向|签约|到位|涉及|引进|总|新增)*"
    r"(?:投资总额|投资额?|引资额?|资金额?|金额|成交额|总额|产值|规模|造价|注册资本|授信额?|贷款额?|保费"
    r"|(?:建筑|占地|用地|种植|建设|改造|绿化|林地|流转)?面积|占地|用地|里程|全长|长度|总长|装机(?:容量|规模)?|产能|库容|处理能力)"
)
_MODIFIES = re.compile(r"的[^，。；：、（）()\n]{0,12}")
# 其中 opens a list of parts; a verb of its own closes it.
_AMONG = re.compile("其中")
# How often something happened is no thing that has a size.
_EVENTS = frozenset({"次", "场", "场次", "期", "批次", "起", "遍", "轮", "人次"})
# How many statements back the whole of a part is looked for.
_LOOK_BACK = 12


def described(
    masked: str, clauses: Sequence[Range], items: Sequence[Statement], earlier: Sequence[Statement]
) -> list[Statement | None]:
    """Return, for each statement of a sentence in text order, the one whose thing it describes, or None.

    `clauses` are those of the sentence, `earlier` the statements of the sentence before in the same passage.
    The statements' indicators must be known.
    """
    found: list[Statement | None] = []
    for n in range(len(items)):
        found.append(_modified(masked, n, items) or _sized(masked, n, items, found))
    wholes = [
        item for item, other in zip(items, found, strict=True) if other is None or other.start < item.start
    ]
    for n, place in _parts(masked, clauses, items):
        if found[n] is None:
            opens = place <= clauses[0][0] + 1
            found[n] = _whole(masked, items[n], earlier if opens else wholes, place)
    return found


def _modified(masked: str, n: int, items: Sequence[Statement]) -> Statement | None:
    """The count of the things that a measure before it modifies: 投资过亿元项目60个."""
    item = items[n]
    if item.kind == "count":
        return None
    for other in items[max(0, n - 1) : n + 2]:
        if other is not item and other.kind == "count" and _holds(other, item):
            return other
    if n + 1 == len(items) or items[n + 1].kind != "count" or item.kind not in _SIZES:
        return None
    following = items[n + 1]
    joined = following.start == item.end or _MODIFIES.fullmatch(masked, item.end, following.start)
    return following if joined and not _governed([following], item.end) else None


def _holds(count: Statement, measure: Statement) -> bool:
    indicator = count.indicator
    return indicator is not None and indicator[0] <= measure.start and measure.end <= indicator[1]


def _sized(
    masked: str, n: int, items: Sequence[Statement], found: Sequence[Statement | None]
) -> Statement | None:
    """The count of things before a size of all of them: 项目75个、总投资1039亿元, 道路18条、13公里."""
    item = items[n]
    if item.kind not in _SIZES or item.indicator is None:
        return None
    if masked[item.end : item.end + 1] == "的":
        return items[n - 1] if n and _surrounds(masked, items[n - 1], item) else None
    last = n - 1
    while last >= 0 and items[last].compares:
        last -= 1
    if last < 0:
        return None
    count = items[last] if items[last].kind == "count" else found[last]
    if count is None or count.kind != "count" or count.start > item.start or count.unit in _EVENTS:
        return None
    if item.indicator == count.indicator:
        return count if items[n - 1] is count and item.side == "inherited" else None
    if not _SIZE.fullmatch(masked, *item.indicator):
        return None
    return count if _GAP.fullmatch(masked, _end(items[n - 1]), item.indicator[0]) else None


def _surrounds(masked: str, count: Statement, measure: Statement) -> bool:
    """Whether a count and its thing stand on both sides of a measure: 24个总投资3亿元的项目."""
    between = _SIZE.fullmatch(masked, count.end, measure.start)
    return between is not None and count.kind == "count" and count.unit not in _EVENTS


def _end(item: Statement) -> int:
    """Where a statement ends with its noun."""
    return item.end if item.indicator is None else max(item.end, item.indicator[1])


def _parts(masked: str, clauses: Sequence[Range], items: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Yield the number of each statement in a list of parts, with the place of the 其中 that opens it."""
    place: int | None = None
    at = 0
    for start, end in clauses:
        first = at
        while at < len(items) and items[at].start < end:
            at += 1
        opening = _AMONG.search(masked, start, end)
        if opening is not None:
            place = opening.start()
        elif masked[start - 1] == "；" or _governed(items[first:at], start):
            place = None
        if place is not None:
            listed = (n for n in range(first, at) if items[n].start > place)
            yield from ((n, place) for n in listed if opening is not None or items[n].counts)


def _governed(items: Sequence[Statement], start: int) -> bool:
    """Whether one of a clause's statements has a verb in the clause."""
    return any(verb.start >= start for item in items for verb in item.verbs)


def _whole(masked: str, part: Statement, known: Sequence[Statement], place: int) -> Statement | None:
    """The last statement before 其中 that counts or measures the same and is no less than the part."""
    if part.compares:
        return None
    at = bisect_left(known, place, key=lambda item: item.start)
    for other in reversed(known[max(0, at - _LOOK_BACK) : at]):
        if other.unit == part.unit and other.kind == part.kind:
            apart = masked.find("；", other.end, place - 1) >= 0
            return None if apart or other.value < part.value else other
    return None
