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
# Sources that only fill gaps, with the confidence from which they do: what a tagger of news labels where no
# rule proposes anything is right far more often than where the rules and it differ (docs/tagger.md).
FILLERS = {"char_tagger": {"PERSON": 0.95, "ORGANIZATION": 0.9}}


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

    def __init__(
        self, name: str, sources: list[str], fillers: dict[str, dict[str, float]], min_confidence: float
    ) -> None:
        self.name, self.sources, self.fillers = name, sources, fillers
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Resolve all layers of the Doc; running it again gives the same Doc."""
        evidence = self._evidence(doc)
        self._fill(doc, evidence)
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

    def _fill(self, doc: Doc, evidence: dict[str, list[Evidence]]) -> None:
        """Add what the fillers propose where no other source does, and where they agree with one."""
        proposed = {label: {(e.start, e.end) for e in found} for label, found in evidence.items()}
        covered = bytearray(len(doc))
        for start, end in set().union(*proposed.values()):
            covered[start:end] = b"\1" * (end - start)
        for source, least in self.fillers.items():
            group = doc.spans.get(source)
            if group is None:
                continue
            for span, score in zip(group, group.attrs["scores"], strict=True):
                start, end, label = span.start, span.end, span.label_
                agrees = (start, end) in proposed[label]
                if score >= least.get(label, 2.0) and (agrees or not any(covered[start:end])):
                    evidence[label].append(Evidence(start, end, (span.id_,), score))


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
    default_config={"sources": SOURCES, "fillers": FILLERS, "min_confidence": MIN_CONFIDENCE},
    requires=["doc.spans"],
    assigns=["doc.spans"],
)
def create_resolver(
    nlp: Language,
    name: str,
    sources: list[str],
    fillers: dict[str, dict[str, float]],
    min_confidence: float,
) -> Resolver:
    """Return a Resolver that weighs the candidate groups named in `sources`.

    `fillers` are groups that count only where no source proposes anything, each with the least confidence by
    label. Spans whose joint confidence is below `min_confidence` (0 to 1) do not stand.
    """
    return Resolver(name, sources, fillers, min_confidence)
