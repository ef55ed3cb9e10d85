from __future__ import annotations

import pytest

from pipeline.linking.goal_owner import (
    acting_body,
    acting_place,
    article_place,
    find_speakers,
    head_of,
    place_or_body,
    speaks_for_place,
)


@pytest.mark.parametrize(
    ("body", "owner"),
    [
        ("松陵区委", "松陵区"),
        ("云川市人民政府", "云川市"),
        ("云川市水利局", "云川市水利局"),
        ("云川集团", "云川集团"),
    ],
)
def test_a_committee_speaks_for_its_place(body: str, owner: str) -> None:
    assert place_or_body(body) == owner


@pytest.mark.parametrize(
    ("title", "bodies", "place"),
    [
        ("云川市政府工作报告（2022年1月8日 白桦）", [], "云川市"),
        ("白桦作政府工作报告", ["省委", "省政府", "松陵区委"], "省政府"),
        ("松陵区新建公园12个", ["云川市委", "松陵区委"], "松陵区"),
        (None, ["云川市委", "云川市水利局", "松陵区委"], "云川市"),
        (None, ["青岚高新区管委会"], None),
        (None, [], None),
    ],
)
def test_the_place_of_an_article(title: str | None, bodies: list[str], place: str | None) -> None:
    assert article_place(title, bodies) == place


def test_a_speaker_speaks_to_the_end_of_the_paragraph() -> None:
    text = "水利局局长白桦介绍，新建5处。今年再建3处。\n记者走进工地。"
    (speaker,) = find_speakers(text, [(5, 7, "白桦")], {"白桦": "云川市水利局"})
    assert (speaker.start, speaker.end, speaker.body) == (5, text.index("\n"), "云川市水利局")


@pytest.mark.parametrize("text", ["白桦出席会议", "白桦说明情况"])
def test_who_does_not_speak_is_no_speaker(text: str) -> None:
    assert find_speakers(text, [(0, 2, "白桦")], {"白桦": "云川市水利局"}) == []


def test_who_speaks_without_a_body_is_no_speaker() -> None:
    assert find_speakers("白桦说，好。", [(0, 2, "白桦")], {}) == []


def test_a_long_name_is_known_by_its_first_part() -> None:
    text = "艾山江·买买提到任。艾山江说，新增5家。"
    found = find_speakers(text, [(0, 7, "艾山江·买买提")], {"艾山江·买买提": "云川地区"})
    assert [speaker.start for speaker in found] == [10]


def test_the_body_at_the_head_of_the_clause_acts() -> None:
    bodies = [(0, 4, "省财政厅"), (10, 14, "市水利局")]
    assert acting_body(bodies, 0, 8) == "省财政厅"
    assert acting_body(bodies, 5, 8) is None
    assert acting_body(bodies, 10, 12) is None
    assert acting_body([], 0, 8) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("滨河新区全年完成投资8亿元", "滨河新区"),
        ("松陵县新增企业5家", "松陵县"),
        ("全市新增企业5家", None),
        ("老城区完成改造", None),
        ("企业完成投资", None),
    ],
)
def test_a_district_at_the_head_of_the_clause_acts(text: str, place: str | None) -> None:
    assert acting_place(text, 0) == place


def test_a_sentence_may_speak_for_the_whole_place() -> None:
    assert speaks_for_place("今年全市新增", 0, 6)
    assert not speaks_for_place("今年新增", 0, 4)


@pytest.mark.parametrize(
    ("title", "heads"),
    [("市委书记", True), ("局长", True), ("副局长", False), ("政委", False), ("记者", False)],
)
def test_who_heads_a_body(title: str, heads: bool) -> None:
    assert head_of(title) is heads
