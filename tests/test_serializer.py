"""From Doc to record: ids, offsets in the text and in the source, what is left out."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.build import make_doc
from pipeline.clean.article import Article
from pipeline.readers.source import Source
from pipeline.serializer import to_record

PAGE = "《临溪日报》\n市委书记周 望岳3月5日\n说，今年新建智慧工厂3 00家。"
TEXT = "市委书记周望岳3月5日说，今年新建智慧工厂300家。"
OFFSETS = [i for i, char in enumerate(PAGE) if i > 6 and not char.isspace()]


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(uri="pages/a.txt", text=PAGE, id="0123456789abcdef", sha256="f" * 64)


@pytest.fixture(scope="module")
def article() -> Article:
    return Article(
        text=TEXT,
        offsets=OFFSETS,
        kind="article",
        title="智慧工厂",
        published="2022-03-06",
        published_basis="masthead",
    )


@pytest.fixture(scope="module")
def record(nlp: Language, source: Source, article: Article) -> dict[str, Any]:
    assert "".join(PAGE[i] for i in OFFSETS) == TEXT
    return dict(to_record(nlp(make_doc(nlp, article)), article, source, 2))


def test_the_record_says_what_its_article_is(record: dict[str, Any]) -> None:
    said = {"id", "kind", "title", "published", "published_basis", "text", "source"}
    assert {key: record[key] for key in said} == {
        "id": "0123456789abcdef-2",
        "kind": "article",
        "title": "智慧工厂",
        "published": "2022-03-06",
        "published_basis": "masthead",
        "text": TEXT,
        "source": {"uri": "pages/a.txt", "sha256": "f" * 64, "start": 7, "end": len(PAGE)},
    }


def test_a_mention_points_at_the_text_and_at_the_source(record: dict[str, Any]) -> None:
    (person,) = record["people"]
    assert (person["id"], person["text"], person["name"]) == ("p1", "周望岳", "周望岳")
    assert TEXT[person["start"] : person["end"]] == "周望岳"
    assert PAGE[person["source_start"] : person["source_end"]] == "周 望岳"


def test_a_mention_says_who_found_it_and_how_sure_it_is(record: dict[str, Any]) -> None:
    (person,) = record["people"]
    assert person["rule"].split("+")[0] == "person.after_title"
    assert 0 < person["confidence"] <= 1
    assert round(person["confidence"], 4) == person["confidence"]


def test_every_layer_has_ids_of_its_own(record: dict[str, Any]) -> None:
    layers = {"people": "p", "positions": "t", "organizations": "o", "dates": "d"}
    for layer, prefix in layers.items():
        ids = [mention["id"] for mention in record[layer]]
        assert ids == [f"{prefix}{n}" for n in range(1, len(ids) + 1)] != []


def test_attributes_stand_beside_the_mention(record: dict[str, Any]) -> None:
    (position,), first_date = record["positions"], record["dates"][0]
    assert position["people"] == ["周望岳"]
    assert (first_date["type"], first_date["value"]) == ("DATE", "2022-03-05")


def test_a_goal_stands_by_its_status(record: dict[str, Any]) -> None:
    assert [goal["status"] for goal in record["goals"]] == ["target"] * len(record["goals"])
    assert [goal["status"] for goal in record["results"]] == ["achieved"] * len(record["results"])
    (goal,) = record["goals"] + record["results"]
    quantity = goal["quantity"]
    assert (goal["id"], quantity["id"]) == ("g1", "q1")
    assert (quantity["text"], quantity["value"], quantity["unit"]) == ("300家", 300, "家")
    assert PAGE[quantity["source_start"] : quantity["source_end"]] == "3 00家"
    assert TEXT[goal["sentence"]["start"] : goal["sentence"]["end"]].endswith("300家。")


def test_the_indicator_is_a_mention_too(record: dict[str, Any]) -> None:
    (goal,) = record["goals"] + record["results"]
    indicator = goal["indicator"]
    assert (indicator["id"], indicator["text"]) == ("i1", "智慧工厂")
    assert PAGE[indicator["source_start"] : indicator["source_end"]] == "智慧工厂"


def test_a_quantity_that_no_linker_has_seen_is_left_out(
    nlp: Language, source: Source, article: Article
) -> None:
    with nlp.select_pipes(disable=["goal_linker"]):
        unlinked = to_record(nlp(make_doc(nlp, article)), article, source, 1)
    assert (unlinked["goals"], unlinked["results"]) == ([], [])
    assert unlinked["people"]


def test_an_empty_article_is_an_empty_record(nlp: Language, source: Source) -> None:
    empty = Article(text="", offsets=(), kind="other")
    record = to_record(nlp(make_doc(nlp, empty)), empty, source, 1)
    assert record["source"] == {"uri": source.uri, "sha256": source.sha256, "start": 0, "end": 0}
    assert (record["text"], record["people"], record["goals"]) == ("", [], [])


def test_a_doc_that_nobody_resolved_has_no_mentions(nlp: Language, source: Source, article: Article) -> None:
    record = to_record(make_doc(nlp, article), article, source, 1)
    assert not any(record[layer] for layer in ("people", "positions", "organizations", "dates", "goals"))


def test_the_record_is_plain_data(record: dict[str, Any]) -> None:
    def kinds(value: object) -> set[type]:
        if isinstance(value, dict):
            return {dict}.union(*(kinds(part) for part in value.values()))
        if isinstance(value, list):
            return {list}.union(*(kinds(part) for part in value))
        return {type(value)}

    assert kinds(record) <= {dict, list, str, int, float, bool, type(None)}
    assert not any(isinstance(value, Doc) for value in record.values())
