"""Build the Language: the character grid and the components in their order, from the table of layers."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.clean.article import Article
from pipeline.knowledge.places import page_places
from pipeline.layers import LAYERS
from pipeline.linking.main_places import Weights, weigh

DECIDERS = ("post_evidence", "resolver", "post_linker", "goal_linker")
# spaCy refuses longer texts unless told otherwise; nothing here needs memory beyond the Doc itself.
MAX_LENGTH = 2_000_000


def component_names(words: bool = True, tagger: bool = True) -> list[str]:
    """Return the factory names in the order in which they run."""
    evidence = [name for name, wanted in (("words", words), ("char_tagger", tagger)) if wanted]
    return [*evidence, *(layer.recognizer for layer in LAYERS), *DECIDERS]


def build_nlp(words: bool = True, *, tagger: bool = True, ner_model: str | None = None) -> Language:
    """Return the whole pipeline as a spaCy Language.

    `words` and `tagger` False leave out the word segmenter and the learned tagger; `ner_model` names an
    installed spaCy pipeline whose entities join as one more source of evidence. Raises ModelError where that
    is missing.
    """
    tokenizer = {"@tokenizers": "mubiao.CharacterTokenizer.v1"}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.max_length = MAX_LENGTH
    with _collector_paused():
        for name in component_names(words, tagger):
            nlp.add_pipe(name)
    if ner_model is not None:
        nlp.add_pipe("ner_model", before="resolver", config={"model": ner_model})
    return nlp


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector while tables are filled: a quarter of the time, and it finds nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def make_docs(nlp: Language, page: Sequence[Article]) -> list[Doc]:
    """Return the Docs of the articles of one page; what one says of its place serves the others too."""
    places = shared_places(page)
    return [make_doc(nlp, article, places) for article in page]


def shared_places(page: Sequence[Article]) -> Weights | None:
    """Return the weights of the places that a page's articles speak of, None for a page of one article."""
    if len(page) < 2:
        return None
    text = "\n".join(article.text for article in page)
    return weigh(text, page_places(text))


def make_doc(nlp: Language, article: Article, places: Weights | None = None) -> Doc:
    """Return the article's Doc, with what its page tells about it.

    `places` are the weights of the page's places (`linking.main_places.weigh`): 市委 means the page's city.

    ``doc._.dct`` is the day (or, where only that is known, the year) that 今年 and 昨天 count from, as
    ISO text.
    """
    doc = nlp.make_doc(article.text)
    year = None if article.year is None else f"{article.year:04d}"
    doc._.dct = article.published or year
    zones = [[zone.name, zone.start, zone.end] for zone in article.zones]
    doc._.article = {"kind": article.kind, "title": article.title, "zones": zones, "places": places or {}}
    return doc
