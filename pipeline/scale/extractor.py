"""From pieces of input to lines of output, in whichever process the work is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from pipeline.annotate import BATCH_CHARACTERS, Outcome, StageError, annotate, reason, stage
from pipeline.build import build_nlp
from pipeline.counts import count_found
from pipeline.readers.documents import read_unit
from pipeline.readers.metadata import Metadata, read_metadata
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection
from pipeline.scale.results import Read, Reading, Result, Tell, Warned
from pipeline.scale.shards import Piece
from pipeline.settings import Extraction
from pipeline.writers.jsonl import to_line


class Extractor:
    """The loaded pipeline, and what each document goes through."""

    def __init__(self, extraction: Extraction) -> None:
        self._nlp = build_nlp(extraction.words, tagger=extraction.tagger, ner_model=extraction.ner_model)
        # The run itself has warned of rows that cannot be used.
        path = extraction.metadata
        self._metadata = Metadata() if path is None else read_metadata(path, warn=_ignore)

    def extract(self, pieces: Iterable[Piece], tell: Tell, *, alone: bool = False) -> Iterator[Result]:
        """Yield the result of each piece, in their order, telling of each step.

        With `alone` each document is a batch of its own, so that whoever listens knows which one is at work.
        """
        documents: deque[Source | Rejection] = deque()
        reading = self._read(pieces, documents, tell)
        for outcome in annotate(self._nlp, reading, batch_characters=1 if alone else BATCH_CHARACTERS):
            yield _result(documents.popleft(), outcome)

    def _read(
        self, pieces: Iterable[Piece], documents: deque[Source | Rejection], tell: Tell
    ) -> Iterator[Source | Rejection]:
        for piece in pieces:
            tell(Reading())
            document = piece if isinstance(piece, Rejection) else _document(piece, tell)
            if isinstance(document, Source):
                document = self._metadata.applied_to(document)
            tell(Read(document.id, len(document.text) if isinstance(document, Source) else 0))
            documents.append(document)
            yield document


def _document(unit: Unit, tell: Tell) -> Source | Rejection:
    """Return the document of a unit; what its reader did not foresee rejects it too."""
    try:
        with stage("read"):
            return read_unit(unit, warn=lambda message: tell(Warned(message)))
    except StageError as failure:
        return unit.rejected(reason(failure.cause))


def _result(document: Source | Rejection, outcome: Outcome) -> Result:
    return Result(
        document.uri,
        document.line,
        document.id,
        outcome.characters,
        count_found(outcome.records),
        b"".join(map(to_line, outcome.records)),
        outcome.rejection,
    )


def _ignore(_message: str) -> None:
    """Tell nobody."""
