"""What is selected: records by day and source, items by layer, sureness, agreement and review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.export.examples import ExampleMaker
from pipeline.export.reviewed import Decisions, hash_of, read_decisions
from pipeline.export.selection import LAYERS, Selection, items_of, parse_layers
from pipeline.record_checks import parse_record
from pipeline.records import Record
from pipeline.review.store import document_of, open_store
from pipeline.writers.jsonl import to_line


def items(record: Record) -> set[tuple[str, str]]:
    return {(layer, item["id"]) for layer, item in items_of(record)}


def is_record(record: Record) -> bool:
    """Whether it would be read back: the offsets hold, links lead somewhere."""
    return parse_record(to_line(record), place="selected", number=1) == json.loads(to_line(record))


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (None, None, True),
        ("2021-01-01", None, True),
        ("2021-01-02", None, False),
        (None, "2021-01-01", True),
        (None, "2020-12-31", False),
    ],
)
def test_days_are_inclusive(
    records: list[Record], since: str | None, until: str | None, wanted: bool
) -> None:
    record: Record = {**records[0], "published": "2021-01-01"}
    assert Selection(since=since, until=until).takes(record) is wanted
    undated: Record = {**record, "published": None}
    assert Selection(since=since, until=until).takes(undated) is (since is None and until is None)


@pytest.mark.parametrize(
    ("globs", "wanted"), [((), True), (("*.txt",), True), (("*.md", "articles/*"), True), (("*.md",), False)]
)
def test_sources_go_by_globs(records: list[Record], globs: tuple[str, ...], wanted: bool) -> None:
    assert Selection(sources=globs).takes(records[0]) is wanted


SELECTIONS: list[tuple[Selection, Any]] = [
    (Selection(layers=("people", "dates")), lambda layer, item: layer in ("people", "dates")),
    (Selection(min_confidence=0.9), lambda _, item: item["confidence"] >= 0.9),
    (Selection(agreed=True), lambda _, item: "+" in item["rule"]),
    (
        Selection(layers=("goals",), min_confidence=0.85),
        lambda layer, item: layer == "goals" and item["confidence"] >= 0.85,
    ),
]


@pytest.mark.parametrize(("selection", "wanted"), SELECTIONS)
def test_only_wanted_items_stay_and_the_rest_is_a_record(
    records: list[Record], selection: Selection, wanted: Any
) -> None:
    for record in records:
        before = json.dumps(record)
        chosen = selection.choose(record)
        assert is_record(chosen)
        assert items(chosen) == {
            (layer, item["id"]) for layer, item in items_of(record) if wanted(layer, item)
        }
        assert json.dumps(record) == before


def test_all_is_taken_as_it_is(records: list[Record]) -> None:
    assert all(Selection().choose(record) is record for record in records)


def test_posts_go_with_their_mentions(records: list[Record]) -> None:
    assert any(record["posts"] for record in records)
    for record in records:
        assert (
            Selection(layers=("people", "positions", "organizations", "dates")).choose(record)["posts"]
            == (record["posts"])
        )
        assert not Selection(layers=("people",)).choose(record)["posts"]


def test_layers_are_read_and_unknown_ones_told_with_the_known() -> None:
    assert parse_layers("people, goals") == ("people", "goals")
    with pytest.raises(UsageError, match="there is no layer 'person'") as told:
        parse_layers("people,person")
    assert all(layer in str(told.value) for layer in LAYERS)


@pytest.fixture
def reviewed(records: list[Record], tmp_path: Path) -> Path:
    """A file in which somebody accepted the first person, refused the second, and read the first text."""
    record = next(record for record in records if len(record["people"]) > 2)
    path = tmp_path / "review.sqlite"
    with open_store(path) as store:
        store.add_records(records)
        document = document_of(record["text"])
        found = [item for item in store.items(document) if item.layer == "people"]
        for number, verdict in enumerate(("accepted", "rejected")):
            item = found[number]
            state = {"layer": "people", "start": item.start, "end": item.end, "fields": item.fields}
            proposal: Any = {
                **{"id": str(number), "document": document, "item": item.key, "seen": None},
                **{"action": verdict[:6], "state": {"verdict": verdict, **state}},
            }
            store.append([proposal], reviewer="甲")
    return path


def test_decisions_of_reviewers_are_followed(records: list[Record], reviewed: Path) -> None:
    record = next(record for record in records if len(record["people"]) > 2)
    decisions = read_decisions(reviewed)
    places = sorted((item["start"], item["end"]) for item in record["people"])
    text = hash_of(record["text"])
    assert decisions == Decisions(
        frozenset({(text, "people", *places[0])}), frozenset({(text, "people", *places[1])}), frozenset()
    )
    only = Selection(decisions=decisions, reviewed=True).choose(record)
    assert [(item["start"], item["end"]) for item in only["people"]] == places[:1]
    assert not only["goals"] and not only["dates"]
    silver = Selection(decisions=decisions).choose(record)
    assert items(record) - items(silver) == {
        ("people", item["id"]) for item in record["people"] if item["start"] == places[1][0]
    }


def test_absence_is_proven_only_where_the_text_was_read(records: list[Record]) -> None:
    record = records[0]
    unread = Selection(decisions=Decisions(frozenset(), frozenset(), frozenset()), reviewed=True)
    read = Selection(
        decisions=Decisions(frozenset(), frozenset(), frozenset({hash_of(record["text"])})), reviewed=True
    )
    assert ExampleMaker(unread).examples_of(record) == []
    assert len(ExampleMaker(read).examples_of(record)) == 1


def test_passages_with_gaps_can_be_left_out(records: list[Record]) -> None:
    selection = Selection(min_confidence=0.9)
    whole, without = ExampleMaker(selection, 80), ExampleMaker(selection, 80, gaps=False)
    kept = sum(len(whole.examples_of(record)) for record in records)
    sure = [example for record in records for example in without.examples_of(record)]
    assert 0 < len(sure) < kept
    assert without.left_out["passages with gaps"] == kept - len(sure)
    texts = {record["id"]: record for record in records}
    for example in sure:
        original = texts[example["id"].partition("@")[0]]
        start = original["text"].find(example["text"])
        there = [
            item
            for _, item in items_of(original)
            if start <= item["start"] and item["end"] <= start + len(example["text"])
        ]
        assert len(there) == len(items(example))
        assert all(item["confidence"] >= 0.9 for item in there)
