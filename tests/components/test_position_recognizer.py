"""Titles: cases as data, the examples of every pattern row, words that only look like titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.position_recognizer import PositionRow
from pipeline.rows import unmark
from tests.marked import attributes, each_case, each_row, found_by, offsets, repeated

KEY = "position_recognizer"
Recognize = Callable[[str], Doc]


@each_case("positions")
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    text, spans = unmark(case["text"])
    doc = nlp(text)
    assert [text[start:end] for start, end in offsets(doc, "positions")] == [text[s:e] for s, e in spans]
    assert offsets(doc, "positions") == spans
    posts = [[known["people"], known["organization"]] for known in attributes(doc, "positions", "position")]
    assert posts == case["posts"]


@each_row("patterns/positions.jsonl", PositionRow)
def test_a_row_finds_its_example(recognize: Recognize, row: PositionRow) -> None:
    text, spans = unmark(row.example)
    assert set(spans) <= set(found_by(recognize(text), KEY, row.id))


@each_row("patterns/positions.jsonl", PositionRow)
def test_a_row_finds_nothing_in_its_counter_example(recognize: Recognize, row: PositionRow) -> None:
    assert found_by(recognize(row.counter_example), KEY, row.id) == []


@each_row("patterns/positions.jsonl", PositionRow)
def test_a_title_that_needs_a_holder_does_not_stand_alone(row: PositionRow) -> None:
    assert (row.confidence < 0.5) == row.holder


LONG_WORDS = ["全市长期坚持", "社区长效机制", "街区长廊", "沿江县长江大桥", "全路长达十里"]


@pytest.mark.parametrize("text", LONG_WORDS)
def test_long_is_no_chief(recognize: Recognize, text: str) -> None:
    assert offsets(recognize(text), KEY) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("副市长江文涛", "副市长"),
        ("临溪市市长江文涛", "市长"),
        ("代县长龙海生", "代县长"),
        ("市长龙海生", "市长"),
    ],
)
def test_a_chief_may_have_a_surname_that_makes_a_word_with_long(
    recognize: Recognize, text: str, title: str
) -> None:
    assert [text[start:end] for start, end in offsets(recognize(text), KEY)] == [title]


@pytest.mark.parametrize("text", ["记者站", "局长办公会", "主任们", "部长级", "委员会", "教授团"])
def test_longer_words_are_no_titles(recognize: Recognize, text: str) -> None:
    assert offsets(recognize(text), KEY) == []


def test_the_longest_reading_of_a_title_counts(recognize: Recognize) -> None:
    text = "市委改革办常务副主任、原党组副书记"
    titles = [text[start:end] for start, end in offsets(recognize(text), KEY)]
    assert titles == ["常务副主任", "原党组副书记"] or titles == ["常务副主任", "党组副书记"]


SLOW = ["副", "书记、", "市委书记", "长", "主任", "一级二级三级", "首席"]


@pytest.mark.parametrize("near_miss", SLOW)
def test_long_near_misses_come_to_an_end(nlp: Language, near_miss: str) -> None:
    doc = nlp.make_doc(repeated(near_miss, 20_000))
    assert KEY in nlp.get_pipe(KEY)(doc).spans


def test_a_hundred_thousand_characters_come_to_an_end(nlp: Language) -> None:
    doc = nlp.make_doc(repeated("副首席高级一级二级主任务，局长办公会，市长期坚持，常务专职执行第一名誉"))
    assert KEY in nlp.get_pipe(KEY)(doc).spans
