"""Where a body's name begins: border words, anchors, lone marks, parts of bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.organ_borders import REACH, name_start, starts_after_border, whole_of_part
from pipeline.knowledge.organ_tails import Found, find_tails
from pipeline.knowledge.places import PagePlaces
from pipeline.rows import unmark
from tests.marked import repeated

TEXTS = st.text(
    st.one_of(
        st.sampled_from("市水利局集团大学和在省“”（），3家淄博 "), st.characters(exclude_categories=["Cs"])
    ),
    max_size=40,
)


def last_tail(text: str) -> Found:
    return find_tails(text)[-1]


@pytest.mark.parametrize(
    ("marked", "anchored"),
    [
        ("到⟦市水利局⟧", True),
        ("来自⟦淄博市水利局⟧", True),
        ("考察⟦青禾机械集团⟧", False),
        ("与⟦云岭重工有限公司⟧", False),
        ("市委书记到⟦青禾大学⟧", False),
        ("50家⟦青禾机械集团⟧", False),
        ("加快建设⟦市人民医院⟧", True),
        ("（⟦青禾机械集团⟧", False),
        ("“⟦青禾机械集团⟧", False),
        ("⟦青禾（云岭）机械集团⟧", False),
        ("⟦国网淄博供电公司⟧", True),
        ("，⟦青禾大学⟧", False),
    ],
)
def test_a_name_begins_behind_a_border_or_at_an_anchor(marked: str, anchored: bool) -> None:
    text, [(start, end)] = unmark(marked)
    found = last_tail(text)
    assert found.end == end
    assert name_start(text, found, PagePlaces(text)) == (start, anchored)


@pytest.mark.parametrize(
    "text",
    [
        "三家上市公司",
        "各级医院",
        "多家集团",
        "这家公司",
        "民营企业集团",
        "相关公司",
        "一所大学",
        "公司",
        "省级医院",
    ],
)
def test_a_kind_of_body_has_no_name(text: str) -> None:
    assert name_start(text, last_tail(text), PagePlaces(text)) is None


@pytest.mark.parametrize("text", ["打破僵局", "会客厅", "中层干部", "市局长", "新结局", "各部门"])
def test_the_end_of_another_word_is_no_tail(text: str) -> None:
    assert [text[f.start : f.end] for f in find_tails(text) if f.end - f.start == 1] == []


@pytest.mark.parametrize(
    ("text", "start", "starts"),
    [
        ("青禾", 0, True),
        ("，青禾", 1, True),
        ("“青禾", 1, True),
        ("在青禾", 1, True),
        ("老青禾", 1, False),
        ("青禾", -1, False),
    ],
)
def test_a_name_may_start_behind_a_border(text: str, start: int, starts: bool) -> None:
    assert starts_after_border(text, start) is starts


def test_a_part_follows_its_body() -> None:
    text = "市水利局农村水电科"
    part = last_tail(text)
    assert whole_of_part(text, part, {4}) == 4
    assert whole_of_part(text, part, set()) is None
    assert whole_of_part("市水利局，农村水电科", last_tail("市水利局，农村水电科"), {4}) is None
    far = "市水利局" + "农" * 20 + "科"
    assert whole_of_part(far, last_tail(far), {4}) is None


@given(TEXTS)
def test_a_name_starts_within_reach_of_its_tail(text: str) -> None:
    places = PagePlaces(text)
    for found in find_tails(text):
        assert text[found.start : found.end] == found.row.tail
        begin = name_start(text, found, places)
        assert begin is None or max(0, found.start - REACH) <= begin[0] <= found.start


@pytest.mark.parametrize("near_miss", ["局面", "“集团", "1个", "和", "在建设"])
def test_a_hundred_thousand_characters_come_to_an_end(near_miss: str) -> None:
    text = repeated(near_miss)
    places = PagePlaces(text)
    starts = [name_start(text, found, places) for found in find_tails(text)]
    assert all(start is None or start[0] >= 0 for start in starts)
