"""The component ``char_tagger``: spans that the learned tagger finds, as candidates of several layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.components.base import text_of, token_range
from pipeline.errors import UsageError
from pipeline.layers import BY_LABEL
from pipeline.segmentation.boundaries import word_boundaries

if TYPE_CHECKING:
    from pipeline.tagger.tagger import Tagger
    from pipeline.tagger.tags import TaggedSpan

RULE = "char_tagger"
# The label set that does best on news, and what its labels are called here. No layer wants its places.
LABEL_SET = "msra"
LAYER_LABELS = {"PER": "PERSON", "ORG": "ORGANIZATION"}
MIN_CONFIDENCE = 0.5


class CharTagger:
    """Write the tagger's spans as the SpanGroup ``doc.spans[name]``, their confidences as its scores.

    The component ``words``, where it ran before, gives further evidence.
    """

    def __init__(self, name: str, tagger: Tagger, labels: Mapping[str, str], min_confidence: float) -> None:
        for own, layer_label in labels.items():
            if own not in tagger.tags.labels or layer_label not in BY_LABEL:
                known = f"{', '.join(tagger.tags.labels)} as {', '.join(BY_LABEL)}"
                raise UsageError(f"{name} cannot label {own!r} as {layer_label!r}", remedy=f"known: {known}")
        self.name, self.tagger, self.labels = name, tagger, dict(labels)
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Record the candidates on the Doc, in place of those of an earlier run."""
        return self._tag([doc])[0]

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Do the same for a stream of Docs, whose texts are tagged side by side: several times as fast."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._tag(batch)

    def _tag(self, docs: list[Doc]) -> list[Doc]:
        boundaries = [word_boundaries(doc) for doc in docs]
        known = [marks for marks in boundaries if marks is not None]
        texts = [text_of(doc) for doc in docs]
        found = self.tagger.find(texts, known if len(known) == len(docs) else None)
        return [self._record(doc, spans) for doc, spans in zip(docs, found, strict=True)]

    def _record(self, doc: Doc, found: list[TaggedSpan]) -> Doc:
        kept = [
            span for span in found if span.label in self.labels and span.confidence >= self.min_confidence
        ]
        spans = [
            Span(doc, *token_range(doc, span.start, span.end), label=self.labels[span.label], span_id=RULE)
            for span in kept
        ]
        scores = [span.confidence for span in kept]
        doc.spans[self.name] = SpanGroup(doc, name=self.name, spans=spans, attrs={"scores": scores})
        return doc


@Language.factory(
    "char_tagger",
    default_config={
        "model": None,
        "label_set": LABEL_SET,
        # None, for spaCy would merge a dictionary with the one that is given instead.
        "labels": None,
        "min_confidence": MIN_CONFIDENCE,
    },
    assigns=["doc.spans"],
)
def create_char_tagger(  # noqa: PLR0913 (a factory has every setting)
    nlp: Language,
    name: str,
    model: str | None,
    label_set: str,
    labels: dict[str, str] | None,
    min_confidence: float,
) -> CharTagger:
    """Return the component.

    `model` is the path of a model's folder, None the one that is shipped; `label_set` one of its label sets;
    `labels` names the layers' labels for those that become candidates, None stands for LAYER_LABELS; spans
    below `min_confidence` (0 to 1) do not. Raises ModelError where the model is missing or damaged,
    UsageError for unknown labels.
    """
    # spaCy imports every factory's module at its start: only who asks for the tagger pays for it.
    from pipeline.tagger.tagger import load_tagger
    from pipeline.tagger.weights import SHIPPED_MODEL

    tagger = load_tagger(label_set, SHIPPED_MODEL if model is None else Path(model))
    return CharTagger(name, tagger, LAYER_LABELS if labels is None else labels, min_confidence)
