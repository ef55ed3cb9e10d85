"""What a quantity counts or measures: beside it, shared with its neighbours, or a clause away.

The order of trust: the noun phrase that stands on the side where its kind expects it, the one on the other
side, the noun that a list shares, the parts of what 分别 distributes, the statement before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.linking.goal_lexicon import EVENT, NOMINAL, REACH, VERB, GoalLexicon, Token
from pipeline.linking.goal_phrase import (
    Phrase,
    before,
    behind,
    only_names_level,
    split_off,
    without_comparand,
)
from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_text import Range, clauses, strip_quotation

# A clause longer than this on one side of a quantity is none: tables and lists without punctuation.
_REACH = 64
_JOINTS = re.compile(r"[、和与及或]|以及")
_JOINED = re.compile(r"[ 、和与及或到至]*")
_AVERAGE = re.compile(r"年均|年平均|月均|日均")
_SIZES = frozenset({"mass", "volume", "power", "area", "length", "money", "count"})
_THING = re.compile(
    r"(?:项目|工程|生产线|基地|电站|电厂|机组|冷库|园区|码头|泊位|水厂|水库|产业园|装置|风电|光伏)$"
)
_LONE = frozenset({NOMINAL, EVENT})
_MEASURE = re.compile(r"(?:投资|产值|收入|营收|税收|规模|总额|资产|面积|能力|价值|金额)$")
_LEVELS = frozenset({"goal.level", "goal.level.words", "goal.round.money"})
# Parts of a list that share the noun behind the last: 城镇和农村居民人均可支配收入.
_HEADLESS = re.compile(r"城镇|城乡|农村|城市|乡村|省级|市级|县级|国家级|公办|民办|户籍|常住|[^，。、]")
_TOTALS = frozenset({"总数", "总额", "其总数"})
_ITEMS = frozenset({"项", "次", "场", "场次", "件", "期"})


class _Gap(NamedTuple):
    """What stands between two quantities of a clause, or between one and the clause's end, with its words."""

    start: int
    end: int
    tokens: list[Token]


def assign_indicators(
    text: str, masked: str, lexicon: GoalLexicon, sentence: Range, items: Sequence[Statement]
) -> None:
    """Fill in `indicator`, `side` and `verbs` of the statements of one sentence, in text order."""
    done: list[Statement] = []
    at = 0
    for start, end in clauses(masked, *sentence):
        first = at
        while at < len(items) and items[at].start < end:
            at += 1
        if first < at:
            _assign_clause(masked, lexicon, (start, end), items[first:at], done)
            done.extend(items[first:at])
    for item in items:
        if item.indicator is not None:
            item.indicator = strip_quotation(text, *item.indicator)


def _assign_clause(
    masked: str, lexicon: GoalLexicon, clause: Range, items: Sequence[Statement], done: Sequence[Statement]
) -> None:
    gaps = _gaps(masked, lexicon, clause, items)
    aside = clause[0] > 0 and masked[clause[0] - 1] in "（("
    for item in items:
        item.aside = aside
    for n in range(len(items)):
        _assign_beside(masked, gaps, n, items)
    _share_behind(gaps, items)
    if len(items) > 1 and _distributes(masked, gaps):
        _distribute(masked, items, done)
    for n, item in enumerate(items):
        if item.indicator is None or item.side == "weak":
            joined = n > 0 and _JOINED.fullmatch(masked, gaps[n].start, gaps[n].end) is not None
            _inherit(masked, item, [*done, *items[:n]], joined=joined)


def _gaps(masked: str, lexicon: GoalLexicon, clause: Range, items: Sequence[Statement]) -> list[_Gap]:
    starts = [max(clause[0], items[0].start - _REACH), *(item.end for item in items)]
    ends = [*(item.start for item in items), min(clause[1], items[-1].end + _REACH)]
    return [_Gap(s, e, lexicon.tokens(masked, s, e)) for s, e in zip(starts, ends, strict=True)]


def _assign_beside(masked: str, gaps: Sequence[_Gap], n: int, items: Sequence[Statement]) -> None:
    """Take the phrase before or behind the n-th quantity of its clause, as its kind prefers."""
    item, gap = items[n], gaps[n]
    left = _phrase_before(masked, gap, n, items)
    lone = _lone_verb(left, gap)
    item.verbs = left.verbs or lone or (items[n - 1].verbs if n else ())
    right = _phrase_behind(masked, gaps, n, items)
    if not item.counts and only_names_level(masked, right.start):
        right = Phrase(right.end, right.end)
    if _prefers_behind(masked, item, left, right) and not _continues_before(gap, n, items, left):
        item.indicator, item.side = (right.start, right.end), "behind"
    elif not left.empty:
        start = _start_with_modifier(left, items[n - 1]) if n else left.start
        weak = lone or (item.kind != "rank" and masked[start : left.end] in _TOTALS)
        item.indicator, item.side = (start, left.end), "weak" if weak else "before"
    elif not right.empty:
        item.indicator, item.side = (right.start, right.end), "behind"


def _phrase_before(masked: str, gap: _Gap, n: int, items: Sequence[Statement]) -> Phrase:
    """The phrase before the n-th quantity, without what a comparison is made with."""
    item, low, high = items[n], _free_from(masked, gap, n, items), gap.end
    if item.compares and item.kind != "rank":
        high = without_comparand(masked, gap.tokens, low, high)
    phrase = before(masked, gap.tokens, low, high, rank=item.kind == "rank")
    if high < gap.end:
        verbs = before(masked, gap.tokens, high, gap.end).verbs
        phrase = Phrase(phrase.start, phrase.end, verbs or phrase.verbs)
    return phrase


def _free_from(masked: str, gap: _Gap, n: int, items: Sequence[Statement]) -> int:
    """Where the text before the n-th quantity begins that the quantity before it has not taken.

    A measure shares its noun with the count that follows it (过亿元重大项目60个), but not behind a joint.
    """
    low = max(gap.start, gap.end - _REACH)
    taken = items[n - 1].indicator if n else None
    if taken is None or taken[1] < low:
        return low
    return low if not items[n - 1].counts and masked[taken[1] : taken[1] + 1] not in "、和与及" else taken[1]


def _phrase_behind(masked: str, gaps: Sequence[_Gap], n: int, items: Sequence[Statement]) -> Phrase:
    """The phrase behind the n-th quantity; a measure that touches it belongs to the phrase
    (6个百亿级产业链)."""
    item, gap = items[n], gaps[n + 1]
    whole = item.unit in _ITEMS
    last = n + 1 == len(items)
    people = item.kind == "people"
    if gap.end == gap.start and not last and item.counts and not items[n + 1].counts:
        gap = gaps[n + 2]
        inner = behind(
            masked, gap.tokens, gap.start, _own_end(masked, gap, last=n + 2 == len(items)), whole=whole
        )
        return inner if inner.empty else Phrase(item.end, inner.end)
    phrase = behind(
        masked, gap.tokens, gap.start, _own_end(masked, gap, last=last), whole=whole, people=people
    )
    if item.counts and not last and not items[n + 1].counts:
        return Phrase(phrase.start, split_off(masked, phrase.start, phrase.end))
    return phrase


def _own_end(masked: str, gap: _Gap, *, last: bool) -> int:
    """Where a gap stops to belong to the quantity before it: at the last joint before the next quantity."""
    end = min(gap.end, gap.start + _REACH)
    joint = -1 if last else masked.rfind("、", gap.start, end)
    return end if joint < 0 else joint


def _prefers_behind(masked: str, item: Statement, left: Phrase, right: Phrase) -> bool:
    """Counts take the noun behind them; measures only what they tell the size of, or 的 joins."""
    if right.empty or item.kind == "rank":
        return False
    if item.counts:
        return True
    if (
        left.empty
        or _describes(masked, item, left, right)
        or (left.verbs and left.verbs[-1].role == VERB and left.verbs[-1].start >= left.end)
    ):
        return True
    return item.kind == "ratio" and masked[item.end] == "的"


def _is_level(item: Statement) -> bool:
    """Whether it is an order of magnitude, which names a thing's size: 产值千亿级企业."""
    return item.comparator == "~" and item.rule in _LEVELS


def _describes(masked: str, item: Statement, left: Phrase, right: Phrase) -> bool:
    """Whether a measure only tells the size of the thing behind it: 加快某某公司100万吨玉米加工项目建设."""
    if (
        right.start != item.end
        or item.kind not in _SIZES
        or not left.verbs
        or left.verbs[-1].start >= left.end
    ):
        return False
    sized = _MEASURE.search(masked, left.start, left.end)
    return sized is None and _THING.search(masked, right.start, right.end) is not None


def _continues_before(gap: _Gap, n: int, items: Sequence[Statement], left: Phrase) -> bool:
    """A list keeps its order: 集结民兵2600人、舟艇73艘待命."""
    return (
        n > 0
        and items[n - 1].side == "before"
        and not left.empty
        and gap.end - gap.start < 12
        and not left.verbs
    )


def _lone_verb(phrase: Phrase, gap: _Gap) -> tuple[Token, ...]:
    """The verb that a phrase consists of, for a verb may be a noun (目前开工34个); nothing for another
    phrase."""
    return tuple(t for t in gap.tokens if (t.start, t.end) == (phrase.start, phrase.end) and t.role in _LONE)


def _start_with_modifier(phrase: Phrase, previous: Statement) -> int:
    """Where a phrase starts that the measure before it modifies: 过亿元重大项目60个以上,
    产值过亿元企业30家."""
    if previous.end != phrase.start or previous.counts or previous.indicator is None:
        return phrase.start
    if previous.side == "behind":
        return previous.start
    return previous.indicator[0] if previous.comparator != "=" and previous.side == "before" else phrase.start


def _share_behind(gaps: Sequence[_Gap], items: Sequence[Statement]) -> None:
    """Measures in a row share the noun behind the last: 千亿、500亿、100亿的龙头企业."""
    for n in range(len(items) - 2, -1, -1):
        item, following, gap = items[n], items[n + 1], gaps[n + 1]
        joined = gap.end - gap.start <= 2 and item.indicator is None
        if joined and following.side == "behind" and following.kind == item.kind:
            item.indicator, item.side = following.indicator, "behind"


def _distributes(masked: str, gaps: Sequence[_Gap]) -> bool:
    """Whether 分别 stands before the first quantity, or all follow one another like the nouns before them."""
    if "分别" in masked[gaps[0].start : gaps[0].end]:
        return True
    return all(_JOINED.fullmatch(masked, gap.start, gap.end) for gap in gaps[1:-1])


def _distribute(masked: str, items: Sequence[Statement], done: Sequence[Statement]) -> None:
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


def _inherit(masked: str, item: Statement, earlier: Sequence[Statement], *, joined: bool) -> None:
    """Take the indicator of a statement before: of the same unit, or for a comparison of what it compares.

    `joined` says that only a joint parts it from the last: 新建道路18条、13公里 speaks of roads twice.
    """
    known = [other for other in earlier if other.indicator is not None and (item.aside or not other.aside)]
    if not known:
        return
    source = next((other for other in reversed(known) if other.unit == item.unit), None)
    if joined and source is None and item.side != "weak":
        source = known[-1]
    if item.compares:
        source = _compared(masked, item, known)
    elif (
        source is None
        and not item.counts
        and item.verbs
        and item.verbs[-1].role == REACH
        and item.side != "weak"
    ):
        source = known[-1]
    if source is not None:
        item.indicator, item.side = source.indicator, "inherited"


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
