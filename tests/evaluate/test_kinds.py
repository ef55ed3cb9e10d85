"""Kinds of errors: each error counts once, with the kind that explains it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.evaluate.items import Item
from pipeline.evaluate.kinds import count_kinds

EMPTY: dict[str, list[Item]] = {
    layer: [] for layer in ("people", "positions", "organizations", "dates", "goals")
}


def item(start: int, end: int, **fields: Any) -> Item:
    return Item("x" * (end - start), start, end, (start, end), fields)


CASES: list[tuple[str, dict[str, list[Item]], dict[str, list[Item]], dict[tuple[str, str], int]]] = [
    ("right", {"people": [item(0, 3, name="甲")]}, {"people": [item(0, 3, name="甲")]}, {}),
    (
        "attribute",
        {"people": [item(0, 3, name="乙")]},
        {"people": [item(0, 3, name="甲")]},
        {("people", "attribute"): 1},
    ),
    ("border", {"people": [item(0, 2)]}, {"people": [item(0, 3)]}, {("people", "border"): 1}),
    (
        "label",
        {"people": [item(0, 3)]},
        {"organizations": [item(0, 3)]},
        {("organizations", "label"): 1},
    ),
    ("spurious", {"people": [item(0, 3)]}, {}, {("people", "spurious"): 1}),
    ("missed", {}, {"people": [item(0, 3)]}, {("people", "missed"): 1}),
    (
        "of two that touch one is its border, the other spurious",
        {"people": [item(0, 2), item(2, 3)]},
        {"people": [item(0, 3)]},
        {("people", "border"): 1, ("people", "spurious"): 1},
    ),
    (
        "two layers may hold the same characters rightly",
        {"people": [item(0, 3, name="xxx")], "positions": [item(0, 3)]},
        {"people": [item(0, 3, name="xxx")], "positions": [item(0, 3)]},
        {},
    ),
    ("optional is neither", {"people": [item(0, 3)]}, {"people": [item(1, 3, optional=True)]}, {}),
    (
        "a post with another holder",
        {"positions": [item(0, 2, people=["甲"])]},
        {"positions": [item(0, 2, people=["乙"])]},
        {("positions", "attribute"): 1},
    ),
    (
        "a goal with another status",
        {"goals": [item(0, 2, status="target", value=1)]},
        {"goals": [item(0, 2, status="achieved", value=1)]},
        {("goals", "attribute"): 1},
    ),
]


@pytest.mark.parametrize(
    ("found", "gold", "kinds"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_kinds(
    found: dict[str, list[Item]], gold: dict[str, list[Item]], kinds: dict[tuple[str, str], int]
) -> None:
    assert count_kinds(EMPTY | found, EMPTY | gold) == kinds
