from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from pipeline.segmentation.boundaries import mark_boundaries, word_boundaries

TEXT = "市长 出席会议"


@pytest.mark.parametrize(
    ("offsets", "length", "marked"),
    [
        ([(0, 2), (3, 5), (5, 7)], 7, [0, 2, 3, 5, 7]),
        ([(0, 1)], 1, [0, 1]),
        ([], 3, []),
        ([], 0, []),
    ],
)
def test_marks_stand_at_starts_and_ends(
    offsets: list[tuple[int, int]], length: int, marked: list[int]
) -> None:
    marks = mark_boundaries(offsets, length)
    assert len(marks) == length + 1
    assert [i for i, mark in enumerate(marks) if mark] == marked


def make_doc() -> Doc:
    return Doc(Vocab(), words=list(TEXT), spaces=[False] * len(TEXT))


def test_none_where_words_did_not_run() -> None:
    assert word_boundaries(make_doc()) is None


def test_boundaries_are_read_from_the_spans_where_nothing_else_is_known() -> None:
    doc = make_doc()
    spans = [Span(doc, 0, 2), Span(doc, 3, 5), Span(doc, 5, 7)]
    doc.spans["words"] = SpanGroup(doc, name="words", spans=spans)
    assert word_boundaries(doc) == mark_boundaries([(0, 2), (3, 5), (5, 7)], 7)
    assert word_boundaries(Doc(Vocab()).from_bytes(doc.to_bytes())) == word_boundaries(doc)


def test_a_text_without_words_has_no_boundaries() -> None:
    doc = Doc(Vocab(), words=[" ", "\n"], spaces=[False, False])
    doc.spans["words"] = SpanGroup(doc, name="words", spans=[])
    assert word_boundaries(doc) == b"\0\0\0"
