"""The component ``words``: spacy-pkuseg's words as a span group of evidence, beside the character grid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.components.base import text_of, token_range
from pipeline.segmentation.boundaries import BOUNDARIES_KEY, WORDS_KEY, mark_boundaries

if TYPE_CHECKING:
    from pipeline.segmentation.segmenter import Segmenter


class Words:
    """Write the text's words as ``doc.spans["words"]``: in order, never overlapping, all but the blanks."""

    def __init__(self, name: str, segmenter: Segmenter) -> None:
        self.name, self.segmenter = name, segmenter

    def __call__(self, doc: Doc) -> Doc:
        """Segment the Doc; running it again gives the same Doc."""
        text = text_of(doc)
        offsets = self.segmenter.word_offsets(text)
        on_grid = len(doc) == len(text)
        ranges = offsets if on_grid else [token_range(doc, start, end) for start, end in offsets]
        spans = [Span(doc, start, end) for start, end in ranges]
        doc.spans[WORDS_KEY] = SpanGroup(doc, name=WORDS_KEY, spans=spans)
        doc.user_data[BOUNDARIES_KEY] = mark_boundaries(offsets, len(text))
        return doc


@Language.factory("words", default_config={"model": None}, assigns=["doc.spans"])
def create_words(nlp: Language, name: str, model: str | None) -> Words:
    """Return the component; `model` is the path of a model folder, None the one that is shipped.

    Raises ModelError where the model is missing or damaged.
    """
    # spaCy imports every factory's module at its start, and spacy-pkuseg takes a third of a second to import:
    # only who asks for words pays for it.
    from pipeline.segmentation.segmenter import SHIPPED_MODEL, load_segmenter

    return Words(name, load_segmenter(SHIPPED_MODEL if model is None else Path(model)))
