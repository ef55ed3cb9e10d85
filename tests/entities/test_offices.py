"""Offices: without their status, held alone or shared, parts in making a page."""

from __future__ import annotations

import pytest

from pipeline.entities.offices import is_media_role, is_sole, office_name


@pytest.mark.parametrize(
    ("position", "office"),
    [
        ("代市长", "市长"),
        ("代理检察长", "检察长"),
        ("原局长", "局长"),
        ("市长", "市长"),
        ("代表", "代表"),
        ("原", "原"),
    ],
)
def test_an_office_has_no_status(position: str, office: str) -> None:
    assert office_name(position) == office


@pytest.mark.parametrize("office", ["市长", "市委书记", "党组书记", "局长", "院长", "董事长", "管委会主任"])
def test_one_person_holds_it(office: str) -> None:
    assert is_sole(office)


@pytest.mark.parametrize(
    "office",
    ["副市长", "市委副书记", "市委常委", "委员", "记者", "教授", "第一书记", "常务副局长", "局长助理"],
)
def test_several_may_hold_it(office: str) -> None:
    assert not is_sole(office)


@pytest.mark.parametrize(
    ("office", "media"),
    [
        ("记者", True),
        ("首席记者", True),
        ("责任编辑", True),
        ("通讯员", True),
        ("局长", False),
        ("总编辑室主任", False),
    ],
)
def test_who_makes_pages(office: str, media: bool) -> None:
    assert is_media_role(office) is media
