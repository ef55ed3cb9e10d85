"""The pool: worker processes that may hang, want memory or be killed, and results that come in order."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from pipeline.scale.handle import Handle
from pipeline.scale.progression import Progression
from pipeline.scale.results import Result
from pipeline.scale.shards import Shard
from pipeline.settings import Extraction, Work

# How many shards may be done, each held until those before it are: a slow one does not stop the others.
AHEAD = 2
POLL_SECONDS = 1.0


class Pool:
    """Does shards in worker processes; a document that hangs or kills its worker becomes a rejection.

    `warn` is told what stops nothing. `peak_memory` is the most that one worker has held, in bytes; `lost`
    the number of workers that were killed or died; `started` when the first was ready.
    """

    def __init__(self, extraction: Extraction, work: Work, *, warn: Callable[[str], None]) -> None:
        self._extraction, self._work, self._warn = extraction, work, warn
        self._handles: list[Handle] = []
        self.peak_memory = 0
        self.lost = 0
        self.started: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._handles:
            handle.kill()
        self._handles.clear()

    def results(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Result]]]:
        """Yield the results of each shard, in the order of the shards.

        Raises ModelError and the like where a worker cannot load what it needs, WorkerError where it dies
        of it.
        """
        coming = iter(shards)
        open_shards: deque[Progression] = deque()
        while True:
            self._take(coming, open_shards)
            if not open_shards:
                return
            self._assign(open_shards)
            if open_shards[0].is_done:
                done = open_shards.popleft()
                yield done.shard, done.results
            else:
                self._listen()

    def _take(self, coming: Iterator[Shard], open_shards: deque[Progression]) -> None:
        room = self._work.processes * AHEAD + 1 - len(open_shards)
        for _ in range(room):
            shard = next(coming, None)
            if shard is None:
                return
            open_shards.append(Progression(shard))

    def _assign(self, open_shards: Iterable[Progression]) -> None:
        """Give each idle worker what waits; start workers while there is more to do than they can."""
        waiting = deque(progression for progression in open_shards if progression.waits)
        for handle in self._handles:
            if handle.is_idle and waiting:
                handle.give(waiting.popleft())
        starting = sum(not handle.is_ready for handle in self._handles)
        wanted = min(self._work.processes - len(self._handles), len(waiting) - starting)
        self._handles += [Handle(self._extraction, self._work.timeout) for _ in range(wanted)]

    def _listen(self) -> None:
        """Wait for what the workers tell, and end those that are over their time or gone."""
        heard = wait([handle.connection for handle in self._handles], self._patience())
        for handle in list(self._handles):
            if handle.connection in heard:
                if not handle.hear(self._warn):
                    self._lose(handle)
            elif handle.is_late:
                self._lose(handle, late=True)
        if self.started is None and any(handle.is_ready for handle in self._handles):
            self.started = time.perf_counter()
        self.peak_memory = max([self.peak_memory, *(handle.memory for handle in self._handles)])

    def _patience(self) -> float:
        now = time.monotonic()
        deadlines = [handle.deadline - now for handle in self._handles]
        return min(max(0.0, min(deadlines)), POLL_SECONDS)

    def _lose(self, handle: Handle, *, late: bool = False) -> None:
        self.lost += 1
        self._handles.remove(handle)
        handle.lose(late=late)
