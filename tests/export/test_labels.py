"""Labels and the flattening of overlaps: the rule is that of spaCy."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.export.labels import LABELS, NAMES, LabelledSpan, flatten, spans_of
from pipeline.layers import LAYERS
from pipeline.record_checks import mentions
from pipeline.records import Record

LENGTH = 20
VOCAB = spacy.blank("zh").vocab

CASES: list[tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]] = [
    ([], []),
    ([(0, 2, "ORGANIZATION"), (0, 5, "POSITION")], [(0, 5, "POSITION")]),
    ([(0, 3, "DATE"), (2, 5, "QUANTITY")], [(0, 3, "DATE")]),
    ([(0, 3, "INDICATOR"), (0, 3, "ORGANIZATION")], [(0, 3, "ORGANIZATION")]),
    ([(0, 2, "PERSON"), (2, 4, "PERSON")], [(0, 2, "PERSON"), (2, 4, "PERSON")]),
    ([(0, 4, "DATE"), (1, 2, "DATE"), (3, 9, "DATE")], [(1, 2, "DATE"), (3, 9, "DATE")]),
]


@pytest.mark.parametrize(("spans", "wanted"), CASES)
def test_the_longer_stays_then_the_earlier(
    spans: list[tuple[int, int, str]], wanted: list[tuple[int, int, str]]
) -> None:
    kept, gone = flatten(LabelledSpan(*span, "x") for span in spans)
    assert [span[:3] for span in kept] == wanted
    assert sorted(span[:3] for span in (*kept, *gone)) == sorted(spans)


SPANS = st.builds(
    lambda start, length, label: LabelledSpan(start, min(start + length, LENGTH), label, "x"),
    st.integers(0, LENGTH - 1),
    st.integers(1, 8),
    st.sampled_from(NAMES),
)


@given(st.lists(SPANS, max_size=12))
def test_flattening_is_that_of_spacy(spans: list[LabelledSpan]) -> None:
    doc = Doc(VOCAB, words=["字"] * LENGTH, spaces=[False] * LENGTH)
    ranked = sorted(set(spans), key=lambda span: NAMES.index(span.label))
    theirs = filter_spans([Span(doc, span.start, span.end, label=span.label) for span in ranked])
    kept, gone = flatten(spans)
    assert [(span.start, span.end, span.label) for span in kept] == [
        (span.start, span.end, span.label_) for span in theirs
    ]
    assert sorted((*kept, *gone)) == sorted(spans)


def test_every_mention_has_its_span(records: list[Record]) -> None:
    for record in records:
        spans = spans_of(record)
        found = {(span.start, span.end, span.label) for span in spans}
        assert found == {(item["start"], item["end"], LABELS[layer]) for layer, item in mentions(record)}
        assert len(found) == len(spans)


def test_every_layer_has_its_label() -> None:
    assert {layer.label for layer in LAYERS if layer.name in LABELS} <= set(NAMES)
    assert {layer.name for layer in LAYERS} - set(LABELS) == {"goals"}
