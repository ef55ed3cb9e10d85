from __future__ import annotations

import pytest

from pipeline.linking.goal_comparand import without_comparand, without_field
from pipeline.linking.goal_noun_before import before
from pipeline.linking.goal_noun_behind import ITEM, PEOPLE, behind, only_names_level, split_off
from pipeline.linking.goal_text import mask
from tests.linking.goal_texts import LEXICON


def phrase_before(text: str) -> tuple[str, list[str]]:
    masked = mask(text, [], [])
    found = before(masked, LEXICON.tokens(masked, 0, len(text)), 0, len(text))
    return text[found.start : found.end], [text[verb.start : verb.end] for verb in found.verbs]


@pytest.mark.parametrize(
    ("text", "noun", "verbs"),
    [
        ("固定资产投资累计完成", "固定资产投资", ["累计完成"]),
        ("实现旅游收入", "旅游收入", ["实现"]),
        ("培育引进平台企业", "平台企业", ["培育引进"]),
        ("全市生产总值增长", "全市生产总值", ["增长"]),
        ("全市用电量增长", "用电量", ["增长"]),
        ("建设智慧车间", "智慧车间", ["建设"]),
        ("累计达到", "", ["累计达到"]),
        ("", "", []),
        ("发展势头良好企业", "势头良好企业", ["发展"]),
    ],
)
def test_before(text: str, noun: str, verbs: list[str]) -> None:
    assert phrase_before(text) == (noun, verbs)


def test_before_a_rank_the_field_is_left_out() -> None:
    text = "贷款增速位居同类地区"
    assert text[: without_field(LEXICON.tokens(text, 0, len(text)), 0, len(text))] == "贷款增速"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("智慧车间", "智慧车间"),
        ("的重点企业实现达标", "重点企业"),
        ("企业上市", "企业"),
        ("重点企业的调度监测", "重点企业"),
        ("钢铁、化工企业", "钢铁、化工企业"),
        ("实现达标", ""),
        ("，", ""),
        ("", ""),
    ],
)
def test_behind(text: str, noun: str) -> None:
    masked = mask(text, [], []).removesuffix("，")
    found = behind(masked, LEXICON.tokens(masked, 0, len(masked)), (0, len(masked)))
    assert text[found.start : found.end] == noun


def test_an_item_is_what_is_done() -> None:
    tokens = LEXICON.tokens("老旧小区改造", 0, 6)
    assert behind("老旧小区改造", tokens, (0, 6)).end == 4
    assert behind("老旧小区改造", tokens, (0, 6), ITEM).end == 6
    assert behind("工人的工资", [], (0, 5), PEOPLE).end == 2


@pytest.mark.parametrize(
    ("text", "rest"), [("产值比入社前", "产值"), ("增速高于全省平均水平", "增速"), ("收入增长", "收入增长")]
)
def test_comparand(text: str, rest: str) -> None:
    tokens = LEXICON.tokens(text, 0, len(text))
    assert text[: without_comparand(text, tokens, 0, len(text))] == rest


def test_who_and_what_are_split() -> None:
    assert split_off("省级园区营业收入", 0, 8) == 4
    assert split_off("重点项目", 0, 4) == 4


@pytest.mark.parametrize(
    ("text", "level"),
    [("的目标", False), ("目标", True), ("两个台阶", False), ("大关", True), ("企业", False)],
)
def test_only_names_level(text: str, level: bool) -> None:
    assert only_names_level(text, 0) is level
