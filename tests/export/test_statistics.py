"""Figures of records, and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline import cli
from pipeline.export.reviewed import Decisions, hash_of
from pipeline.export.statistics import CONFIDENCES, LENGTHS, Statistics, count_records
from pipeline.record_checks import mentions
from pipeline.records import Record


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, ["stats", *map(str, arguments)])


def test_every_mention_is_counted_once(records: list[Record]) -> None:
    row = count_records(records).row
    found = [(layer, item) for record in records for layer, item in mentions(record)]
    assert sum(row["labels"].values()) == len(found)
    assert row["labels"]["PERSON"] == sum(len(record["people"]) for record in records)
    assert row["labels"]["QUANTITY"] == row["relations"]["goals"] + row["relations"]["results"]
    assert sum(map(sum, row["confidences"].values())) == len(found)
    assert sum(row["lengths"].values()) == row["records"] == len(records)
    assert row["characters"] == sum(len(record["text"]) for record in records)


def test_shares_are_those_of_the_mentions(records: list[Record]) -> None:
    row = count_records(records).row
    people = [person for record in records for person in record["people"]]
    agreed = sum("+" in person["rule"] for person in people) / len(people)
    assert row["agreement"]["PERSON"] == pytest.approx(agreed, abs=1e-4)
    found = [item for record in records for _, item in mentions(record)]
    tagged = sum("char_tagger" in item["rule"].split("+") for item in found) / len(found)
    assert row["rules"]["char_tagger"] == pytest.approx(tagged, abs=1e-4)
    assert [*row["rules"].values()] == sorted(row["rules"].values(), reverse=True)


@pytest.mark.parametrize(
    ("confidence", "place"), [(0.0, 0), (0.09, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.95, 9), (1.0, 9)]
)
def test_confidences_go_into_tenths(confidence: float, place: int) -> None:
    statistics = Statistics()
    statistics._add_mention("DATE", "date.day", confidence)
    assert statistics.row["confidences"]["DATE"] == [int(step == place) for step in range(CONFIDENCES)]


def test_days_and_reviewed_items_are_told(records: list[Record]) -> None:
    record = records[1]
    person = record["people"][0]
    key = (hash_of(record["text"]), "people", person["start"], person["end"])
    row = count_records([record], Decisions(frozenset({key}), frozenset(), frozenset())).row
    assert row["first_day"] == row["last_day"] == record["published"]
    assert row["reviewed"] == round(1 / count_records([record]).items, 4)
    assert row["without_items"] == 0


def test_the_command_prints_text_and_json(record_file: Path, records: list[Record]) -> None:
    text, data = call(record_file), call(record_file, "--json")
    assert text.exit_code == data.exit_code == 0
    row = json.loads(data.stdout)
    assert row == count_records(records).row
    assert f"records {len(records):,}" in text.stdout
    assert all(label in text.stdout for label in row["labels"])
    assert [int(length) for length in row["lengths"]] == [*LENGTHS]


def test_what_is_no_record_is_told(record_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(record_file.read_bytes() + b"{}\n")
    told = call(broken)
    assert told.exit_code == cli.REJECTED
    assert "broken.jsonl:" in told.stderr
