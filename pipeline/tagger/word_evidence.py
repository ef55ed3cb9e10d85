"""Where words begin and end, told by the shipped segmenter: evidence for the tagger."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.segmentation.boundaries import mark_boundaries
from pipeline.segmentation.segmenter import load_segmenter
from pipeline.tagger.tagger import Boundaries, Tagger, batches
from pipeline.tagger.tags import TaggedSpan


def find_words(text: str) -> Boundaries:
    """Return the word boundaries of a text, length + 1 bytes."""
    return mark_boundaries(load_segmenter().word_offsets(text), len(text))


def tag_texts(
    tagger: Tagger, texts: Sequence[str], *, words: bool = True, confidences: bool = True
) -> list[list[TaggedSpan]]:
    """Return the spans of each text, found with words as evidence or without; see `Tagger.find`."""
    found: list[list[TaggedSpan]] = []
    for part in batches(texts):
        boundaries = [find_words(text) for text in texts[part]] if words else None
        found += tagger.find(texts[part], boundaries, confidences=confidences)
    return found
