"""The component ``ner_model``: any installed spaCy pipeline with an ``ner`` component as further evidence.

The model reads the text with its own tokenizer; its entities are carried over by character offsets, so that
its word borders and our character grid need not agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.components.base import text_of, token_range
from pipeline.errors import ModelError

RULE = "ner_model"
# What the models for Chinese (OntoNotes) and the corpora call our layers.
LAYER_LABELS = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORGANIZATION"}
CONFIDENCE = 0.7


class NerModel:
    """Write a model's entities as the SpanGroup ``doc.spans[name]``; spaCy's `ner` tells no scores."""

    def __init__(self, name: str, model: Language, labels: Mapping[str, str], confidence: float) -> None:
        self.name, self.model, self.labels, self.confidence = name, model, dict(labels), confidence

    def __call__(self, doc: Doc) -> Doc:
        """Record the candidates on the Doc, in place of those of an earlier run."""
        spans = list(self._spans(doc))
        scores = [self.confidence] * len(spans)
        doc.spans[self.name] = SpanGroup(doc, name=self.name, spans=spans, attrs={"scores": scores})
        return doc

    def _spans(self, doc: Doc) -> Iterator[Span]:
        for entity in self.model(text_of(doc)).ents:
            label = self.labels.get(entity.label_)
            if label is not None and entity.text.strip() == entity.text:
                start, end = token_range(doc, entity.start_char, entity.end_char)
                yield Span(doc, start, end, label=label, span_id=RULE)


def load_ner_model(model: str) -> Language:
    """Return the installed pipeline (a package's name or a folder).

    Raises ModelError, with the command that installs it, where it is missing or has no `ner` component.
    """
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {model!r} is not installed", remedy=f"python -m spacy download {model}"
        ) from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(
            f"the spaCy pipeline {model!r} has no component 'ner'",
            remedy=f"it has: {', '.join(nlp.pipe_names) or 'none'}",
        )
    return nlp


@Language.factory(
    "ner_model",
    default_config={"model": "zh_core_web_trf", "labels": LAYER_LABELS, "confidence": CONFIDENCE},
    assigns=["doc.spans"],
)
def create_ner_model(
    nlp: Language, name: str, model: str, labels: dict[str, str], confidence: float
) -> NerModel:
    """Return the component for an installed pipeline; ModelError where there is none.

    `labels` maps the model's labels to those of our layers; `confidence` (0 to 1) is what each entity counts.
    """
    return NerModel(name, load_ner_model(model), labels, confidence)
