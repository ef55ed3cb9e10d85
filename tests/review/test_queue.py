"""The queue: filters, orders, samples that come again, and what the figures count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.record_files import RecordLine
from pipeline.review.desk import Desk
from pipeline.review.queue import DEFAULTS, Filter
from pipeline.review.store import Store
from tests.review.conftest import propose, state_of
from tests.review.texts import TEXT, record


@pytest.fixture
def desk(store: Store) -> Desk:
    """Two documents; the second one without its first person."""
    second = record(TEXT.replace("300", "400"), ident="b-1", target="400个", published="2023-05-01")
    second["people"] = second["people"][1:]
    second["posts"] = []
    desk = Desk(store, reviewer="林一")
    desk.load([RecordLine(record(), Path("a.jsonl"), 1), RecordLine(second, Path("a.jsonl"), 2)])
    return desk


def ask(desk: Desk, **wanted: Any) -> dict[str, Any]:
    asked: Filter = {**DEFAULTS, **wanted}  # type: ignore[typeddict-item]
    return desk.queue(asked)


def accept(desk: Desk, key: str, verdict: str = "accepted", **changes: Any) -> None:
    (row,) = [row for row in ask(desk, order="text", state="all")["items"] if row["key"] == key][:1]
    item = desk.store.item(row["document"], key)
    assert item is not None
    (outcome,) = desk.decide([propose(key, state_of(item, verdict, **changes))])
    assert outcome["status"] == "kept"


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 12),
        ({"layer": "people"}, 3),
        ({"rule": "char_tagger"}, 1),
        ({"rule": "char"}, 0),
        ({"low": 0.95}, 1),
        ({"high": 0.85}, 2),
        ({"source": "b-1"}, 5),
        ({"first": "2023-01-01"}, 5),
        ({"last": "2022-12-31"}, 7),
        ({"text": "一苇"}, 4),
        ({"sample": 5}, 5),
        ({"state": "done"}, 0),
        ({"state": "stale"}, 0),
    ],
)
def test_filters(desk: Desk, wanted: dict[str, Any], count: int) -> None:
    assert len(ask(desk, **wanted)["items"]) == count


def test_orders(desk: Desk) -> None:
    by_text = ask(desk, order="text")["items"]
    assert [row["start"] for row in by_text][:7] == sorted(row["start"] for row in by_text[:7])
    by_confidence = [row["confidence"] for row in ask(desk, order="confidence")["items"]]
    assert by_confidence == sorted(by_confidence)
    doubtful = ask(desk, order="doubt")["items"]
    assert doubtful[0]["doubts"] != []
    assert doubtful[-1]["doubts"] == []


def test_a_seed_draws_the_same_sample_again(desk: Desk) -> None:
    keys = [
        [(row["document"], row["key"]) for row in ask(desk, sample=6, seed=seed)["items"]]
        for seed in ("1", "1", "2")
    ]
    assert keys[0] == keys[1] != keys[2]


def test_a_sample_stays_the_same_while_it_is_decided(desk: Desk) -> None:
    drawn = ask(desk, sample=4, state="all")["items"]
    accept(desk, drawn[0]["key"])
    again = ask(desk, sample=4, state="all")
    assert [row["key"] for row in again["items"]] == [row["key"] for row in drawn]


def test_the_figures_count_what_is_right_as_found(desk: Desk) -> None:
    accept(desk, "people:5-8")
    accept(desk, "positions:3-5", "rejected")
    accept(desk, "dates:20-25", end=24)
    told = ask(desk, source="a-1")
    assert (told["total"], told["decided"], told["right"]) == (7, 3, 1)
    assert len(told["items"]) == 4
    low, high = told["interval"]
    assert 0 < low < 1 / 3 < high < 1
    done = ask(desk, state="done", source="a-1")["items"]
    assert {row["verdict"] for row in done} == {"accepted", "rejected"}


def test_what_changed_since_is_asked_again(desk: Desk) -> None:
    accept(desk, "dates:20-25")
    accept(desk, "people:5-8")
    run = record()
    run["dates"][0]["value"] = "2022-H1"
    run["people"] = run["people"][1:]
    run["posts"] = []
    desk.store.add_records([run])
    stale = ask(desk, state="stale")["items"]
    assert {(row["key"], row["origin"]) for row in stale} == {
        ("dates:20-25", "found"),
        ("people:5-8", "gone"),
    }
    assert {row["key"] for row in ask(desk, source="a-1")["items"]} >= {"dates:20-25"}


def test_the_same_words_by_the_same_rule(desk: Desk) -> None:
    rows = ask(desk, order="text", layer="people", rule="person.again")["items"]
    assert len(rows) == 2
    first, second = rows
    (other,) = desk.same(first["document"], first["key"])
    assert (other["document"], other["key"], other["seen"]) == (second["document"], second["key"], None)
    accept(desk, first["key"])
    assert desk.same(second["document"], second["key"]) == []


def test_documents_tell_how_far_one_is(desk: Desk) -> None:
    accept(desk, "people:5-8")
    first, second = desk.documents(source="", text="", offset=0)
    assert (first["items"], first["decided"], first["read"]) == (7, 1, 0)
    assert second["decided"] == 0
    assert [row["uri"] for row in desk.documents(source="", text="400", offset=0)] == ["news/b-1.txt"]
