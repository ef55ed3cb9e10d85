"""The resolver: of all candidates for a layer, decide which spans stand.

Several sources (written rules, a learned tagger, another spaCy model) may propose spans of one layer. Sources
that agree on both boundaries strengthen one another (noisy-or: independent witnesses); of spans that overlap
the most confident stays, the longer of equals, then the first. Everything is decided here, once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.layers import LAYERS

SOURCES = [*(layer.recognizer for layer in LAYERS), "post_evidence", "ner_model"]
MIN_CONFIDENCE = 0.5


class Evidence(NamedTuple):
    """What speaks for one span: token offsets, the rules that found it, the joint confidence."""

    start: int
    end: int
    rules: tuple[str, ...]
    confidence: float


class Resolver:
    """Write one SpanGroup a layer (``people``, ``positions`` …) from the candidates of all sources.

    Spans of a layer never overlap and are sorted; ``span.id_`` names every rule that agreed, joined by ``+``,
    and ``group.attrs["scores"]`` holds the confidences in the order of the spans.
    """

    def __init__(self, name: str, sources: list[str], min_confidence: float) -> None:
        self.name, self.sources, self.min_confidence = name, sources, min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Resolve all layers of the Doc; running it again gives the same Doc."""
        evidence = self._evidence(doc)
        for layer in LAYERS:
            joint = agree(evidence[layer.label])
            kept = select(e for e in joint if e.confidence >= self.min_confidence)
            spans = [Span(doc, e.start, e.end, label=layer.label, span_id="+".join(e.rules)) for e in kept]
            scores = [e.confidence for e in kept]
            doc.spans[layer.name] = SpanGroup(doc, name=layer.name, spans=spans, attrs={"scores": scores})
        return doc

    def _evidence(self, doc: Doc) -> dict[str, list[Evidence]]:
        """Return the evidence of all sources by label; a source may propose spans of several layers."""
        evidence: dict[str, list[Evidence]] = {layer.label: [] for layer in LAYERS}
        of_label = {doc.vocab.strings[label]: found for label, found in evidence.items()}
        for source in self.sources:
            group = doc.spans.get(source)
            if group is not None:
                for span, score in zip(group, group.attrs["scores"], strict=True):
                    of_label[span.label].append(Evidence(span.start, span.end, (span.id_,), score))
        return evidence


def agree(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Join what has the same boundaries: 1 - Π(1 - confidence), the rules in the order of their sources."""
    joint: dict[tuple[int, int], Evidence] = {}
    for item in evidence:
        key = (item.start, item.end)
        if (other := joint.get(key)) is not None:
            confidence = 1 - (1 - other.confidence) * (1 - item.confidence)
            item = Evidence(item.start, item.end, other.rules + item.rules, confidence)
        joint[key] = item
    return list(joint.values())


def select(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the spans that stand, sorted: the most confident first, none overlaps one taken before."""
    ordered = sorted(evidence)
    if all(item.end <= following.start for item, following in pairwise(ordered)):
        return ordered  # nothing to decide, as in most texts
    taken: list[Evidence] = []
    for item in sorted(ordered, key=lambda e: (-e.confidence, e.start - e.end, e.start)):
        index = bisect_left(taken, item)
        free_before = index == 0 or taken[index - 1].end <= item.start
        if free_before and (index == len(taken) or item.end <= taken[index].start):
            taken.insert(index, item)
    return taken


@Language.factory(
    "resolver",
    default_config={"sources": SOURCES, "min_confidence": MIN_CONFIDENCE},
    requires=["doc.spans"],
    assigns=["doc.spans"],
)
def create_resolver(nlp: Language, name: str, sources: list[str], min_confidence: float) -> Resolver:
    """Return a Resolver that weighs the candidate groups named in `sources`.

    Spans whose joint confidence is below `min_confidence` (0 to 1) do not stand.
    """
    return Resolver(name, sources, min_confidence)
