"""Full names of bodies, as far as the page tells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.full_names import FullNames
from tests.marked import repeated

PAGE = "临溪市召开动员会。市委要求，溪洛县、青禾区先行。溪洛县委、青禾区委作了表态。临溪市是老工业城市。"


def full(text: str, name: str, position: int | None = None) -> str:
    return FullNames(text).of(name, len(text) if position is None else position)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("市委", "临溪市委"),
        ("市政府办公室", "临溪市政府办公室"),
        ("市水利局", "临溪市水利局"),
        ("临溪市委", "临溪市委"),
        ("中共临溪市委", "临溪市委"),
        ("中共", "中共"),
        ("市 委", "临溪市委"),
        ("区委", "青禾区委"),
        ("云岭集团", "云岭集团"),
        ("国务院", "国务院"),
        ("省委", "省委"),
        ("", ""),
    ],
)
def test_full_names(name: str, whole: str) -> None:
    assert full(PAGE, name) == whole


def test_the_county_last_named_is_meant() -> None:
    text = "桓台县开工。县委要求快干。高青县也开工。县委要求实干。"
    first, second = text.index("县委"), text.rindex("县委")
    assert full(text, "县委", first) == "桓台县委"
    assert full(text, "县委", second) == "高青县委"


def test_the_province_follows_from_the_city() -> None:
    assert full("淄博市召开会议，淄博市委作出部署。", "省委") == "山东省委"


def test_a_name_with_a_place_of_its_own_is_full() -> None:
    text = "淄博市召开会议，淄博市委作出部署。"
    assert full(text, "张店区委") == "张店区委"


def test_the_page_tells_what_the_article_does_not() -> None:
    names = FullNames("市委召开会议。", {"市": {"临溪市": 3.0}})
    assert names.of("市委", 0) == "临溪市委"


def test_the_articles_own_city_weighs_more_than_the_pages() -> None:
    names = FullNames("临溪市开工，临溪市委部署。", {"市": {"溪洛市": 2.0}})
    assert names.of("市委", 0) == "临溪市委"


def test_without_places_names_stay() -> None:
    assert full("", "市委") == "市委"


def test_the_medium_tells_the_city() -> None:
    assert full("淄博晚报\n济南市的客商来了。", "市委") == "淄博市委"


@given(st.text(st.sampled_from("淄博临溪市县区委省的，\n"), max_size=40), st.text(max_size=8))
def test_any_name_has_a_full_form_without_blanks(text: str, name: str) -> None:
    whole = full(text, name)
    assert whole == "".join(whole.split())
    assert whole.endswith("".join(name.split())[1:].removeprefix("共")[-1:])


@pytest.mark.parametrize("near_miss", ["临溪市委", "市", "县区", "日报", "淄博市"])
def test_a_hundred_thousand_characters_come_to_an_end(near_miss: str) -> None:
    text = repeated(near_miss)
    assert full(text, "市委").endswith("市委")
