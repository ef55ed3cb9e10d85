"""Mubiao: Chinese local-government news in, structured records out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__version__ = "0.1.0"


def load(words: bool = True, *, tagger: bool = True, ner_model: str | None = None) -> Language:
    """Return the whole pipeline as a spaCy Language, from what the package ships: nothing is fetched.

    `words` and `tagger` False leave out the word segmenter and the learned tagger; `ner_model` names an
    installed spaCy pipeline as further evidence.
    """
    from pipeline.build import build_nlp

    return build_nlp(words, tagger=tagger, ner_model=ner_model)
