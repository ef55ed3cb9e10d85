"""Items of records: keys, links, and that they make the record's parts again."""

from __future__ import annotations

from pipeline.review.items import LAYERS, items_of, key_of, post_key
from tests.review.texts import TEXT, record


def test_every_part_of_a_record_is_an_item() -> None:
    items = {item.key: item for item in items_of(record())}
    assert [item.layer for item in items.values()] == [
        *("people", "people", "positions", "dates", "goals", "goals", "posts"),
    ]
    assert all(TEXT[item.start : item.end] == item.text for item in items.values())
    assert {item.layer for item in items.values()} <= set(LAYERS)


def test_keys_tell_layer_and_place() -> None:
    person, title = key_of("people", 5, 8), key_of("positions", 3, 5)
    keys = [item.key for item in items_of(record())]
    assert keys[0] == person == "people:5-8"
    assert keys[-1] == post_key(person, title) == "posts:5-8@3-5"


def test_links_are_keys() -> None:
    made = record()
    made["results"][0]["of"] = "g1"
    items = items_of(made)
    target = next(item for item in items if item.fields.get("status") == "target")
    result = next(item for item in items if item.fields.get("status") == "achieved")
    assert result.fields["of"] == target.key
    assert items[-1].fields["evidence"] == {
        "person": "people:5-8",
        "position": "positions:3-5",
        "organization": None,
        "date": None,
    }


def test_a_post_is_as_sure_as_its_least_sure_mention() -> None:
    assert items_of(record())[-1].confidence == 0.9


def test_fields_are_what_a_reviewer_judges() -> None:
    by_layer = {item.layer: set(item.fields) for item in items_of(record())}
    assert by_layer["people"] == {"name"}
    assert by_layer["dates"] == {"type", "value", "start_date", "end_date"}
    assert "value_si" not in by_layer["goals"], "it follows from value and unit"
    assert "id" not in by_layer["posts"]
