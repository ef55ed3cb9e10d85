"""Gold from the decisions of reviewers: what each decision becomes."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import USAGE, app
from pipeline.evaluate import evaluate_files
from pipeline.review.decisions import Conflict, Proposal
from pipeline.review.items import DOCUMENT, Item, items_of, key_of
from pipeline.review.store import document_of, open_store
from tests.record_desk import SOURCE, TEXT, full_desk, write


class Reviews:
    """A file of decisions on the full desk's record, and reviewers who decide."""

    def __init__(self, folder: Path) -> None:
        self.path, self.folder = folder / "review.sqlite", folder
        self.record = full_desk().checked()
        self.items = {item.key: item for item in items_of(self.record)}
        with open_store(self.path) as store:
            store.add_records([self.record])

    def key(self, layer: str, phrase: str) -> str:
        return key_of(layer, TEXT.index(phrase), TEXT.index(phrase) + len(phrase))

    def decide(self, key: str, verdict: str = "accepted", *, by: str = "ann", **changes: Any) -> None:
        """Decide on an item; `changes` are its layer, start, end or fields where they differ."""
        item = self.items.get(key)
        state = {
            "verdict": verdict,
            **(_state(item) if item else {"layer": "", "start": 0, "end": len(TEXT), "fields": {}}),
        }
        state["fields"] = {**state["fields"], **changes.pop("fields", {})}
        proposal: Proposal = {
            "id": uuid.uuid4().hex,
            "document": document_of(TEXT),
            "item": key,
            "action": "accept",
            "seen": None,
            "state": {**state, **changes},  # type: ignore[typeddict-item]
        }
        with open_store(self.path) as store:
            (kept,) = store.append([proposal], reviewer=by)
        assert not isinstance(kept, Conflict)

    def read_all(self) -> None:
        self.decide(DOCUMENT, "read")

    def export(self, *options: object) -> dict[str, Any]:
        target = self.folder / f"gold{len(list(self.folder.glob('gold*')))}"
        told = call("--to", "gold", "--db", self.path, "-o", target, *options)
        assert told.exit_code == 0, told.stderr
        gold: dict[str, Any] = json.loads((target / "a.json").read_text(encoding="utf-8"))
        self.gold_file = target / "a.json"
        return gold


def _state(item: Item) -> dict[str, Any]:
    return {"layer": item.layer, "start": item.start, "end": item.end, "fields": item.fields}


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.fixture
def reviews(tmp_path: Path) -> Reviews:
    return Reviews(tmp_path)


def texts(gold: dict[str, Any], layer: str) -> list[str]:
    return [row["text"] for row in gold["layers"][layer]]


def test_nothing_decided_is_nothing_judged(reviews: Reviews) -> None:
    gold = reviews.export()
    assert gold["fully_read"] is False
    assert all(rows == [] for rows in gold["layers"].values())
    assert gold["hard_negatives"] == {}


def test_accepted_and_rejected(reviews: Reviews) -> None:
    reviews.decide(reviews.key("people", "何一苇"))
    reviews.decide(reviews.key("dates", "2022年"), "rejected")
    gold = reviews.export()
    assert texts(gold, "people") == ["何一苇"]
    assert texts(gold, "dates") == []
    assert gold["hard_negatives"]["dates"] == [
        {"source_start": 14, "source_end": 19, "text": "2022年", "rule": "rule.a", "confidence": 0.9}
    ]


def test_changed_borders_and_fields(reviews: Reviews) -> None:
    key = reviews.key("dates", "2022年")
    start = TEXT.index("2022年")
    reviews.decide(key, start=start, end=start + 7, fields={"value": "2022-12"})
    gold = reviews.export()
    assert [(row["text"], row["value"]) for row in gold["layers"]["dates"]] == [("2022年年内", "2022-12")]
    assert gold["hard_negatives"] == {}


def test_another_layer_makes_the_old_one_a_hard_negative(reviews: Reviews) -> None:
    reviews.decide(reviews.key("organizations", "青川市水利局"), layer="people", fields={"name": "青川"})
    gold = reviews.export()
    assert texts(gold, "people") == ["青川市水利局"]
    assert [row["text"] for row in gold["hard_negatives"]["organizations"]] == ["青川市水利局"]


def test_what_was_added(reviews: Reviews) -> None:
    start = TEXT.index("年内")
    reviews.decide(
        key_of("dates", start, start + 2),
        **{"layer": "dates", "start": start, "end": start + 2},
        fields={"type": "DATE", "value": "2022", "start_date": "2022-01-01", "end_date": "2022-12-31"},
    )
    assert texts(reviews.export(), "dates") == ["年内"]


@pytest.mark.parametrize("with_owner", [True, False])
def test_a_goal_with_its_indicator_owner_and_whole(reviews: Reviews, with_owner: bool) -> None:
    """Whether its owner's mention was judged too makes no difference."""
    if with_owner:
        reviews.decide(reviews.key("organizations", "青川市水利局"))
    reviews.decide(reviews.key("goals", "120座"))
    reviews.decide(reviews.key("goals", "2亿元"), fields={"status": "target"})
    target, result = reviews.export()["layers"]["goals"]
    assert target["indicator"]["text"] == "泵站"
    assert (target["owner"], target["deadline"]) == ("青川市水利局", ["2022-01-01", "2022-12-31"])
    assert (result["status"], result["of"]) == ("target", [target["source_start"], target["source_end"]])


def post_key(reviews: Reviews) -> str:
    return next(key for key in reviews.items if key.startswith("posts:"))


def decide_mentions(reviews: Reviews) -> None:
    for layer, phrase in (("people", "何一苇"), ("positions", "局长"), ("organizations", "青川市水利局")):
        reviews.decide(reviews.key(layer, phrase))


@pytest.mark.parametrize(
    ("verdict", "fields", "expected"),
    [
        (None, {}, (["何一苇"], "青川市水利局")),
        ("accepted", {}, (["何一苇"], "青川市水利局")),
        ("rejected", {}, ([], "青川市水利局")),
        ("accepted", {"organization": "青川市政府"}, (["何一苇"], "青川市政府")),
        ("accepted", {"organization": None}, (["何一苇"], None)),
    ],
)
def test_posts(
    reviews: Reviews, verdict: str | None, fields: dict[str, Any], expected: tuple[list[str], str | None]
) -> None:
    decide_mentions(reviews)
    if verdict is not None:
        reviews.decide(post_key(reviews), verdict, fields=fields)
    (position,) = reviews.export()["layers"]["positions"]
    assert (position["people"], position["organization"]) == expected


def test_a_post_whose_person_nobody_judged_keeps_its_holder(reviews: Reviews) -> None:
    reviews.decide(reviews.key("positions", "局长"))
    (position,) = reviews.export()["layers"]["positions"]
    assert position["people"] == ["何一苇"]


def test_of_a_text_that_was_read_what_is_open_is_optional(reviews: Reviews) -> None:
    reviews.decide(reviews.key("people", "何一苇"))
    reviews.read_all()
    gold = reviews.export()
    assert gold["fully_read"] is True
    assert "optional" not in gold["layers"]["people"][0]
    assert gold["layers"]["dates"][0]["optional"] is True


def test_a_dispute_is_optional_too_where_the_text_was_read(reviews: Reviews) -> None:
    key = reviews.key("people", "何一苇")
    reviews.decide(key, by="ann")
    reviews.decide(key, "rejected", by="bo")
    assert texts(reviews.export(), "people") == []
    reviews.read_all()
    (person,) = reviews.export()["layers"]["people"]
    assert person["optional"] is True


def test_evaluate_figures_precision_of_what_was_judged(reviews: Reviews) -> None:
    (reviews.folder / "a.txt").write_bytes(SOURCE.encode())
    records = write(reviews.folder / "records.jsonl", [reviews.record])
    reviews.decide(reviews.key("people", "何一苇"))
    reviews.decide(reviews.key("dates", "2022年"), "rejected")
    reviews.export()
    evaluation = evaluate_files(records, [reviews.gold_file], reviews.folder)
    table = evaluation.table()
    assert table["people.strict"]["p"] == 1.0
    assert table["dates.strict"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "pred": 1, "gold": 0}
    assert table["organizations.strict"]["pred"] == 0
    assert {(outcome.layer, outcome.right) for outcome in evaluation.outcomes} == {
        ("people", True),
        ("dates", False),
    }


@pytest.mark.parametrize(
    "arguments", [(), ("--db", "missing.sqlite"), ("records.jsonl", "--db", "review.sqlite")]
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert call(*arguments, "--to", "gold", "-o", tmp_path / "gold").exit_code == USAGE


def test_other_formats_need_records(tmp_path: Path) -> None:
    told = call("--to", "brat", "-o", tmp_path / "brat")
    assert told.exit_code == USAGE
    assert "there are no records to export" in told.stderr
