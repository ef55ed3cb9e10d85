"""Documents to articles: long ones come in windows whose offsets are those of the source."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import annotate as annotate_module
from pipeline.annotate import Outcome, annotate
from pipeline.articles import WINDOW, articles_of
from pipeline.readers.source import Source
from pipeline.record_checks import mentions, parse_record

HEAD = "青川市召开重点项目建设推进会\n\n晨报青川3月21日讯 3月20日，青川市委书记何一苇出席会议并讲话。\n"
PARAGRAPH = "　　会议指出，今年云溪区将新建重点项目300个，总投资417亿元，同比增长12.5%。\n"


def source(text: str) -> Source:
    return Source(uri="a.txt", text=text, id="a", sha256="0" * 64)


def test_an_article_that_fits_is_one() -> None:
    ((read, written),) = articles_of(source(HEAD))
    assert read is written


def test_a_long_article_is_cut_between_paragraphs() -> None:
    text = HEAD + PARAGRAPH * 20
    first, *rest = (window.written for window in articles_of(source(text), longest=200))
    assert len(rest) > 3
    assert {window.title for window in (first, *rest)} == {"青川市召开重点项目建设推进会"}
    assert {window.published for window in (first, *rest)} == {first.published}
    assert all(window.text.endswith("。") and window.text.startswith("会议") for window in rest)
    assert first.zones[0].name == "title"
    assert [zone.name for zone in rest[0].zones] == ["body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙丙丁。" * 5, ["甲乙丙丁。甲乙丙丁。", "甲乙丙丁。甲乙丙丁。", "甲乙丙丁。"]),
        ("甲乙丙丁戊" * 5, ["甲乙丙丁戊甲乙丙丁戊甲乙"] * 2 + ["甲"]),
    ],
)
def test_without_paragraphs_it_is_cut_at_sentences_or_anywhere(text: str, expected: list[str]) -> None:
    windows = [window.written.text for window in articles_of(source(text), longest=12)]
    assert [len(window) for window in windows] == [len(window) for window in expected]
    assert "".join(windows) == text


TEXTS = st.lists(
    st.sampled_from(["青川市", "。", "\n", "\r\n", "　", "会议指出，", "300个项目", "會議們說這"]), min_size=1
)


@given(TEXTS, st.integers(2, 40))
def test_windows_hold_every_character_once_and_where_it_stands(pieces: list[str], longest: int) -> None:
    text = "".join(pieces)
    whole, parts = articles_of(source(text)), articles_of(source(text), longest=longest)
    assert [offset for part in parts for offset in part.written.offsets if not text[offset].isspace()] == [
        offset for article in whole for offset in article.written.offsets if not text[offset].isspace()
    ]
    for part in parts:
        assert 0 < len(part.read.text) == len(part.written.text) == len(part.written.offsets) <= longest
        assert all(a < b for a, b in pairwise(part.written.offsets))
        assert all(0 <= zone.start < zone.end <= len(part.read.text) for zone in part.written.zones)
        for char, offset in zip(part.written.text, part.written.offsets, strict=True):
            assert char == text[offset] or (char == "\n" and text[offset] in "\r\n")


def outcome_of(nlp: Language, text: str) -> Outcome:
    """Annotate a text; every record is checked, and every mention stands where it says."""
    (outcome,) = annotate(nlp, [source(text)])
    assert outcome.rejection is None
    for number, record in enumerate(outcome.records, 1):
        checked = parse_record(json.dumps(record).encode(), place="a", number=number)
        for _, mention in mentions(checked):
            assert text[mention["source_start"] : mention["source_end"]] == mention["text"]
    return outcome


def test_records_of_windows(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotate_module, "WINDOW", 1000)
    outcome = outcome_of(nlp, HEAD + PARAGRAPH * 100)
    assert [record["id"] for record in outcome.records] == [f"a-{n}" for n in range(1, 6)]
    assert sum(len(record["goals"]) for record in outcome.records) == 300
    assert max(len(record["text"]) for record in outcome.records) <= 1000


@pytest.mark.slow
def test_a_document_of_a_million_characters(nlp: Language) -> None:
    """Twice the text takes about twice the time."""
    text = (HEAD + PARAGRAPH * 25_000)[:1_000_000]
    taken = []
    for part in (text[:500_000], text):
        started = time.process_time()
        outcome = outcome_of(nlp, part)
        taken.append(time.process_time() - started)
    assert max(len(record["text"]) for record in outcome.records) <= WINDOW
    assert sum(len(record["goals"]) for record in outcome.records) > 50_000
    assert taken[1] < 3 * taken[0]
