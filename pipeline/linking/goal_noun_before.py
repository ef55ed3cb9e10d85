"""The noun phrase before a quantity: verbs, modifiers and dates beside it are stripped, its verb is found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.linking.goal_lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    EVENT,
    GROW,
    LIGHT,
    MODIFIER,
    OF,
    PREDICATE,
    PREPOSITION,
    RANK_VERB,
    REACH,
    SCOPE,
    VERB,
    VERBAL,
    Token,
)
from pipeline.linking.goal_phrase import GOVERNING, NOUN_LIKE, Phrase
from pipeline.linking.goal_text import BLANK, BRACKET, DATE, FOOTNOTE, Range

# What is passed over beside a phrase: blanks, dates, footnotes and the marks that lead a list.
PASSED = BLANK + DATE + FOOTNOTE + "—-·•●■◆*"

_TRAILING = frozenset(
    {REACH, GROW, RANK_VERB, ADVERB, AUXILIARY, MODIFIER, CONJUNCTION, PREPOSITION, OF, SCOPE, VERB}
)
_LEADING = frozenset({ADVERB, AUXILIARY, MODIFIER, CONJUNCTION, PREPOSITION, OF, SCOPE})
_WHOLE_ECONOMY = re.compile(r"(?:地区|国内)?生产总值|GDP|经济总量")
_SHARE = re.compile(r"占(?![地道有用补比])")
_SHARE_NAMED = re.compile(r"占.+(?:比重|比例|比率|份额|比)(?:[^比]{0,6})$")
# A place or a body before a term of statistics is whose it is, no part of what is measured.
_SUBJECT = re.compile(
    r"[^占的\W\d]{2,6}?(?:[省市县州盟旗镇村]|(?<!地)区)(?=地区生产总值|生产总值|城镇|农村|居民|规模以上|规上|一般公共预算|固定资产|社会消费品|人均|常住人口)"
    r"|(?:公司|合作社|集团|企业|学校|医院)(?=销售收入|投资|产值|营业收入|年产值|利润|税收|资产)"
)
_OWNED = re.compile(r"[^，。]{2,14}的(?=[^的，。]{0,6}(?:生产总值|收入|产值|投资|税收|总额|总量|[^比]率)$)")
_OWN_MEASURE = re.compile(
    r"(?:计划|概算|协议)?总投资额?$|[日年](?:供水|处理|加工|调水|发电|输送|出栏|接待)(?:能力|量)?$"
)
# 收入比由2.6缩小到2.4: a ratio, not a comparison.
_RATIO_BEHIND = frozenset("由从为")
_RATES = frozenset({"年", "日", "月"})
_AVERAGE = re.compile(r"(?:户|人|亩|年|月|日|均)*均(?:年|月|日)?")


def before(masked: str, tokens: Sequence[Token], low: int, high: int) -> Phrase:
    """Return the noun phrase in masked[low:high] that a quantity at `high` measures.

    Verbs, modifiers and dates beside the quantity are stripped; what is left begins behind the last verb that
    governs it. In X占Y的 the phrase is X, in X占Y比重 the whole.
    """
    high = _without_share(masked, low, high)
    end, left, trailing = strip_behind(masked, tokens, low, high)
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
    if match := _OWNED.match(masked, start, end):
        return match.end()
    match = _OWN_MEASURE.search(masked, start, end)
    return match.start() if match else start


def _around_date(masked: str, tokens: Sequence[Token], start: int, end: int) -> Range:
    """A date inside a phrase parts subject and noun (某公司去年销量), or noun and predicate
    (产值一季度受某某影响)."""
    first = masked.find(DATE, start, end)
    if first < 0:
        return start, end
    behind_it = masked.rfind(DATE, start, end) + 1
    verbal = any(behind_it <= t.start < end and t.role in GOVERNING | {PREPOSITION} for t in tokens)
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
    omitted = not masked[low:last].strip(PASSED)
    return last if omitted or not _SHARE_NAMED.search(masked, last, high) else high


def strip_behind(masked: str, tokens: Sequence[Token], low: int, end: int) -> tuple[int, int, list[Token]]:
    """Strip verbs, modifiers and dates from the right; return the new end, how many tokens are left, the
    verbs."""
    left = len(tokens)
    while left and tokens[left - 1].end > end:
        left -= 1
    verbs: list[Token] = []
    while end > low:
        if masked[end - 1] in PASSED:
            end -= 1
            continue
        while left and tokens[left - 1].end > end:
            left -= 1
        if not left or tokens[left - 1].end != end or tokens[left - 1].role not in _TRAILING:
            break
        if tokens[left - 1].word.id == "比" and masked[end : end + 1] in _RATIO_BEHIND:
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
        or not (tokens[left - 1].role in NOUN_LIKE and tokens[left - 1].is_long)
        or tokens[left - 1].start <= low
    ):
        return end, left, verbs
    if any(verb.role in {REACH, GROW, VERB} for verb in verbs):
        return end, left, verbs
    shorter, fewer, more = strip_behind(masked, tokens, low, tokens[left - 1].start)
    if shorter <= low:
        return end, left, verbs
    return shorter, fewer, [*verbs, tokens[left - 1], *more]


def _governing(tokens: Sequence[Token], left: int, low: int) -> tuple[Token, ...]:
    """The last verb before the noun with the verbs that touch it on the left (培育引进, 新建、改造)."""
    for at in range(left - 1, -1, -1):
        token = tokens[at]
        if token.start < low:
            break
        if token.role == VERB or (token.role in GOVERNING and token.is_long):
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
        while start < end and masked[start] in PASSED + BRACKET:
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
    while start < end and masked[start] in PASSED:
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
    if token.role in GOVERNING and not token.is_long:
        return False
    return end - token.end >= 2 and masked[token.end] not in "的率额量"
