"""What a quantity counts or measures: beside it, shared with its neighbours, or a clause away.

The order of trust: the noun phrase that stands on the side where its kind expects it, the one on the other
side, the noun that a list shares, the parts of what 分别 distributes, the statement before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.linking.goal_comparand import without_comparand, without_field
from pipeline.linking.goal_lexicon import EVENT, NOMINAL, VERB, GoalLexicon, Token
from pipeline.linking.goal_noun_before import before
from pipeline.linking.goal_noun_behind import ITEM, PEOPLE, THING, behind, only_names_level, split_off
from pipeline.linking.goal_phrase import Phrase
from pipeline.linking.goal_sharing import Gap, distribute, distributes, inherit, is_joint, share_behind
from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_text import Range, clauses, strip_quotation

# A clause longer than this on one side of a quantity is none: tables and lists without punctuation.
_REACH = 64
_SIZES = frozenset({"mass", "volume", "power", "area", "length", "money", "count"})
_THING = re.compile(
    r"(?:项目|工程|生产线|基地|电站|电厂|机组|冷库|园区|码头|泊位|水厂|水库|产业园|装置|风电|光伏)$"
)
_LONE = frozenset({NOMINAL, EVENT})
_MEASURE = re.compile(r"(?:投资|产值|收入|营收|税收|规模|总额|资产|面积|能力|价值|金额)$")
_TOTALS = frozenset({"总数", "总额", "其总数", "人均", "户均", "增幅", "降幅", "涨幅", "占比", "增长率"})
_ITEMS = frozenset({"项", "次", "场", "场次", "件", "期"})


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
    share_behind(gaps, items)
    if len(items) > 1 and distributes(masked, gaps):
        distribute(masked, items, done)
    for n, item in enumerate(items):
        if item.indicator is None or item.side == "weak":
            joined = n > 0 and is_joint(masked, gaps[n])
            inherit(masked, item, [*done, *items[:n]], joined=joined)


def _gaps(masked: str, lexicon: GoalLexicon, clause: Range, items: Sequence[Statement]) -> list[Gap]:
    starts = [max(clause[0], items[0].start - _REACH), *(item.end for item in items)]
    ends = [*(item.start for item in items), min(clause[1], items[-1].end + _REACH)]
    return [Gap(s, e, lexicon.tokens(masked, s, e)) for s, e in zip(starts, ends, strict=True)]


def _assign_beside(masked: str, gaps: Sequence[Gap], n: int, items: Sequence[Statement]) -> None:
    """Take the phrase before or behind the n-th quantity of its clause, as its kind prefers."""
    item, gap = items[n], gaps[n]
    left = _phrase_before(masked, gap, n, items)
    lone = _lone_verb(left, gap)
    item.verbs = left.verbs or lone or (items[n - 1].verbs if n else ())
    right = _phrase_behind(masked, gaps, n, items)
    if not item.counts and only_names_level(masked, right.start):
        right = Phrase(right.end, right.end)
    if _prefers_behind(
        masked, item, Phrase(left.end, left.end, left.verbs) if lone else left, right
    ) and not _continues_before(gap, n, items, left):
        item.indicator, item.side = (right.start, right.end), "behind"
    elif not left.empty:
        start = _start_with_modifier(left, items[n - 1]) if n else left.start
        weak = lone or (item.kind != "rank" and masked[start : left.end] in _TOTALS)
        item.indicator, item.side = (start, left.end), "weak" if weak else "before"
    elif not right.empty:
        item.indicator, item.side = (right.start, right.end), "behind"


def _phrase_before(masked: str, gap: Gap, n: int, items: Sequence[Statement]) -> Phrase:
    """The phrase before the n-th quantity, without what a comparison is made with or the field of a rank."""
    item, low, high = items[n], _free_from(masked, gap, n, items), gap.end
    if item.kind == "rank":
        high = without_field(gap.tokens, low, high)
    elif item.compares:
        high = without_comparand(masked, gap.tokens, low, high)
    phrase = before(masked, gap.tokens, low, high)
    if high < gap.end:
        verbs = before(masked, gap.tokens, high, gap.end).verbs
        phrase = Phrase(phrase.start, phrase.end, verbs or phrase.verbs)
    return phrase


def _free_from(masked: str, gap: Gap, n: int, items: Sequence[Statement]) -> int:
    """Where the text before the n-th quantity begins that the quantity before it has not taken.

    A measure shares its noun with the count that follows it (过亿元重大项目60个), but not behind a joint.
    """
    low = max(gap.start, gap.end - _REACH)
    taken = items[n - 1].indicator if n else None
    if taken is None or taken[1] < low or taken[1] > gap.end:
        return low
    return low if not items[n - 1].counts and masked[taken[1] : taken[1] + 1] not in "、和与及" else taken[1]


def _phrase_behind(masked: str, gaps: Sequence[Gap], n: int, items: Sequence[Statement]) -> Phrase:
    """The phrase behind the n-th quantity; a measure of its thing belongs to it (6个百亿级产业链)."""
    item, gap = items[n], gaps[n + 1]
    counted = ITEM if item.unit in _ITEMS else PEOPLE if item.kind == "people" else THING
    measured = item.counts and n + 1 < len(items) and not items[n + 1].counts
    if measured and (gap.end == gap.start or _measures_thing(masked, gap, items[n + 1])):
        inner_gap = gaps[n + 2]
        own = (inner_gap.start, _own_end(masked, inner_gap, last=n + 2 == len(items)))
        inner = behind(masked, inner_gap.tokens, own, counted)
        return inner if inner.empty else Phrase(item.end, inner.end)
    own = (gap.start, _own_end(masked, gap, last=n + 1 == len(items)))
    phrase = behind(masked, gap.tokens, own, counted)
    return Phrase(phrase.start, split_off(masked, phrase.start, phrase.end)) if measured else phrase


def _measures_thing(masked: str, gap: Gap, measure: Statement) -> bool:
    """Whether a count's thing follows a measure of it, joined by 的: 24个总投资3亿元的项目."""
    named = _MEASURE.search(masked, gap.start, gap.end)
    return named is not None and named.start() - gap.start < 3 and masked.startswith("的", measure.end)


def _own_end(masked: str, gap: Gap, *, last: bool) -> int:
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


def _continues_before(gap: Gap, n: int, items: Sequence[Statement], left: Phrase) -> bool:
    """A list keeps its order: 集结民兵2600人、舟艇73艘待命."""
    return (
        n > 0
        and items[n - 1].side == "before"
        and not left.empty
        and gap.end - gap.start < 12
        and not left.verbs
    )


def _lone_verb(phrase: Phrase, gap: Gap) -> tuple[Token, ...]:
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
