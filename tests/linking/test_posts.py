"""In which body a post is held: the one before the title, the chain's, or the one that the title implies."""

from __future__ import annotations

import pytest

from pipeline.linking.full_names import FullNames
from pipeline.linking.posts import PostReader, load_body_endings
from tests.linking.marked_items import items, reader, written
from tests.marked import repeated


def posts(text: str, titles: str, *, names: str = "", bodies: str = "") -> list[tuple[str, str, str | None]]:
    """Return (title, holders, organization) for each title of the text."""
    chains, places = reader(text, titles, names, bodies), items(text, bodies)
    return [
        (written(text, [post.title]), written(text, post.holders), post.organization)
        for post in PostReader(text, chains, places, FullNames(text)).posts()
    ]


def organizations(text: str, titles: str, bodies: str = "", names: str = "") -> list[str | None]:
    return [organization for *_, organization in posts(text, titles, names=names, bodies=bodies)]


def test_the_body_right_before_the_title() -> None:
    text = "市审计局局长周望岳"
    assert posts(text, "局长", names="周望岳", bodies="市审计局") == [("局长", "周望岳", "市审计局")]


def test_the_titles_of_a_chain_share_the_body_before_them() -> None:
    found = organizations("市审计局党组书记、局长、二级巡视员", "党组书记 局长 二级巡视员", "市审计局")
    assert found == ["市审计局"] * 3


@pytest.mark.parametrize(
    ("text", "titles", "bodies", "found"),
    [
        ("淄博市委副书记、市长", "副书记 市长", "淄博市委", ["淄博市委", "淄博市政府"]),
        ("市委副书记、市长", "副书记 市长", "市委", ["市委", "市政府"]),
        ("盟委副书记、盟长", "副书记 盟长", "盟委", ["盟委", "盟行署"]),
        ("常务副县长到会", "常务副县长", "", ["县政府"]),
        ("代镇长到会", "代镇长", "", ["镇政府"]),
        ("自治区副主席到会", "自治区副主席", "", ["自治区政府"]),
        ("高新区工委书记、管委会主任", "书记 管委会主任", "高新区工委", ["高新区工委", "高新区管委会"]),
    ],
)
def test_heads_of_governments_imply_theirs(
    text: str, titles: str, bodies: str, found: list[str | None]
) -> None:
    assert organizations(text, titles, bodies) == found


WITHOUT_BODY = ["总书记", "总理", "记者", "通讯员", "市领导", "路长", "教授", "院士", "市级河长"]


@pytest.mark.parametrize("title", WITHOUT_BODY)
def test_some_titles_belong_to_no_body(title: str) -> None:
    assert organizations(f"市委部署，{title}周望岳到会", title, "市委") == [None]


def test_the_body_last_named_in_the_paragraph_has_the_post_of_its_kind() -> None:
    text = "青禾医院、市审计局签约。院长周望岳、局长王静到会"
    assert organizations(text, "院长 局长", "青禾医院 市审计局") == ["青禾医院", "市审计局"]


def test_the_next_paragraph_has_its_own_bodies() -> None:
    assert organizations("青禾医院义诊。\n院长周望岳到会", "院长", "青禾医院") == [None]


def test_a_body_behind_the_title_is_not_its_own() -> None:
    assert organizations("院长周望岳到青禾医院", "院长", "青禾医院") == [None]


def test_deputies_take_the_body_carried_on_in_the_sentence() -> None:
    text = "市政府秘书长周望岳、副秘书长王静到会。副秘书长郑清源留守"
    titles, names = "秘书长 副秘书长 副秘书长", "周望岳 王静 郑清源"
    assert organizations(text, titles, "市政府", names) == ["市政府", "市政府", None]


def test_every_kind_of_title_has_the_endings_of_its_bodies() -> None:
    endings = load_body_endings()
    assert "医院" in endings["院长"]
    assert "局" in endings["局长"]
    assert all(ending for group in endings.values() for ending in group)


def test_no_title_no_post() -> None:
    assert posts("市委开会", "", bodies="市委") == []


def test_a_paragraph_of_many_bodies_comes_to_an_end() -> None:
    sentence = "市水利局，院长。"
    text = repeated(sentence, 40_000)
    times = len(text) // len(sentence)
    found = organizations(text, "院长 " * times, "市水利局 " * times)
    assert len(found) == times
