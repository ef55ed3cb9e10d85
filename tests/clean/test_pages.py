"""Whole pages of our own writing: which articles they hold, their parts and dates."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.clean import Article, clean
from tests.clean.cases import read_cases

PAGES = read_cases("clean_pages")
each_page = pytest.mark.parametrize("case", PAGES, ids=lambda case: case["id"])


def cleaned(case: dict[str, Any]) -> list[Article]:
    return clean(case["source"], title=case.get("title"), published=case.get("published"))


@each_page
def test_pieces(case: dict[str, Any]) -> None:
    found = [(piece.kind, piece.title) for piece in cleaned(case)]
    assert found == [(piece["kind"], piece["title"]) for piece in case["pieces"]]


@each_page
def test_dates(case: dict[str, Any]) -> None:
    for piece, expected in zip(cleaned(case), case["pieces"], strict=True):
        assert (piece.published, piece.published_basis) == (expected["published"], expected["basis"])
        year = expected.get("year", expected["published"] and int(expected["published"][:4]))
        assert piece.year == year
        if "dateline" in expected:
            assert piece.dateline == expected["dateline"]


@each_page
def test_parts(case: dict[str, Any]) -> None:
    for piece, expected in zip(cleaned(case), case["pieces"], strict=True):
        assert piece.text.startswith(expected.get("begins", ""))
        assert piece.text.endswith(expected.get("ends", ""))
        if "zones" in expected:
            assert [zone.name for zone in piece.zones] == expected["zones"]


@each_page
@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028"])
def test_any_line_break_gives_the_same_articles(case: dict[str, Any], line_break: str) -> None:
    changed = case | {"source": case["source"].replace("\n", line_break)}
    assert [piece.text for piece in cleaned(changed)] == [piece.text for piece in cleaned(case)]
