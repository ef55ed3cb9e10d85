"""The schema of a record: it is valid, it accepts what is right and refuses what is not."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.layers import LAYERS
from pipeline.schema import schema

MENTION = {
    "id": "p1",
    "text": "何一苇",
    "start": 0,
    "end": 3,
    "source_start": 5,
    "source_end": 8,
    "confidence": 0.9,
    "rule": "people.list",
}
PERIOD = {"start_date": "2022-01-01", "end_date": "2022-12-31"}
GOAL = {
    "id": "g1",
    "status": "target",
    "quantity": {
        **MENTION,
        "value": 300,
        "value_max": None,
        "unit": "亩",
        "comparator": "=",
        "value_si": 200_000,
        "value_max_si": None,
        "unit_si": "m2",
        "currency": None,
    },
    "indicator": MENTION,
    "action": "抓好",
    "change": "level",
    "deadline": PERIOD,
    "of": None,
    "owner": None,
    "sentence": {"start": 0, "end": 9},
}
POST = {
    "id": "h1",
    "person": "何一苇",
    "position": "市委书记",
    "organization": "青川市委",
    "level": "市",
    "status": "current",
    "time": {"value": "2021-09", "start_date": "2021-09-01", "end_date": "2021-09-30"},
    "evidence": {
        "person": "p1",
        "position": "t1",
        "organization": "o1",
        "date": None,
        "start": 0,
        "end": 9,
    },
}
RECORD: dict[str, Any] = {
    "schema_version": "1.0",
    "id": "n-1",
    "source": {"uri": "a.txt", "sha256": "0" * 64, "start": 0, "end": 9},
    "kind": "article",
    "title": None,
    "published": "2022-09-14",
    "published_basis": "metadata",
    "place": {"name": "青川市", "code": None, "basis": "text"},
    "text": "何一苇说",
    "people": [{**MENTION, "name": "何一苇"}],
    "positions": [{**MENTION, "people": ["何一苇"], "organization": None}],
    "organizations": [
        {
            **MENTION,
            "name": "青川市委",
            "canonical": "中共青川市委员会",
            "kind": "party",
            "place": "青川市",
            "code": None,
            "parent": None,
        }
    ],
    "posts": [POST],
    "dates": [{**MENTION, "type": "DATE", "value": "2022", **PERIOD}],
    "goals": [GOAL],
    "results": [{**GOAL, "status": "achieved", "indicator": None, "deadline": None}],
    "warnings": [{"code": "impossible_date", "message": "no such day", "start": 0, "end": 5}],
}
CHECKER = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the record with one member changed; a path reads ``people.0.name``."""
    record = copy.deepcopy(RECORD)
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    inner: Any = record
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return record


def test_it_is_a_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema()["$id"] == "urn:mubiao:record:1.0"
    assert schema()["title"] == "Record"


def test_a_right_record_is_valid() -> None:
    assert list(CHECKER.iter_errors(RECORD)) == []


def test_every_layer_has_its_place() -> None:
    assert {layer.name for layer in LAYERS} <= schema()["properties"].keys()


def test_it_is_the_same_each_time() -> None:
    assert schema() == schema()


WRONG = [
    ("schema_version", "0.9"),
    ("id", ""),
    ("text", ""),
    ("kind", "advert"),
    ("further", 1),
    ("published", "14 Sep 2022"),
    ("published", "2022-02-30"),
    ("published_basis", "guess"),
    ("source.sha256", "abc"),
    ("source.start", -1),
    ("people.0.name", None),
    ("people.0.start", 1.5),
    ("people.0.confidence", 1.2),
    ("people.0.rule", ""),
    ("people.0.further", 1),
    ("positions.0.people", "何一苇"),
    ("organizations.0.code", "37a"),
    ("organizations.0.kind", ""),
    ("place.basis", "guess"),
    ("place.code", "370"),
    ("posts.0.level", "镇"),
    ("posts.0.status", "retired"),
    ("posts.0.time.start_date", "2021-09"),
    ("posts.0.evidence.person", None),
    ("dates.0.type", "POINT"),
    ("dates.0.end_date", "2022"),
    ("goals.0.status", "planned"),
    ("goals.0.change", "more"),
    ("goals.0.quantity.value", "300"),
    ("goals.0.quantity.comparator", ">"),
    ("goals.0.quantity.value_si", "200000"),
    ("goals.0.quantity.unit_si", ""),
    ("goals.0.quantity.currency", "yuan"),
    ("goals.0.deadline.start_date", "soon"),
    ("goals.0.of", ["g2"]),
    ("goals.0.sentence.end", -3),
    ("warnings.0.code", "odd"),
    ("warnings.0.message", ""),
    ("warnings.0.end", None),
]


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_a_wrong_record_is_refused(path: str, value: object) -> None:
    errors = list(CHECKER.iter_errors(changed(path, value)))
    assert errors


@pytest.mark.parametrize("key", list(RECORD))
def test_every_key_is_required(key: str) -> None:
    record = copy.deepcopy(RECORD)
    del record[key]
    assert list(CHECKER.iter_errors(record))
