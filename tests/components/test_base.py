"""What recognizers share: candidates on the Doc, offsets on any grid, rows that are saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.components.base import (
    Candidate,
    PatternComponent,
    record_candidates,
    register_extensions,
    set_by_span,
    text_of,
    token_range,
)
from pipeline.errors import RowError
from pipeline.layers import LAYERS
from pipeline.rows import PatternRow

GRID = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}


class Greetings(PatternComponent):
    """A recognizer of three words, to see what every recognizer inherits."""

    label = "PERSON"
    patterns_file = "patterns/people.jsonl"
    row_type = PatternRow

    def __init__(self, name: str, rows: list[PatternRow]) -> None:
        self.name = name
        self.initialize(rows)

    def prepare(self) -> None:
        self.words = {row.expression: row for row in self.rows}

    def find(self, doc: Doc) -> Iterable[Candidate]:
        text = text_of(doc)
        for word, row in self.words.items():
            if (start := text.find(word)) >= 0:
                yield Candidate(start, start + len(word), row.id, row.confidence)


def row(word: str, confidence: float = 0.9) -> PatternRow:
    return PatternRow(f"greeting.{word}", word, confidence, f"⟦{word}⟧", "再见")


@pytest.fixture(scope="module")
def grid() -> Language:
    return spacy.blank("zh", config=GRID)


def test_candidates_are_sorted_and_scored(grid: Language) -> None:
    doc = Greetings("greetings", [row("你好", 0.6), row("早", 0.9)])(grid.make_doc("早，你好"))
    group = doc.spans["greetings"]
    assert [(span.text, span.label_, span.id_) for span in group] == [
        ("早", "PERSON", "greeting.早"),
        ("你好", "PERSON", "greeting.你好"),
    ]
    assert group.attrs["scores"] == [0.9, 0.6]


def test_running_twice_replaces_the_first_run(grid: Language) -> None:
    greetings = Greetings("greetings", [row("你好")])
    doc = greetings(grid.make_doc("你好"))
    once = doc.to_bytes()
    assert greetings(doc).to_bytes() == once


def test_of_the_same_boundaries_the_surer_stays_the_first_of_equals() -> None:
    weak, sure, late = Candidate(0, 2, "a", 0.5), Candidate(0, 2, "b", 0.9), Candidate(0, 2, "c", 0.9)
    assert set_by_span([weak, sure, late]) == {(0, 2): sure}


def test_attributes_are_on_the_span_of_the_layer(grid: Language) -> None:
    doc = grid.make_doc("周望岳")
    record_candidates(doc, "mine", "PERSON", [Candidate(0, 3, "a", 0.9, {"name": "周望岳"})])
    assert doc.spans["mine"][0]._.person == {"name": "周望岳"}
    assert doc[0:2]._.person is None


def test_the_text_is_joined_once(grid: Language) -> None:
    doc = grid.make_doc("市委 市政府")
    assert text_of(doc) is text_of(doc)
    plain = Doc(doc.vocab, words=["市", "委"], spaces=[False, False])
    assert text_of(plain) == "市委"


@given(st.text(st.sampled_from("市长 \n　王a1，😀"), max_size=30), st.data())
def test_spacys_own_grid_gives_the_tokens_that_hold_the_characters(text: str, data: st.DataObject) -> None:
    doc = PLAIN.make_doc(text)
    if len(doc) == 0:
        return
    start = data.draw(st.integers(0, len(doc.text) - 1))
    end = data.draw(st.integers(start + 1, len(doc.text)))
    first, last = token_range(doc, start, end)
    span = doc[first:last]
    assert span.start_char <= start
    assert span.end_char >= len(doc.text[:end].rstrip())
    assert doc[first].idx + len(doc[first].text_with_ws) > start


PLAIN = spacy.blank("zh")


def test_extensions_can_be_registered_again() -> None:
    register_extensions()
    assert all(Span.has_extension(layer.attribute) for layer in LAYERS)
    assert Doc.has_extension("dct")
    assert Doc.has_extension("article")


def test_rows_are_saved_and_read_again(tmp_path: Path) -> None:
    rows = [row("你好"), row("早")]
    greetings = Greetings("greetings", rows)
    greetings.to_disk(tmp_path / "rows.jsonl")
    again = Greetings("greetings", [])
    again.from_disk(tmp_path / "rows.jsonl")
    assert [asdict(one) for one in again.rows] == [asdict(one) for one in rows]
    assert set(again.words) == {"你好", "早"}
    assert Greetings("greetings", []).from_bytes(greetings.to_bytes()).rows == rows


def test_a_saved_row_that_is_malformed_is_named() -> None:
    broken = b'{"id": "greeting.x", "expresion": "x"}'
    with pytest.raises(RowError, match=r"greetings:1: unknown key 'expresion'"):
        Greetings("greetings", []).from_bytes(broken)


def test_a_recognizer_must_say_how_it_finds() -> None:
    with pytest.raises(TypeError, match="abstract"):
        PatternComponent("nothing")  # type: ignore[abstract]
