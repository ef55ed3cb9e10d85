"""People: cases as data, the examples of every cue, names again, and lists that are long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.person_recognizer import PersonRecognizer, PersonRow
from pipeline.rows import unmark
from tests.marked import attributes, each_case, each_row, found_by, offsets, repeated

KEY = "person_recognizer"
Recognize = Callable[[str], Doc]


@each_case("people")
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    text, spans = unmark(case["text"])
    doc = nlp(text)
    assert [text[start:end] for start, end in offsets(doc, "people")] == [text[s:e] for s, e in spans]
    assert offsets(doc, "people") == spans
    assert [known["name"] for known in attributes(doc, "people", "person")] == case["names"]


@each_row("patterns/people.jsonl", PersonRow)
def test_a_row_finds_its_example(recognize: Recognize, row: PersonRow) -> None:
    text, spans = unmark(row.example)
    assert set(spans) <= set(found_by(recognize(text), KEY, row.id))


@each_row("patterns/people.jsonl", PersonRow)
def test_a_row_finds_nothing_in_its_counter_example(recognize: Recognize, row: PersonRow) -> None:
    assert found_by(recognize(row.counter_example), KEY, row.id) == []


def test_a_known_name_is_found_wherever_it_stands_again(recognize: Recognize) -> None:
    doc = recognize("市委书记周望岳到会。\n群众念叨着周望岳的好。")
    assert [span.id_ for span in doc.spans[KEY]] == ["person.after_title", "person.again"]


def test_no_rule_is_surer_than_it_says(recognize: Recognize) -> None:
    recognizer = PersonRecognizer(KEY)
    most = {row.id: row.confidence for row in recognizer.rows} | {"person.again": 0.95}
    doc = recognize("市委书记周望岳到会。周望岳说，市领导郑清源、盖卫民来了。记者 赵文斌 报道")
    group = doc.spans[KEY]
    assert all(0 < score <= most[span.id_] for span, score in zip(group, group.attrs["scores"], strict=True))


def test_without_titles_found_before_their_heads_serve() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(KEY)
    doc = nlp("县委书记周望岳到会。")
    assert [span.text for span in doc.spans[KEY]] == ["周望岳"]


def test_a_list_of_hundreds_of_names_is_read_once(nlp: Language) -> None:
    given_names = ("建国", "志强", "秀英", "文斌")
    names = [surname + given for surname in "王李张刘陈杨赵黄周吴" for given in given_names]
    doc = nlp("市领导" + "、".join(names * 25) + "出席。")
    assert len(doc.spans["people"]) == len(names) * 25
    (post,) = doc.spans["positions"]
    assert post._.position["people"] == names


SLOW = ["王", "周好、", "王 ", "买买提·", "拟任主任", "王好：", "，男", "市长李强说，", "任命", "（"]


@pytest.mark.parametrize("near_miss", SLOW)
def test_long_near_misses_come_to_an_end(nlp: Language, near_miss: str) -> None:
    doc = nlp.make_doc(repeated(near_miss, 20_000))
    for name in ("organization_recognizer", "position_recognizer", KEY):
        doc = nlp.get_pipe(name)(doc)
    assert KEY in doc.spans


def test_a_hundred_thousand_characters_come_to_an_end(nlp: Language) -> None:
    near_misses = "任命书为蓝色，王书记说：和平年代，高峰论坛（附图）拟任主任买买提·，男，图片由"
    doc = nlp.make_doc(repeated(near_misses))
    assert KEY in nlp.get_pipe(KEY)(doc).spans
