"""The noun phrase behind a quantity: what it counts, up to the verb that says what is done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.linking.goal_lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    EVENT,
    GROW,
    MEASURE,
    PREPOSITION,
    RANK_VERB,
    REACH,
    SCOPE,
    VERB,
    Token,
)
from pipeline.linking.goal_phrase import NOUN_LIKE, Phrase
from pipeline.linking.goal_text import BLANK, BRACKET, DATE, FOOTNOTE, QUANTITY, Range

# How a quantity counts: an item is what is done (8项改造工程), people are counted, what is theirs is not.
ITEM, PEOPLE, THING = "item", "people", "thing"

_BREAK = re.compile(f"[{DATE}{FOOTNOTE}]")
_LOOSE = BLANK + "、的中里内"
# A noun that is complete: a joint or 的 behind it begins something else.
_HEAD = re.compile(
    r"(?:企业|公司|机构|单位|学校|医院|项目|工程|实事|任务|平台|基地|中心|园区|社区|小区|街道|乡镇|集群|工厂|车间|群众|居民|农户|家庭"
    r"|人员|学生|教师|干部|职工|规模|产业链|景区|试点|设施|站点|[村镇乡县园厂站所校院馆库桥路街港])(?=[、的])"
)
_COUNTED_AND_MEASURED = re.compile(
    r"([^，。、]{0,8}?(?:企业|公司|[国央民]企|开发区|园区|产业链|产业|项目|景区|社区|学校|医院|高校|嘎查|苏木|乡镇|街道|[县镇乡村](?![属级域])))"
    r"([^，。、]{0,6}(?:率|额|值|量|收入|投资|比重|占比|面积|资产|利润|营收))(?:全部|全|均|都)?"
)
# What has happened to a project is part of its name: 25个已开工重大项目, 14个集中签约项目.
_PROJECT = re.compile(
    r"(?:已|新|拟|集中)?(?:开工|签约|竣工|投产|建成|续建|在建|储备|落地)[^，。；、]{0,4}?项目"
)
_LIGHT_TAILS = re.compile(r"(?:项目|工程|任务|行动|试点|活动|计划|课题|服务|政策)$")
# What joins the next thing is none of this one: 5座和垃圾发电项目.
_JOINS = re.compile(r"[和与及](?!平|谐|田|县|牧|会|时)|以及")
_ONLY_FOLLOWS = re.compile(r"(?:目标|任务|要求|水平|速度|幅度|预期|左右|好成绩|标准|大关|台阶|关口|门槛)")


def behind(masked: str, tokens: Sequence[Token], place: Range, counted: str = THING) -> Phrase:
    """Return the noun phrase in the range `place` that a quantity before it counts.

    It ends before the first verb, date or footnote, and at the first 、 that joins whole phrases. A verb that
    may be a noun is cut off its end, but not of an ITEM; of PEOPLE it ends before 的 (63名工人的工资). A
    phrase that begins with a verb is none.
    """
    low, high = place
    start = low
    while start < high and (masked[start] in BLANK or (masked[start] == "的" and start == low)):
        start += 1
    if masked[start : start + 1] == BRACKET:
        return Phrase(start, start)
    if project := _PROJECT.match(masked, start, high):
        return Phrase(start, project.end())
    end = _first_cut(masked, tokens, start, _solid(masked, start, high))
    if counted == PEOPLE and (owned := masked.find("的", start + 1, end)) >= 0:
        end = owned
    end = _trim(masked, tokens, (start, end), whole=counted == ITEM)
    return Phrase(start, max(start, end))


def _solid(masked: str, start: int, high: int) -> int:
    """Where the first date or bracket stands, or a joint behind a complete noun; else `high`."""
    match = _BREAK.search(masked, start, high)
    high = match.start() if match else high
    head = _HEAD.search(masked, start, high)
    return head.end() if head else high


def split_off(masked: str, start: int, end: int) -> int:
    """Where in 省级开发区营业收入 the measured noun begins behind the counted one; `end` where there are not
    both."""
    match = _COUNTED_AND_MEASURED.fullmatch(masked, start, end)
    return match.end(1) if match else end


def _first_cut(masked: str, tokens: Sequence[Token], start: int, high: int) -> int:
    if _JOINS.match(masked, start, high):
        return start
    if _LIGHT_TAILS.search(masked, start, high) and not _predicates(tokens, start, high):
        return high
    for token in tokens:
        if start <= token.start < high and _cuts(masked, token, start):
            return token.start
    return high


def _cuts(masked: str, token: Token, start: int) -> bool:
    """Whether a noun phrase that begins at `start` ends before the token."""
    role, inside = token.role, token.start - start
    if role in {VERB, PREPOSITION, ADVERB, EVENT}:
        return True
    if role in {REACH, GROW, RANK_VERB}:
        return inside >= 2 or token.end - token.start > 1
    if role == MEASURE:
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


def _trim(masked: str, tokens: Sequence[Token], place: Range, *, whole: bool) -> int:
    """Strip conjunctions, blanks and places from the end of a phrase, and verbs that close it."""
    start, end = place
    for token in reversed(tokens):
        while end > start and masked[end - 1] in _LOOSE:
            end -= 1
        if token.end != end or token.start < start:
            continue
        closes = token.role in {CONJUNCTION, ADVERB, SCOPE, AUXILIARY} or (
            token.role in NOUN_LIKE and token.is_long and not whole
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
