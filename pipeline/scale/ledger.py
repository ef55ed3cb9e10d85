"""The ledger: what is counted and known of all documents of a run, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pipeline.counts import Counts
from pipeline.errors import RejectedError
from pipeline.readers.documents import repeated
from pipeline.readers.metadata import Metadata
from pipeline.rejection import Rejection
from pipeline.scale.ids import Ids
from pipeline.scale.results import Result

# Before so many documents are done, a rate says nothing; at the end it counts whatever their number.
ENOUGH_FOR_RATE = 100


class Listener(Protocol):
    """Who is told of each document that is done."""

    def advance(self, rejection: Rejection | None = None) -> None:
        """Take one document, and why it was rejected."""


class Ledger:
    """Takes the results of all documents in their order, whichever worker they come from.

    `counts` is of all documents; `metadata` learns which of its rows have met a document.
    """

    def __init__(self, metadata: Metadata, listener: Listener, *, max_error_rate: float | None) -> None:
        self.counts, self.ids = Counts(), Ids()
        self._metadata, self._listener, self._max_error_rate = metadata, listener, max_error_rate

    def accept(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield each result as it is to be written: a document with the id of an earlier one is rejected."""
        for given in results:
            result = self._without_repetition(given)
            self.counts.add(result.characters, result.found, result.rejection)
            self._listener.advance(result.rejection)
            yield result

    def _without_repetition(self, result: Result) -> Result:
        if not was_read(result) or result.id is None:
            return result
        owner = self.ids.owner(result.id, result.uri)
        if owner != result.uri:
            rejection = repeated(result.uri, result.id, result.line, earlier=owner)
            return Result(result.uri, result.line, result.id, rejection=rejection)
        self._metadata.meet(result.uri, result.id)
        return result

    def check_rate(self, *, at_end: bool = False) -> None:
        """Raise RejectedError where more is rejected than the run may have."""
        most, counts = self._max_error_rate, self.counts
        if most is None or not counts.documents or (counts.documents < ENOUGH_FOR_RATE and not at_end):
            return
        rate = counts.rejected / counts.documents
        if rate > most:
            reason = f"{counts.rejected:,} of {counts.documents:,} documents were rejected, {rate:.1%}"
            remedy = f"look at why, or allow more than --max-error-rate {most:g}"
            raise RejectedError(reason, remedy=remedy)


def was_read(result: Result) -> bool:
    """Whether the document came so far that its id is known and its own."""
    return result.rejection is None or result.rejection.stage != "read"
