"""From documents to records, clean, annotate, serialize; what fails is rejected, the rest goes on."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.articles import WINDOW, Reading, articles_of
from pipeline.build import make_doc, shared_places
from pipeline.errors import MubiaoError
from pipeline.linking.main_places import Weights
from pipeline.readers.source import Source
from pipeline.records import Record
from pipeline.rejection import Rejection, explain
from pipeline.serializer import to_record

# A character token takes about 150 bytes, so a batch stays below 20 MB; larger ones are no faster.
BATCH_CHARACTERS = 100_000
# Objects made before Python's collector looks through the young ones: a batch leaves next to no cycles, and
# looking after every 700 costs a twentieth of the time.
COLLECTED_AFTER = 50_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its records, in the order of the page, or its rejection."""

    characters: int
    records: list[Record]
    rejection: Rejection | None = None


class _Task(NamedTuple):
    """An article that is to become the `ordinal`-th record of its source; `places` are those of the page."""

    source: Source
    ordinal: int
    reading: Reading
    places: Weights | None


class StageError(Exception):
    """A step failed on a document; the cause is the exception that it raised."""

    def __init__(self, stage: str, cause: Exception) -> None:
        self.stage, self.cause = stage, cause
        super().__init__(f"{stage}: {cause}")


def annotate(
    nlp: Language, documents: Iterable[Source | Rejection], *, batch_characters: int = BATCH_CHARACTERS
) -> Iterator[Outcome]:
    """Yield the outcome of each document, in their order, whatever the batches.

    A batch ends with the document that fills it to `batch_characters`; 1 takes each by itself.
    Docs live only inside a memory zone, which frees the strings of their batch: memory stays flat.
    """
    with passed_by_the_collector():
        for batch in _batches(documents, _characters_of, batch_characters):
            yield from _outcomes(nlp, batch)


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


def _characters_of(document: Source | Rejection) -> int:
    return len(document.text) if isinstance(document, Source) else 1


def _batches(items: Iterable[T], size: Callable[[T], int], least: int) -> Iterator[list[T]]:
    """Yield the items in lists of at least so many characters, the last one aside."""
    batch: list[T] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += size(item)
        if characters >= least:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


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
    with stage("clean"):
        pages = [articles_of(source, longest=min(WINDOW, nlp.max_length)) for source in sources]
    with stage("make_doc"):
        tasks = [
            task for source, page in zip(sources, pages, strict=True) for task in _tasks_of(source, page)
        ]
    records: list[Record] = []
    # The articles of a long document come in batches again; twice the size, so that no other batch is cut.
    for batch in _batches(tasks, lambda task: len(task.reading.read.text), 2 * BATCH_CHARACTERS):
        _learn_characters(nlp.vocab, batch)
        with nlp.memory_zone():
            records += _annotated(nlp, batch)
    done = iter(records)
    return [list(itertools.islice(done, len(page))) for page in pages]


def _tasks_of(source: Source, page: list[Reading]) -> Iterator[_Task]:
    places = shared_places([reading.read for reading in page])
    return (_Task(source, ordinal, reading, places) for ordinal, reading in enumerate(page, 1))


def _learn_characters(vocab: Vocab, batch: list[_Task]) -> None:
    """Give the vocabulary the batch's characters before its memory zone, which forgets what is new in it.

    There are some thousands of them, and to make them in each batch anew takes longer than the Docs.
    """
    for char in frozenset[str]().union(*(task.reading.read.text for task in batch)):
        # A lone surrogate is no text: `make_doc` fails on it and rejects its document.
        if not "\ud800" <= char <= "\udfff" and char not in vocab:
            vocab[char]


def _annotated(nlp: Language, batch: list[_Task]) -> list[Record]:
    """Return the records of a batch of articles."""
    with stage("make_doc"):
        docs = [make_doc(nlp, task.reading.read, task.places) for task in batch]
    # Each component goes through all Docs in turn: its code and tables stay in the processor's cache, which
    # takes a sixth off the time of `nlp.pipe`, where all components take turns on every Doc.
    for name, component in nlp.pipeline:
        with stage(name):
            docs = run_component(component, docs)
    with stage("serialize"):
        return [
            to_record(doc, task.reading.written, task.source, task.ordinal)
            for doc, task in zip(docs, batch, strict=True)
        ]


def run_component(component: Callable[[Doc], Doc], docs: list[Doc]) -> list[Doc]:
    """Return the Docs after a component, which may have its own way with many at once: spaCy's ``pipe``."""
    pipe = getattr(component, "pipe", None)
    return [component(doc) for doc in docs] if pipe is None else list(pipe(docs))


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Name the step in which an exception arises.

    Here, as in the readers' `faults_told`, every kind of exception is caught: one document's defect must not
    end the run, and it is written down as that document's rejection.
    """
    try:
        yield
    except StageError:
        raise
    except Exception as error:
        raise StageError(name, error) from error


def _rejection(source: Source, failure: StageError) -> Rejection:
    return Rejection(source.uri, failure.stage, reason(failure.cause), line=source.line, id=source.id)


def reason(cause: Exception) -> str:
    """Return an error of ours in its own words; any other is a defect and told with its place in the code."""
    if isinstance(cause, MubiaoError):
        return explain(cause)
    if isinstance(cause, MemoryError):
        return "there is not enough memory for this document (split it, or give the process more)"
    trace = cause.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" ({trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno})"
    return (
        f"{type(cause).__name__}: {cause}{place}; this is a defect of mubiao, please report it with the text"
    )
