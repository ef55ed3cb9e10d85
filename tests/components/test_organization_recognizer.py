"""Bodies: cases as data, the examples of every pattern row, borders, and texts made to be slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.organization_recognizer import (
    Body,
    OrganizationRecognizer,
    extend_left,
    join,
    longest,
    township_start,
)
from pipeline.knowledge.places import page_places
from pipeline.rows import PatternRow, unmark
from tests.marked import attributes, each_case, each_row, found_by, offsets, repeated

KEY = "organization_recognizer"
Recognize = Callable[[str], Doc]


@each_case("organizations")
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    text, spans = unmark(case["text"])
    doc = nlp(text)
    assert [text[start:end] for start, end in offsets(doc, "organizations")] == [text[s:e] for s, e in spans]
    assert offsets(doc, "organizations") == spans
    assert [known["name"] for known in attributes(doc, "organizations", "organization")] == case["names"]


@each_row("patterns/organizations.jsonl", PatternRow)
def test_a_row_finds_its_example(recognize: Recognize, row: PatternRow) -> None:
    text, spans = unmark(row.example)
    assert set(spans) <= set(found_by(recognize(text), KEY, row.id))


@each_row("patterns/organizations.jsonl", PatternRow)
def test_a_row_finds_nothing_in_its_counter_example(recognize: Recognize, row: PatternRow) -> None:
    assert found_by(recognize(row.counter_example), KEY, row.id) == []


def test_candidates_carry_their_rule_and_a_confidence(recognize: Recognize) -> None:
    doc = recognize("澄江市委、云岭集团、澄江日报")
    group = doc.spans[KEY]
    assert [span.id_ for span in group] == ["org.party_committee", "org.company", "org.media"]
    assert all(0.5 < score < 1 for score in group.attrs["scores"])


def test_a_body_that_only_its_grammar_shows_is_less_sure(recognize: Recognize) -> None:
    named, placed = recognize("云岭集团、成都集团").spans[KEY].attrs["scores"]
    assert named < placed


@pytest.mark.parametrize(
    ("text", "body", "whole"),
    [
        ("到淄博市委报到", "市委", "淄博市委"),
        ("到山东省淄博市委报到", "市委", "山东省淄博市委"),
        ("到中共淄博市委报到", "市委", "中共淄博市委"),
        ("到市委报到", "市委", "市委"),
        ("，云岭镇政府通知", "镇政府", "云岭镇政府"),
        ("，张店区云岭镇政府通知", "镇政府", "张店区云岭镇政府"),
        ("中共", "中共", "中共"),
    ],
)
def test_places_before_a_body_belong_to_it(text: str, body: str, whole: str) -> None:
    start = extend_left(text, text.index(body), page_places(text))
    assert text[start : text.index(body) + len(body)] == whole


@pytest.mark.parametrize(("text", "start"), [("云岭镇", 0), ("，云岭镇", 1), ("岭镇", None), ("镇", None)])
def test_a_township_has_a_name_of_two_or_three_characters(text: str, start: int | None) -> None:
    assert township_start(text, text.index("镇"), page_places(text)) == start


def body(start: int, end: int, confidence: float = 0.9) -> Body:
    return Body(start, end, "org.test", confidence)


def test_what_stands_inside_a_longer_body_is_dropped() -> None:
    assert longest([body(2, 4), body(0, 6), body(6, 8)]) == [body(0, 6), body(6, 8)]


def test_of_overlapping_bodies_the_surer_stays() -> None:
    assert longest([body(0, 4, 0.7), body(2, 6, 0.9)]) == [body(2, 6, 0.9)]
    assert longest([body(0, 4, 0.9), body(2, 6, 0.7)]) == [body(0, 4, 0.9)]


def test_a_body_and_its_part_are_one() -> None:
    text = "澄江日报云岭融媒体中心、市委市政府"
    assert join(text, [body(0, 4), body(4, 11, 0.8)]) == [body(0, 11, 0.8)]
    assert join(text, [body(12, 14), body(14, 17)]) == [body(12, 14), body(14, 17)]


def test_other_rows_can_be_given() -> None:
    recognizer = OrganizationRecognizer("guilds")
    row = PatternRow("org.guild", "[\\p{Han}]{2}行会", 0.9, "⟦织工行会⟧", "行会")
    recognizer.initialize([row])
    doc = recognizer(spacy.blank("zh")("织工行会成立"))
    assert [(span.text, span.id_) for span in doc.spans["guilds"]] == [("织工行会", "org.guild")]


SLOW = ["市", "市委", "局", "淄博", "集团", "中共", "驻市林业", "共青团", "成立市", "镇政府", "（", "“"]


@pytest.mark.parametrize("near_miss", SLOW)
def test_long_near_misses_come_to_an_end(nlp: Language, near_miss: str) -> None:
    doc = nlp.make_doc(repeated(near_miss, 20_000))
    assert KEY in nlp.get_pipe(KEY)(doc).spans


def test_a_hundred_thousand_characters_come_to_an_end(nlp: Language) -> None:
    doc = nlp.make_doc(repeated("市委托市民部门中心城区驻市林业共青团员成立三年，局面打开集团化"))
    assert KEY in nlp.get_pipe(KEY)(doc).spans
