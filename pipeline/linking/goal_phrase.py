"""Noun phrases beside a quantity: what is counted or measured, and the verb that governs it.

A quantity's noun stands before it (高新技术企业达456家) or behind it (300项重点技改项目). `before` and
`behind` cut the noun phrase on either side out of the clause; which of them counts is decided in
``goal_indicator``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.linking.goal_lexicon import (
    ADVERB,
    AUXILIARY,
    COMPARE,
    CONJUNCTION,
    EQUALS,
    EVENT,
    GROW,
    LIGHT,
    MEASURE,
    MODIFIER,
    NOMINAL,
    OF,
    ORDER,
    PREDICATE,
    PREPOSITION,
    RANK_VERB,
    REACH,
    SCOPE,
    VERB,
    VERBAL,
    Token,
)
from pipeline.linking.goal_text import BLANK, BRACKET, DATE, FOOTNOTE, QUANTITY, Range

_TRAILING = frozenset(
    {REACH, GROW, RANK_VERB, ADVERB, AUXILIARY, MODIFIER, CONJUNCTION, PREPOSITION, OF, SCOPE, VERB}
)
_LEADING = frozenset({ADVERB, AUXILIARY, MODIFIER, CONJUNCTION, PREPOSITION, OF, SCOPE})
_GOVERNING = frozenset({VERB, REACH, GROW, RANK_VERB})
_NOUN_LIKE = frozenset({NOMINAL, EVENT})
_PASSED = BLANK + DATE + FOOTNOTE + "—-·•●■◆*"
_WHOLE_ECONOMY = re.compile(r"(?:地区|国内)?生产总值|GDP|经济总量")
_PLANNED = re.compile(r"(?:完成|实现|达到|为|是)[^，。；]{0,6}(?:计划|目标|任务|预算|进度)的[近约超逾]?$")
_SHARE = re.compile(r"占(?![地道有用补比])")
_SHARE_NAMED = re.compile(r"占.+(?:比重|比例|比率|份额|比)(?:[^比]{0,6})$")
_BREAK = re.compile(f"[{DATE}{FOOTNOTE}]")
_LOOSE = BLANK + "、的中里内"
# A place or a body before a term of statistics is whose it is, no part of what is measured.
_SUBJECT = re.compile(
    r"[\u4e00-\u9fff]{2,6}?[省市县区州盟旗镇村](?=地区生产总值|生产总值|城镇|农村|居民|规模以上|规上|一般公共预算|固定资产|社会消费品|人均|常住人口)"
    r"|(?:公司|合作社|集团|企业|学校|医院)(?=销售收入|投资|产值|营业收入|年产值|利润|税收|资产)"
)
_OWN_MEASURE = re.compile(
    r"(?:计划|概算|协议)?总投资额?$|[日年](?:供水|处理|加工|调水|发电|输送|出栏|接待)(?:能力|量)?$"
)
# A noun that is complete: a joint or 的 behind it begins something else.
_HEAD = re.compile(
    r"(?:企业|公司|机构|单位|学校|医院|项目|工程|实事|任务|平台|基地|中心|园区|社区|小区|街道|乡镇|集群|工厂|车间|群众|居民|农户|家庭"
    r"|人员|学生|教师|干部|职工|规模|产业链|景区|试点|设施|站点|[村镇乡县园厂站所校院馆库桥路街港])(?=[、的])"
)
_RATES = frozenset({"年", "日", "月"})
_AVERAGE = re.compile(r"(?:户|人|亩|年|月|日|均)*均(?:年|月|日)?")
_COUNTED_AND_MEASURED = re.compile(
    r"([^，。、]{0,8}?(?:企业|公司|开发区|园区|产业链|项目|景区|社区|学校|医院|高校|嘎查|苏木|乡镇|街道|[县市区镇乡村]))"
    r"([^，。、]{0,6}(?:率|额|值|量|收入|投资|比重|占比|面积|资产|利润|营收))(?:全部|全|均|都)?"
)
_LIGHT_TAILS = re.compile(r"(?:项目|工程|任务|行动|试点|活动|计划|课题|服务|政策)$")
_ONLY_FOLLOWS = re.compile(r"(?:目标|任务|要求|水平|速度|幅度|预期|左右|好成绩|标准|大关|台阶|关口|门槛)")


class Phrase(NamedTuple):
    """A noun phrase (empty where `start` == `end`) and the tokens of the verbs that govern it, in text
    order."""

    start: int
    end: int
    verbs: tuple[Token, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no noun was found."""
        return self.start >= self.end


def before(masked: str, tokens: Sequence[Token], low: int, high: int, *, rank: bool = False) -> Phrase:
    """Return the noun phrase in masked[low:high] that a quantity at `high` measures.

    Verbs, modifiers and dates beside the quantity are stripped; what is left begins behind the last verb that
    governs it. In X占Y的 the phrase is X, in X占Y比重 the whole; before a `rank` it ends at the verb of order
    (X列 全国同类城市第3位).
    """
    high = _without_field(tokens, low, high) if rank else _without_share(masked, low, high)
    end, left, trailing = _strip_behind(masked, tokens, low, high)
    governing = _governing(tokens, left, low)
    if not governing:
        end, left, trailing = _strip_predicate(masked, tokens, (low, end, left), trailing)
    start = governing[-1].end if governing else low
    strict = bool(governing) and governing[-1].word.trait == LIGHT
    start, led = _strip_ahead(masked, tokens, start, end, strict=strict)
    start, end = _around_date(masked, tokens, _predicate_start(masked, tokens, start, end), end)
    if masked[start:end] in _RATES:
        start = end
    elif trailing and _AVERAGE.fullmatch(masked, start, end):
        end = trailing[-1].end
    return Phrase(min(start, end), end, (*governing, *led, *reversed(trailing)))


def _predicate_start(masked: str, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the measured noun itself begins behind a subject: 某水厂日供水, 某湾累计填海造地."""
    for token in tokens:
        if token.word.trait == PREDICATE and start < token.start and token.end < end:
            start = token.end
    if match := _SUBJECT.match(masked, start, end):
        start = match.end()
    match = _OWN_MEASURE.search(masked, start, end)
    return match.start() if match else start


def _around_date(masked: str, tokens: Sequence[Token], start: int, end: int) -> Range:
    """A date inside a phrase parts subject and noun (某公司去年销量), or noun and predicate
    (产值一季度受某某影响)."""
    first = masked.find(DATE, start, end)
    if first < 0:
        return start, end
    behind_it = masked.rfind(DATE, start, end) + 1
    verbal = any(behind_it <= t.start < end and t.role in _GOVERNING | {PREPOSITION} for t in tokens)
    return (start, first) if verbal else (behind_it, end)


def _without_share(masked: str, low: int, high: int) -> int:
    """The end of X in X占Y的; `high` where nothing is shared or the share itself is named (X占Y比重).

    Where X is left out (，占Y比重约5%) nothing remains: the statement before says what it is.
    """
    last = None
    for match in _SHARE.finditer(masked, low, high):
        last = match.start()
    if last is None:
        return high
    omitted = not masked[low:last].strip(_PASSED)
    return last if omitted or not _SHARE_NAMED.search(masked, last, high) else high


def without_comparand(masked: str, tokens: Sequence[Token], low: int, high: int) -> int:
    """Where what a comparison is made with begins: 比入社前翻一番, 为年度计划的91%, 高于全省平均水平2个百分点.

    `high` where nothing is compared.
    """
    if planned := _PLANNED.search(masked, low, high):
        return planned.start()
    owned = masked[low:high].rstrip(_PASSED).endswith("的")
    for token in reversed(tokens):
        if not low <= token.start < high:
            continue
        if token.word.trait == COMPARE or (owned and token.word.trait == EQUALS):
            return token.start if _holds_noun(masked, tokens, token.end, high) else high
    return high


def _holds_noun(masked: str, tokens: Sequence[Token], low: int, high: int) -> bool:
    """Whether words of a noun stand in a range beside those of the lexicon that none holds."""
    end, _, _ = _strip_behind(masked, tokens, low, high)
    return end > low


def _without_field(tokens: Sequence[Token], low: int, high: int) -> int:
    """The end of X in X列Y第3位: the last verb of order."""
    ranking = (token.start for token in reversed(tokens) if low < token.start and token.word.trait == ORDER)
    return next(ranking, high)


def _strip_behind(masked: str, tokens: Sequence[Token], low: int, end: int) -> tuple[int, int, list[Token]]:
    """Strip verbs, modifiers and dates from the right; return the new end, how many tokens are left, the
    verbs."""
    left = len(tokens)
    while left and tokens[left - 1].end > end:
        left -= 1
    verbs: list[Token] = []
    while end > low:
        if masked[end - 1] in _PASSED:
            end -= 1
            continue
        while left and tokens[left - 1].end > end:
            left -= 1
        if not left or tokens[left - 1].end != end or tokens[left - 1].role not in _TRAILING:
            break
        left -= 1
        end = tokens[left].start
        if tokens[left].role in VERBAL:
            verbs.append(tokens[left])
    return max(end, low), left, verbs


def _strip_predicate(
    masked: str, tokens: Sequence[Token], place: tuple[int, int, int], verbs: list[Token]
) -> tuple[int, int, list[Token]]:
    """Strip one verb that may be a noun from the end of a clause without another (农作物受灾11.4万亩)."""
    low, end, left = place
    if (
        not left
        or tokens[left - 1].end != end
        or tokens[left - 1].role not in _NOUN_LIKE
        or tokens[left - 1].start <= low
    ):
        return end, left, verbs
    if any(verb.role in {REACH, GROW, VERB} for verb in verbs):
        return end, left, verbs
    shorter, fewer, more = _strip_behind(masked, tokens, low, tokens[left - 1].start)
    if shorter <= low:
        return end, left, verbs
    return shorter, fewer, [*verbs, tokens[left - 1], *more]


def _governing(tokens: Sequence[Token], left: int, low: int) -> tuple[Token, ...]:
    """The last verb before the noun with the verbs that touch it on the left (培育引进, 新建、改造)."""
    for at in range(left - 1, -1, -1):
        token = tokens[at]
        if token.start < low:
            break
        if token.role == VERB or (token.role in _GOVERNING and token.end - token.start > 1):
            return tuple(tokens[_first_verb(tokens, at, low) : at + 1])
    return ()


def _first_verb(tokens: Sequence[Token], at: int, low: int) -> int:
    while (
        at
        and tokens[at - 1].end == tokens[at].start
        and tokens[at - 1].start >= low
        and (
            tokens[at - 1].role in VERBAL
            or (tokens[at - 1].role == CONJUNCTION and at > 1 and tokens[at - 2].role in VERBAL)
        )
    ):
        at -= 1
    return at


def _strip_ahead(
    masked: str, tokens: Sequence[Token], start: int, end: int, *, strict: bool
) -> tuple[int, tuple[Token, ...]]:
    """Strip modifiers, dates and the whole place (全市) from the left, and at the head of a clause one verb.

    `strict` says that a verb stands before that takes actions as objects; then another follows only joined to
    it.
    """
    verbs: list[Token] = []
    joined = not strict
    for token in tokens:
        if token.start < start:
            continue
        while start < end and masked[start] in _PASSED + BRACKET:
            start += 1
        if token.start != start or token.end > end:
            break
        if token.role in _LEADING and not _kept(masked, token, end):
            joined = joined or (token.role == CONJUNCTION)
        elif (
            joined
            and token.role in VERBAL
            and token.end < end
            and not verbs
            and _has_object(masked, token, end)
        ):
            verbs.append(token)
        else:
            break
        start = token.end
    while start < end and masked[start] in _PASSED:
        start += 1
    return start, tuple(verbs)


def _kept(masked: str, token: Token, end: int) -> bool:
    """全省生产总值 keeps its place; 重点 and other modifiers of nouns stay with the noun."""
    if token.role == SCOPE:
        return _WHOLE_ECONOMY.match(masked, token.end, end) is not None
    return token.role == MODIFIER


def _has_object(masked: str, token: Token, end: int) -> bool:
    if token.role == EVENT:
        return masked.startswith("项目", token.end)
    return end - token.end >= 2 and masked[token.end] not in "的率额量"


def behind(
    masked: str, tokens: Sequence[Token], low: int, high: int, *, whole: bool = False, people: bool = False
) -> Phrase:
    """Return the noun phrase in masked[low:high] that a quantity ending at `low` counts.

    It ends before the first verb, date or bracket, and at the first 、 that joins whole phrases. A verb that
    may be a noun is cut off its end unless `whole` (8项园林绿化改造提升工程: an item is what is done). A
    phrase that begins with a verb is none.
    """
    start = low
    while start < high and (masked[start] in BLANK or (masked[start] == "的" and start == low)):
        start += 1
    if masked[start : start + 1] == BRACKET:
        return Phrase(start, start)
    end = _first_cut(masked, tokens, start, _solid(masked, start, high))
    if people and (owned := masked.find("的", start + 1, end)) >= 0:
        end = owned
    end = _trim(masked, tokens, start, end, whole=whole)
    return Phrase(start, max(start, end))


def _solid(masked: str, start: int, high: int) -> int:
    """Where the first date or bracket stands, or a joint behind a complete noun; else `high`."""
    match = _BREAK.search(masked, start, high)
    high = match.start() if match else high
    head = _HEAD.search(masked, start, high)
    return head.end() if head else high


def split_off(masked: str, start: int, end: int) -> int:
    """Where in 省级开发区营业收入 the measured noun begins behind the counted one; `end` where there are not both."""
    match = _COUNTED_AND_MEASURED.fullmatch(masked, start, end)
    return match.end(1) if match else end


def _first_cut(masked: str, tokens: Sequence[Token], start: int, high: int) -> int:
    if _LIGHT_TAILS.search(masked, start, high) and not _predicates(tokens, start, high):
        return high
    for token in tokens:
        if start <= token.start < high and _cuts(masked, token, start):
            return token.start
    return high


def _cuts(masked: str, token: Token, start: int) -> bool:
    """Whether a noun phrase that begins at `start` ends before the token."""
    role, inside = token.role, token.start - start
    if role in {VERB, PREPOSITION, ADVERB}:
        return True
    if role in {REACH, GROW, RANK_VERB}:
        return inside >= 2 or token.end - token.start > 1
    if role in {EVENT, MEASURE}:
        return inside >= 2
    return role == CONJUNCTION and (inside == 0 or masked[token.end : token.end + 1] in QUANTITY)


def _predicates(tokens: Sequence[Token], start: int, high: int) -> bool:
    """Whether a verb of the sentence, and not of the noun, stands in the range (打通断头路项目 has none)."""
    for token in tokens:
        if token.start < start or token.start >= high:
            continue
        if token.role in {REACH, ADVERB, PREPOSITION, GROW}:
            return True
        if token.role == VERB:
            return token.start != start
    return False


def _trim(masked: str, tokens: Sequence[Token], start: int, end: int, *, whole: bool) -> int:
    """Strip conjunctions, blanks and places from the end of a phrase, and verbs that close it."""
    for token in reversed(tokens):
        while end > start and masked[end - 1] in _LOOSE:
            end -= 1
        if token.end != end or token.start < start:
            continue
        closes = token.role in {CONJUNCTION, ADVERB, SCOPE, AUXILIARY} or (
            token.role in _NOUN_LIKE and not whole
        )
        if not closes or token.start - start < 2:
            break
        end = token.start
    while end > start and masked[end - 1] in _LOOSE:
        end -= 1
    return end


def only_names_level(masked: str, start: int) -> bool:
    """Whether what follows a measure only says that it is a level (8%的目标, 5万亿大关)."""
    return _ONLY_FOLLOWS.match(masked, start) is not None
