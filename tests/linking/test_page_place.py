"""The place of a page, and what shows it."""

from __future__ import annotations

import pytest

from pipeline.linking.full_names import FullNames
from pipeline.linking.main_places import titled
from pipeline.linking.page_place import page_place

CASES = [
    ("云川市召开会议。云川市水务局负责。", None, [], ("云川市", None, "text")),
    ("淄博市召开会议。张店区、临淄区、周村区参加。", None, [], ("淄博市", "3703", "text")),
    ("张店区召开会议，张店区政府部署。", None, [], ("张店区", "370303", "text")),
    ("淄博日报讯 淄博市召开会议。", None, [], ("淄博市", "3703", "medium")),
    ("本报淄博3月2日讯 淄博市召开会议。", None, [("dateline", 0, 11)], ("淄博市", "3703", "dateline")),
    ("全市水利工作有序推进。张店区先行。", "淄博市召开水利会议", [], ("淄博市", "3703", "title")),
    ("会议要求抓好落实。", None, [], None),
    ("", None, [], None),
]


@pytest.mark.parametrize(("text", "title", "zones", "expected"), CASES)
def test_the_place_that_weighs_most(
    text: str,
    title: str | None,
    zones: list[tuple[str, int, int]],
    expected: tuple[str, str | None, str] | None,
) -> None:
    found = page_place(text, FullNames(text, titled(title)), title=title, zones=zones)
    assert (None if found is None else (found["name"], found["code"], found["basis"])) == expected


def test_a_place_of_the_page_serves_an_article_without_one() -> None:
    found = page_place("会议要求抓好落实。", FullNames("会议要求抓好落实。", {"市": {"淄博市": 5.0}}))
    assert found == {"name": "淄博市", "code": "3703", "basis": "page"}
