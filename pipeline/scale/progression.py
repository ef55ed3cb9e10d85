"""How far a shard is: what is done, what is at work, and who is to blame when its worker is lost."""

from __future__ import annotations

from collections import Counter

from pipeline.rejection import Rejection
from pipeline.scale.results import Read, Reading, Result
from pipeline.scale.shards import Shard
from pipeline.scale.worker import Span

# A document that was alone with its worker when this was lost, so many times, is tried no more.
MAX_LOST = 2
DEADLINE, WORKER = "deadline", "worker"


class Progression:
    """A shard on its way: its results so far, and the documents that were begun after the last of them."""

    def __init__(self, shard: Shard) -> None:
        self.shard, self.results = shard, list[Result]()
        self.is_at_work = False
        self._pieces = list(shard.pieces)
        self._read, self._is_reading = list[Read](), False
        self._alone, self._lost = set[int](), Counter[int]()

    @property
    def is_done(self) -> bool:
        """Whether every document has its result."""
        return len(self.results) == len(self._pieces)

    @property
    def waits(self) -> bool:
        """Whether there is something to do that no worker does."""
        return not (self.is_done or self.is_at_work)

    @property
    def waiting_characters(self) -> int:
        """The characters that were read and have no result yet."""
        return sum(document.characters for document in self._read)

    def take_span(self) -> Span:
        """Return what is to be done next: the documents that may share a batch, or those that may not."""
        self.is_at_work = True
        first = last = len(self.results)
        alone = first in self._alone
        while last < len(self._pieces) and (last in self._alone) == alone:
            last += 1
        return Span(self._pieces[first:last], alone)

    def hear(self, message: Reading | Read | Result) -> None:
        """Take what the worker tells of a document."""
        if isinstance(message, Result):
            self.results.append(message)
            self._read.pop(0)
        elif isinstance(message, Read):
            self._read.append(message)
        self._is_reading = isinstance(message, Reading)

    def leave(self) -> None:
        """Note that the worker has done its span."""
        self.is_at_work = False

    def lose(self, error: str, *, late: bool) -> None:
        """Note that the worker is lost: one document is to blame, or all that were in its batch are suspects.

        Suspects are done again, each by itself. The culprit is rejected with the `error` when it was `late`,
        or when it has cost its worker `MAX_LOST` times.
        """
        suspects, ident = self._suspects()
        if len(suspects) == 1:
            (culprit,) = suspects
            self._lost[culprit] += 1
            if late or self._lost[culprit] >= MAX_LOST:
                self._reject(culprit, DEADLINE if late else WORKER, error, ident=ident)
        self._alone.update(suspects)
        self._read, self._is_reading, self.is_at_work = [], False, False

    def _suspects(self) -> tuple[range, str | None]:
        """Return the places of the documents that may have done it, and the id where it is known."""
        first = len(self.results)
        last = first + len(self._read)
        if self._is_reading:
            return range(last, last + 1), None
        if len(self._read) == 1:
            return range(first, last), self._read[0].id
        # Between two documents: the next one it is, as far as anyone knows.
        return range(first, max(last, min(first + 1, len(self._pieces)))), None

    def _reject(self, place: int, stage: str, error: str, *, ident: str | None) -> None:
        """Put a rejection in the document's place, which the next worker passes on as it is."""
        piece = self._pieces[place]
        ident = piece.id if isinstance(piece, Rejection) else ident
        self._pieces[place] = Rejection(piece.uri, stage, error, line=piece.line, id=ident)
