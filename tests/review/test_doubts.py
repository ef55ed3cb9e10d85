"""Where evidence disagrees: found in the record itself."""

from __future__ import annotations

import pytest

from pipeline.review.doubts import Doubt, doubts_of, weight
from pipeline.review.items import Item, key_of

TEXT = "青川市水利局局长水清说，水清要治水。水利局的水清。"


def item(layer: str, start: int, end: int, rule: str = "a+b") -> Item:
    return Item(key_of(layer, start, end), layer, start, end, TEXT[start:end], rule, 0.9, {})


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ([item("organizations", 0, 6)], []),
        ([item("organizations", 0, 6, "a")], ["lone"]),
        ([item("people", 8, 10), item("organizations", 6, 9)], ["crossing", "elsewhere_unmarked"]),
        ([item("people", 8, 10), item("positions", 8, 10)], ["two_layers", "elsewhere_unmarked"]),
        ([item("people", 8, 10), item("people", 12, 14), item("people", 22, 24)], []),
        ([item("people", 8, 10), item("people", 12, 14)], ["elsewhere_unmarked"]),
        # A body's name in its post's title, and one thing inside another, are as they should be.
        ([item("positions", 3, 8), item("organizations", 0, 6)], []),
        ([item("dates", 3, 5), item("organizations", 0, 6)], []),
    ],
)
def test_doubts(items: list[Item], wanted: list[Doubt]) -> None:
    assert doubts_of(TEXT, items).get(items[0].key, []) == wanted


def test_what_contradicts_weighs_more_than_what_stands_alone() -> None:
    assert weight(["crossing"]) > weight(["two_layers"]) > weight(["lone"]) > weight([]) == 0
