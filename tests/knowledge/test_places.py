"""Places: divisions full and short, and those that only the page itself shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RowError
from pipeline.knowledge import places as places_module
from pipeline.knowledge.places import PagePlaces, discover, load_gazetteer, page_places, short_name
from tests.marked import repeated

TEXTS = st.text(st.sampled_from("淄博山东省市县区委政府云岭镇的，。\n 1a😀日报讯3月5"), max_size=40)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("淄博市", "淄博"),
        ("山东省", "山东"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("怒江傈僳族自治州", "怒江"),
        ("恩施土家族苗族自治州", "恩施"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("张店区", "张店"),
        ("东区", "东区"),
        ("沙县", "沙县"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_gazetteer_knows_full_and_short_names() -> None:
    gazetteer = load_gazetteer()
    assert {"淄博", "淄博市", "山东省", "张店区", "怒江"} <= gazetteer.names
    assert gazetteer.codes["吉林"] == "22"
    assert gazetteer.full[gazetteer.codes["淄博"]] == "淄博市"
    assert {len(code) for code in gazetteer.full} == {2, 4, 6}


@pytest.mark.parametrize("line", ["3703 淄博市", "37x3\t淄博市", "3703\t"])
def test_a_malformed_row_is_named(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "divisions.tsv"
    table.write_text(f"code\tname\n37\t山东省\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(places_module, "resource", lambda _: table)
    with pytest.raises(RowError, match=r"divisions\.tsv:3: a row is a code, a tab and a name"):
        load_gazetteer.__wrapped__()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("临溪市今年变化大。客人说，临溪市真美。", "临溪"),
        ("临溪市委、临溪政协到会。", "临溪"),
        ("溪洛市委印发通知。", "溪洛"),
        ("（记者王强）溪洛县水利局抢修。", "溪洛"),
        ("溪洛5月3日电 记者报道", "溪洛"),
        ("本报溪洛5月3日讯 记者报道", "溪洛"),
        ("麻姑岭县项目多，麻姑岭县干劲足。", "麻姑岭"),
        ("临溪市市长到会。", "临溪"),
    ],
)
def test_a_page_shows_its_own_places(text: str, name: str) -> None:
    assert name in discover(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "市",
        "全市上下、全市各级齐动手。",
        "推进城市更新，提升城市品质。",
        "超市开门，超市打折。",
        "各县各乡各镇都要落实，各县各乡各镇都要行动。",
        "淄博市今年变化大，淄博市真美。",
        "社区活动多，社区服务好。",
    ],
)
def test_words_before_level_words_are_no_places(text: str) -> None:
    assert discover(text) == frozenset()


def test_the_place_that_ends_here_is_taken_with_those_above_it() -> None:
    text = "到山东省淄博市张店区委"
    places = PagePlaces(text)
    assert text[places.start_of_place_ending(text.index("委"), 0) :] == "山东省淄博市张店区委"
    assert places.start_of_place_ending(text.index("委"), 4) == text.index("淄博市")
    assert places.start_of_place_ending(1, 0) is None


def test_the_place_that_starts_here_is_the_longest() -> None:
    text = "淄博市水利局"
    places = PagePlaces(text)
    assert places.end_of_place_starting(0, len(text)) == 3
    assert places.end_of_place_starting(0, 2) == 2
    assert places.end_of_place_starting(3, len(text)) is None


def test_a_place_of_the_page_is_one_with_its_kind_too() -> None:
    places = PagePlaces("溪洛市委印发通知。")
    assert places.is_place("溪洛")
    assert places.is_place("溪洛市")
    assert not places.is_place("溪洛的")


def test_a_page_is_worked_out_once() -> None:
    assert page_places("溪洛市委") is page_places("溪洛市委")


@given(TEXTS, st.data())
def test_offsets_lie_in_the_text(text: str, data: st.DataObject) -> None:
    places = PagePlaces(text)
    assert all(name in text for name in places.own)
    at = data.draw(st.integers(0, len(text)))
    floor = data.draw(st.integers(0, at))
    start = places.start_of_place_ending(at, floor)
    assert start is None or floor <= start < at
    if at < len(text):
        limit = data.draw(st.integers(at, len(text)))
        end = places.end_of_place_starting(at, limit)
        assert end is None or at < end <= limit


@given(st.text(max_size=50))
def test_any_text_is_a_page(text: str) -> None:
    assert all(name in text for name in PagePlaces(text).own)


@pytest.mark.parametrize("near_miss", ["市", "全市", "临溪市", "市委", "各县各乡", "临溪5月3日", "市民政局"])
def test_a_hundred_thousand_characters_come_to_an_end(near_miss: str) -> None:
    assert isinstance(discover(repeated(near_miss)), frozenset)
