"""What became of each item: same, gone, new, changed, and in which field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff.changes import Change, compare_items
from pipeline.diff.items import Item, items_of
from tests.record_desk import TEXT, Desk, full_desk

Edit = Callable[[Desk], Any]


def changes(old: Desk, new: Desk, *, tolerance: float = 0.05) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(status, layer, text, fields) of each change."""
    found = compare_items("a.txt", items_of(old.checked()), items_of(new.checked()), tolerance=tolerance)
    return [(c.status, c.item.layer, c.item.text, c.fields) for c in found if isinstance(c, Change)]


def named(desk: Desk, layer: str) -> dict[str, Any]:
    return desk.record[layer][0]


def test_the_same_record_has_no_changes() -> None:
    assert changes(full_desk(), full_desk()) == []


EDITS: list[tuple[str, Edit, list[tuple[str, str, str, tuple[str, ...]]]]] = [
    ("gone", lambda d: d.record["dates"].clear(), [("gone", "dates", "2022年", ())]),
    ("new", lambda d: d.add("dates", "年内"), [("new", "dates", "年内", ())]),
    (
        "name",
        lambda d: named(d, "people").update(name="何二苇"),
        [("changed", "people", "何一苇", ("name",))],
    ),
    (
        "rule",
        lambda d: named(d, "dates").update(rule="rule.z"),
        [("changed", "dates", "2022年", ("rule",))],
    ),
    (
        "confidence",
        lambda d: named(d, "dates").update(confidence=0.8),
        [("changed", "dates", "2022年", ("confidence",))],
    ),
    ("confidence within the tolerance", lambda d: named(d, "dates").update(confidence=0.87), []),
    (
        "value",
        lambda d: named(d, "goals")["quantity"].update(value=12),
        [("changed", "goals", "120座", ("value",))],
    ),
    (
        "goal and result are one layer",
        lambda d: d.record["results"].append({**d.record["goals"].pop(), "status": "achieved"}),
        [("changed", "goals", "120座", ("status",))],
    ),
    (
        "the indicator at another place",
        lambda d: named(d, "goals").update(
            indicator=d.mention("i", "总投资", rule="x", confidence=1, number=1)
        ),
        [("changed", "goals", "120座", ("indicator",))],
    ),
    ("of", lambda d: named(d, "results").update(of=None), [("changed", "goals", "2亿元", ("of",))]),
    (
        "a post in no body",
        lambda d: named(d, "posts").update(organization=None),
        [("changed", "posts", "何一苇 · 局长", ("organization",))],
    ),
    (
        "the article's day",
        lambda d: d.record.update(published="2021-03-01"),
        [("changed", "articles", TEXT[:40], ("published",))],
    ),
    ("what only numbers the items", lambda d: named(d, "dates").update(id="d77"), []),
]


@pytest.mark.parametrize(("edit", "expected"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_each_edit_is_told(edit: Edit, expected: list[Any]) -> None:
    new = full_desk()
    edit(new)
    assert changes(full_desk(), new) == expected


def test_a_border_that_moved_is_a_change_and_not_two() -> None:
    old, new = Desk(), Desk()
    old.add("organizations", "青川市水利局", name="青川市水利局")
    new.add("organizations", "水利局", name="青川市水利局")
    assert [row for row in changes(old, new) if row[1] == "organizations"] == [
        ("changed", "organizations", "水利局", ("borders", "canonical"))
    ]


def spans() -> st.SearchStrategy[list[tuple[int, int]]]:
    span = st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.lists(span, max_size=12, unique=True)


def item(span: tuple[int, int]) -> Item:
    return Item("people", *span, "x", "r", 0.9, {}, "", "")


@given(spans(), spans())
def test_every_item_of_both_sides_is_counted_once(old: list[Any], new: list[Any]) -> None:
    found = list(compare_items("d", map(item, old), map(item, new), tolerance=0))
    same = [one for one in found if isinstance(one, Item)]
    differing = [one for one in found if isinstance(one, Change)]
    assert sorted([*same, *(c.old for c in differing if c.old)]) == sorted(map(item, old))
    assert sorted([*same, *(c.new for c in differing if c.new)]) == sorted(map(item, new))
    assert {(i.start, i.end) for i in same} == set(old) & set(new)
    for change in differing:
        if change.old and change.new:
            assert change.old.start < change.new.end and change.new.start < change.old.end
