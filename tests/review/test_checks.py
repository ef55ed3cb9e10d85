"""What a reviewer may write: the forms of the layers, and what the server refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import RowError
from pipeline.review.checks import check_state
from pipeline.review.forms import form_of
from pipeline.review.items import LAYERS, Item, items_of
from tests.review.conftest import state_of
from tests.review.texts import TEXT, record

ITEMS = {item.key: item for item in items_of(record())}
PERSON, TITLE, DAY = "people:5-8", "positions:3-5", "dates:20-25"
GOAL = next(key for key, item in ITEMS.items() if item.fields.get("status") == "target")
POST = "posts:5-8@3-5"


@pytest.mark.parametrize("key", list(ITEMS))
def test_what_the_pipeline_finds_is_sound(key: str) -> None:
    check_state(TEXT, state_of(ITEMS[key]), ITEMS.get)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_form_has_all_fields_of_its_layer(layer: str) -> None:
    names = [field.name for field in form_of(layer)]
    assert len(set(names)) == len(names)
    assert all(set(item.fields) == set(names) for item in ITEMS.values() if item.layer == layer)


def test_kinds_of_fields() -> None:
    kinds = {field.name: (field.kind, field.optional) for layer in LAYERS for field in form_of(layer)}
    assert kinds["start_date"] == ("day", True)
    assert kinds["deadline"] == ("days", True)
    assert kinds["value_max"] == ("number", True)
    assert kinds["comparator"] == ("choice", False)
    assert kinds["indicator"] == ("place", True)
    assert kinds["people"] == ("texts", False)
    assert kinds["of"] == ("item", True)


def with_field(name: str, value: Any) -> Callable[[Item], Any]:
    return lambda item: state_of(item, fields={**item.fields, name: value})


@pytest.mark.parametrize(
    ("key", "change", "told"),
    [
        (PERSON, lambda item: state_of(item, layer="places"), "no layer"),
        (PERSON, lambda item: state_of(item, end=900), "outside the text"),
        (PERSON, lambda item: state_of(item, start=8), "outside the text"),
        (PERSON, lambda item: state_of(item, start=-1), "outside the text"),
        (PERSON, with_field("age", 40), "'age' is unknown"),
        (PERSON, lambda item: state_of(item, fields={}), "'name' is missing"),
        (PERSON, with_field("name", 7), "people.0.name"),
        (PERSON, with_field("name", None), "people.0.name"),
        (TITLE, with_field("people", "何一苇"), "positions.0.people"),
        (DAY, with_field("start_date", "2022-02-30"), "is no day"),
        (DAY, with_field("type", "DAY"), "dates.0.type"),
        (GOAL, with_field("status", "hoped"), "goals.0.status"),
        (GOAL, with_field("value", "many"), "goals.0.quantity.value"),
        (GOAL, with_field("deadline", {"start_date": "soon", "end_date": None}), "is no day"),
        (GOAL, with_field("indicator", {"start": 5}), "no range"),
        (GOAL, with_field("indicator", {"start": 5, "end": 900}), "outside the text"),
        (GOAL, with_field("of", "goals:0-1"), "none of the goals"),
        (POST, with_field("evidence", {"person": PERSON}), "a post joins"),
        (
            POST,
            with_field("evidence", dict.fromkeys(("person", "position", "organization", "date"))),
            "needs a person",
        ),
        (
            POST,
            with_field("evidence", {"person": TITLE, "position": TITLE, "organization": None, "date": None}),
            "none of the people",
        ),
        (POST, with_field("level", "村"), "posts.0.level"),
    ],
)
def test_what_is_refused(key: str, change: Callable[[Item], Any], told: str) -> None:
    with pytest.raises(RowError, match=told):
        check_state(TEXT, change(ITEMS[key]), ITEMS.get)


def test_blanks_at_the_ends_are_refused() -> None:
    state: Any = {"verdict": "accepted", "layer": "people", "start": 0, "end": 3, "fields": {"name": "何一"}}
    with pytest.raises(RowError, match="blank"):
        check_state("何一\n到", state, ITEMS.get)
