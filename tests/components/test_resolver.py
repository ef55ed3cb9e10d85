"""The resolver: agreement strengthens, the most confident stands, nothing overlaps."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.components.resolver import Evidence, agree, select
from pipeline.layers import LAYERS

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda span: (span[0], span[0] + span[1]))
CONFIDENCES = st.floats(0, 1).map(lambda value: round(value, 3))
EVIDENCE = st.lists(
    st.builds(lambda span, sure: Evidence(span[0], span[1], ("rule",), sure), SPANS, CONFIDENCES), max_size=25
)


def overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


@given(EVIDENCE)
def test_what_stands_never_overlaps_and_is_sorted(evidence: list[Evidence]) -> None:
    kept = select(agree(evidence))
    assert all(one.end <= other.start for one, other in pairwise(kept))


@given(EVIDENCE)
def test_what_falls_overlaps_something_at_least_as_sure(evidence: list[Evidence]) -> None:
    joint = agree(evidence)
    kept = select(joint)
    assert set(kept) <= set(joint)
    for item in set(joint) - set(kept):
        assert any(overlap(item, other) and other.confidence >= item.confidence for other in kept)


@given(EVIDENCE)
def test_the_most_confident_stands(evidence: list[Evidence]) -> None:
    joint = agree(evidence)
    surest = [max((e.confidence for e in some), default=0) for some in (joint, select(joint))]
    assert surest[0] == surest[1]


@given(EVIDENCE, st.randoms())
def test_the_order_of_the_sources_decides_nothing(evidence: list[Evidence], random: object) -> None:
    joint = agree(evidence)
    shuffled = list(joint)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert select(shuffled) == select(joint)


@given(st.lists(CONFIDENCES, min_size=1, max_size=6))
def test_agreement_never_weakens(confidences: list[float]) -> None:
    (joint,) = agree(Evidence(0, 2, (str(n),), sure) for n, sure in enumerate(confidences))
    assert max(confidences) - 1e-9 <= joint.confidence <= 1
    assert joint.rules == tuple(str(n) for n in range(len(confidences)))


def test_independent_witnesses_are_joined_by_noisy_or() -> None:
    (joint,) = agree([Evidence(0, 2, ("a",), 0.5), Evidence(0, 2, ("b",), 0.6)])
    assert (joint.start, joint.end, joint.rules) == (0, 2, ("a", "b"))
    assert joint.confidence == pytest.approx(0.8)


def test_of_equals_the_longer_stands_then_the_first() -> None:
    short, long, late = (Evidence(*span, ("r",), 0.9) for span in ((0, 2), (0, 3), (2, 5)))
    assert select([short, late, long]) == [long]
    assert select([late, Evidence(1, 4, ("r",), 0.9)]) == [Evidence(1, 4, ("r",), 0.9)]


def test_spans_that_touch_both_stand() -> None:
    touching = [Evidence(0, 2, ("r",), 0.6), Evidence(2, 4, ("r",), 0.9)]
    assert select(touching) == touching


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("resolver", config={"sources": ["rules", "tagger"], "min_confidence": 0.5})
    return nlp


def propose(doc: Doc, source: str, *proposals: tuple[int, int, str, float]) -> None:
    spans = [Span(doc, start, end, label=label, span_id=f"{source}.x") for start, end, label, _ in proposals]
    scores = [score for *_, score in proposals]
    doc.spans[source] = SpanGroup(doc, name=source, spans=spans, attrs={"scores": scores})


def resolved(nlp: Language, doc: Doc, layer: str) -> list[tuple[str, str, float]]:
    group = nlp.get_pipe("resolver")(doc).spans[layer]
    return [(span.text, span.id_, score) for span, score in zip(group, group.attrs["scores"], strict=True)]


def test_all_sources_of_a_layer_are_weighed(blank: Language) -> None:
    doc = blank.make_doc("市长周望岳到会")
    propose(doc, "rules", (2, 5, "PERSON", 0.6), (0, 2, "POSITION", 0.9))
    propose(doc, "tagger", (2, 4, "PERSON", 0.55), (2, 5, "PERSON", 0.5))
    ((text, rules, score),) = resolved(blank, doc, "people")
    assert (text, rules, round(score, 6)) == ("周望岳", "rules.x+tagger.x", 0.8)
    assert resolved(blank, doc, "positions") == [("市长", "rules.x", 0.9)]


def test_layers_may_overlap_one_another(blank: Language) -> None:
    doc = blank.make_doc("市委书记到会")
    propose(doc, "rules", (0, 4, "POSITION", 0.9), (0, 2, "ORGANIZATION", 0.9))
    assert resolved(blank, doc, "positions")[0][0] == "市委书记"
    assert resolved(blank, doc, "organizations")[0][0] == "市委"


def test_what_is_not_sure_enough_does_not_stand(blank: Language) -> None:
    doc = blank.make_doc("主任到会")
    propose(doc, "rules", (0, 2, "POSITION", 0.49))
    assert resolved(blank, doc, "positions") == []


def test_every_layer_has_its_group_even_without_sources(blank: Language) -> None:
    doc = blank("没有谁提出什么")
    assert {layer.name for layer in LAYERS} <= set(doc.spans)
    assert all(list(doc.spans[layer.name]) == [] for layer in LAYERS)


def test_a_span_keeps_what_its_recognizer_knows(nlp: Language) -> None:
    doc = nlp("市长周望岳到会")
    (person,) = doc.spans["people"]
    assert person._.person == {"name": "周望岳"}


# ---- sources that only fill gaps

GRID = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}
FILLED = [
    # what the rules propose, what the filler proposes, what stands
    pytest.param([], [(0, 3, 0.97)], [(0, 3, "tagger")], id="a gap is filled"),
    pytest.param([], [(0, 3, 0.90)], [], id="below its least confidence it counts for nothing"),
    pytest.param([(0, 3, 0.8)], [(0, 3, 0.97)], [(0, 3, "rule+tagger")], id="agreement strengthens"),
    pytest.param([(0, 3, 0.8)], [(1, 5, 0.99)], [(0, 3, "rule")], id="against a rule it yields"),
    pytest.param([(0, 3, 0.3)], [(2, 5, 0.99)], [], id="even against a candidate that falls"),
]


@pytest.mark.parametrize(("rules", "filler", "stands"), FILLED)
def test_a_filler_counts_only_where_no_rule_proposes_anything(
    rules: list[tuple[int, int, float]],
    filler: list[tuple[int, int, float]],
    stands: list[tuple[int, int, str]],
) -> None:
    nlp = spacy.blank("zh", config=GRID)
    config = {"sources": ["rules"], "fillers": {"filler": {"PERSON": 0.95}}}
    resolver = nlp.add_pipe("resolver", config=config)
    doc = nlp.make_doc("周望岳在青禾调研")
    for key, rule, spans in (("rules", "rule", rules), ("filler", "tagger", filler)):
        group = [Span(doc, start, end, label="PERSON", span_id=rule) for start, end, _ in spans]
        scores = [score for _, _, score in spans]
        doc.spans[key] = SpanGroup(doc, name=key, spans=group, attrs={"scores": scores})
    resolver(doc)
    assert [(span.start, span.end, span.id_) for span in doc.spans["people"]] == stands
