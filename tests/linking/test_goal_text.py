from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.goal_text import (
    BRACKET,
    DATE,
    FOOTNOTE,
    QUANTITY,
    QUOTATION,
    clauses,
    mask,
    sentences,
    strip_quotation,
)


def test_masking_keeps_the_length_and_hides_what_rules_stumble_over() -> None:
    text = "今年新建“口袋公园”（含绿地）30个[2]。"
    hidden = DATE * 2 + "新建" + QUOTATION * 6 + BRACKET * 5 + QUANTITY * 3 + FOOTNOTE * 3 + "。"
    assert mask(text, [(0, 2)], [(15, 18)]) == hidden


def test_a_bracket_with_a_quantity_stays_open() -> None:
    assert mask("企业（新增9家）", [], [(5, 7)]) == "企业（新增" + QUANTITY * 2 + "）"


def test_speech_is_no_name() -> None:
    text = "他说：“今年要建成三十个站点，让群众满意。”"
    assert mask(text, [], []) == text


@given(st.text(alphabet="“”‘’《》（）()[]〔〕甲乙，。\n", max_size=40))
def test_masked_text_is_as_long(text: str) -> None:
    assert len(mask(text, [], [])) == len(text)


def test_sentences_and_clauses() -> None:
    text = "一是稳增长，促发展；二是“惠民生。”三是强基础！"
    assert [text[s:e] for s, e in sentences(text, 0, len(text))] == [
        "一是稳增长，促发展；二是“惠民生。”",
        "三是强基础！",
    ]
    assert [text[s:e] for s, e in clauses(text, 0, 10)] == ["一是稳增长", "促发展"]


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("指标" * 450 + "；企业，" + "项目" * 450, [901, 1804]),
        ("指标" * 450 + "企业，" + "项目" * 450, [903, 1803]),
        ("指标" * 1200, [1000, 2000, 2400]),
        ("指标" * 500, [1000]),
    ],
)
def test_a_sentence_without_end_is_cut_at_a_joint(text: str, cuts: list[int]) -> None:
    found = list(sentences(text, 0, len(text)))
    assert [end for _, end in found] == cuts
    assert [start for start, _ in found] == [0, *cuts[:-1]]


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("“绿能”", "绿能"),
        ("“绿能”企业", "“绿能”企业"),
        ("“甲”“乙”", "“甲”“乙”"),
        (" 企业 ", "企业"),
        ("", ""),
    ],
)
def test_quotation_marks_are_inside_where_the_span_goes_on(text: str, stripped: str) -> None:
    start, end = strip_quotation(text, 0, len(text))
    assert text[start:end] == stripped
