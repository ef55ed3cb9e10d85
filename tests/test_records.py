"""What the whole pipeline writes of our own articles: valid records, whose offsets hold what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.run import Settings, run
from pipeline.schema import schema
from tests.readers.reading import read_good

ARTICLES = Path(__file__).parents[1] / "seeds" / "articles"
LAYERS = ("people", "positions", "organizations", "dates", "goals", "results")

Record = dict[str, Any]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    out = tmp_path_factory.mktemp("records") / "out.jsonl"
    counts = run([str(ARTICLES)], Settings(out, words=False, quiet=True))
    assert counts.rejected == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def sources(records: list[Record]) -> dict[str, str]:
    uris = {record["source"]["uri"] for record in records}
    return {uri: read_good(uri)[0].text for uri in uris}


def mentions(record: Record) -> Iterator[Record]:
    """Yield every mention of a record, those inside of goals too."""
    for layer in LAYERS:
        for item in record[layer]:
            if "quantity" in item:
                yield item["quantity"]
                yield from filter(None, [item["indicator"]])
            else:
                yield item


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_article_has_a_record(records: list[Record]) -> None:
    uris = {Path(record["source"]["uri"]).name for record in records if record["kind"] == "article"}
    assert uris == {path.name for path in ARTICLES.glob("*.txt")}


def test_every_record_is_valid(records: list[Record]) -> None:
    checker = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    faults = [
        f"{record['id']}: {error.message}" for record in records for error in checker.iter_errors(record)
    ]
    assert faults == []


def test_offsets_hold_what_they_say(records: list[Record], sources: dict[str, str]) -> None:
    for record in records:
        source = sources[record["source"]["uri"]]
        for mention in mentions(record):
            assert record["text"][mention["start"] : mention["end"]] == mention["text"]
            in_source = source[mention["source_start"] : mention["source_end"]]
            assert squeezed(in_source) == squeezed(mention["text"]), mention


def test_ids_are_unique(records: list[Record]) -> None:
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        ids = [item["id"] for layer in LAYERS for item in record[layer]]
        assert len(set(ids)) == len(ids)


def test_posts_name_their_evidence(records: list[Record]) -> None:
    for record in records:
        mentions_by_id = {item["id"]: item for layer in LAYERS[:4] for item in record[layer]}
        for post in record["posts"]:
            evidence = post["evidence"]
            position = mentions_by_id[evidence["position"]]
            assert mentions_by_id[evidence["person"]]["name"] == post["person"]
            assert squeezed(position["text"]) == post["position"]
            assert post["person"] in position["people"]
            assert post["organization"] == position["organization"]
            assert evidence["start"] <= position["start"] < position["end"] <= evidence["end"]


def test_every_holder_of_a_position_has_a_post(records: list[Record]) -> None:
    for record in records:
        stated = {(post["evidence"]["position"], post["person"]) for post in record["posts"]}
        held = {(position["id"], person) for position in record["positions"] for person in position["people"]}
        assert stated == held


def test_what_a_statement_describes_is_another_of_its_record(records: list[Record]) -> None:
    described = 0
    for record in records:
        statements = {goal["id"]: goal for goal in (*record["goals"], *record["results"])}
        for goal in statements.values():
            if goal["of"] is not None:
                described += 1
                assert statements[goal["of"]]["of"] != goal["id"] != goal["of"]
    assert described


def test_goals_and_results_are_told_apart(records: list[Record]) -> None:
    assert {goal["status"] for record in records for goal in record["goals"]} <= {"target"}
    assert {goal["status"] for record in records for goal in record["results"]} <= {"achieved"}
