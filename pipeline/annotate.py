"""From documents to records, clean, annotate, serialize; what fails is rejected, the rest goes on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.build import make_docs
from pipeline.clean import clean
from pipeline.clean.article import Article
from pipeline.errors import MubiaoError, SourceError
from pipeline.readers.source import Source
from pipeline.records import Record
from pipeline.rejection import Rejection, explain
from pipeline.serializer import to_record

# A character token takes about 150 bytes, so a batch stays below 20 MB; larger ones are no faster.
BATCH_CHARACTERS = 100_000
# Objects made before Python's collector looks through the young ones: a batch leaves next to no cycles, and
# looking after every 700 costs a twentieth of the time.
COLLECTED_AFTER = 50_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its records, in the order of the page, or its rejection."""

    characters: int
    records: list[Record]
    rejection: Rejection | None = None


class StageError(Exception):
    """A step failed on a document; the cause is the exception that it raised."""

    def __init__(self, stage: str, cause: Exception) -> None:
        self.stage, self.cause = stage, cause
        super().__init__(f"{stage}: {cause}")


def annotate(nlp: Language, documents: Iterable[Source | Rejection]) -> Iterator[Outcome]:
    """Yield the outcome of each document, in their order, whatever the batches.

    Docs live only inside a memory zone, which frees the strings of their batch: memory stays flat.
    """
    with passed_by_the_collector():
        for batch in _batches(documents):
            _learn_characters(nlp.vocab, batch)
            with nlp.memory_zone():
                outcomes = _outcomes(nlp, batch)
            yield from outcomes


@contextmanager
def passed_by_the_collector() -> Iterator[None]:
    """Keep Python's garbage collector from looking through the loaded pipeline again and again."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _batches(documents: Iterable[Source | Rejection]) -> Iterator[list[Source | Rejection]]:
    batch: list[Source | Rejection] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text) if isinstance(document, Source) else 1
        if characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _learn_characters(vocab: Vocab, batch: list[Source | Rejection]) -> None:
    """Give the vocabulary the batch's characters before its memory zone, which forgets what is new in it.

    There are some thousands of them, and to make them in each batch anew takes longer than the Docs.
    """
    texts = (document.text for document in batch if isinstance(document, Source))
    for char in frozenset[str]().union(*texts):
        # A lone surrogate is no text: `make_doc` fails on it and rejects its document.
        if not "\ud800" <= char <= "\udfff" and char not in vocab:
            vocab[char]


def _outcomes(nlp: Language, batch: list[Source | Rejection]) -> list[Outcome]:
    """Return the outcomes of a batch; where one document fails, each is tried by itself."""
    sources = [document for document in batch if isinstance(document, Source)]
    try:
        done = iter(_records(nlp, sources))
    except StageError as failure:
        if len(batch) == 1:
            return [Outcome(0, [], _rejection(sources[0], failure))]
        return [outcome for document in batch for outcome in _outcomes(nlp, [document])]
    return [
        Outcome(len(document.text), next(done)) if isinstance(document, Source) else Outcome(0, [], document)
        for document in batch
    ]


def _records(nlp: Language, sources: list[Source]) -> list[list[Record]]:
    """Return each source's records. Raises StageError where any step fails on any of them."""
    articles = [_articles(nlp, source) for source in sources]
    with _stage("make_doc"):
        docs = [doc for page in articles for doc in make_docs(nlp, page)]
    # Each component goes through all Docs in turn: its code and tables stay in the processor's cache, which
    # takes a sixth off the time of `nlp.pipe`, where all components take turns on every Doc.
    for name, component in nlp.pipeline:
        with _stage(name):
            docs = run_component(component, docs)
    with _stage("serialize"):
        return list(_serialized(sources, articles, docs))


def run_component(component: Callable[[Doc], Doc], docs: list[Doc]) -> list[Doc]:
    """Return the Docs after a component, which may have its own way with many at once: spaCy's ``pipe``."""
    pipe = getattr(component, "pipe", None)
    return [component(doc) for doc in docs] if pipe is None else list(pipe(docs))


def _articles(nlp: Language, source: Source) -> list[Article]:
    with _stage("clean"):
        articles = clean(source.text, title=source.title, published=source.published)
        longest = max((len(article.text) for article in articles), default=0)
        if longest > nlp.max_length:
            raise SourceError(
                f"an article of {longest:,} characters is longer than {nlp.max_length:,}", remedy="split it"
            )
        return articles


def _serialized(sources: list[Source], pages: list[list[Article]], docs: list[Doc]) -> Iterator[list[Record]]:
    annotated = iter(docs)
    for source, page in zip(sources, pages, strict=True):
        yield [to_record(next(annotated), article, source, n) for n, article in enumerate(page, 1)]


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Name the step in which an exception arises.

    The only place where every kind of exception is caught: one document's defect must not end the run, and it
    is written down as that document's rejection.
    """
    try:
        yield
    except StageError:
        raise
    except Exception as error:
        raise StageError(name, error) from error


def _rejection(source: Source, failure: StageError) -> Rejection:
    return Rejection(source.uri, failure.stage, _reason(failure.cause), line=source.line, id=source.id)


def _reason(cause: Exception) -> str:
    """Return an error of ours in its own words; any other is a defect and told with its place in the code."""
    if isinstance(cause, MubiaoError):
        return explain(cause)
    trace = cause.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" ({trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno})"
    return (
        f"{type(cause).__name__}: {cause}{place}; this is a defect of mubiao, please report it with the text"
    )
