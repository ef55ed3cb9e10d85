"""The workers of a run: a pool of processes, or this very process where one without a deadline is enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from pipeline.scale.pool import Pool
from pipeline.scale.results import Message, Result, Warned
from pipeline.scale.shards import Shard
from pipeline.scale.worker import peak_memory
from pipeline.settings import Settings


class Workers(Protocol):
    """Does shards and yields their results in the order of the shards.

    `peak_memory` is the most that one of them has held, in bytes; `lost` how many were killed or died;
    `started` when the first was ready (`time.perf_counter`), None before.
    """

    peak_memory: int
    lost: int
    started: float | None

    def results(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Result]]]:
        """Yield the results of each shard."""


class Here:
    """Does the work in this process: nothing has to be started, and nothing can be stopped."""

    def __init__(self, settings: Settings, *, warn: Callable[[str], None]) -> None:
        self._extraction, self._warn = settings.extraction, warn
        self.peak_memory, self.lost = 0, 0
        self.started: float | None = None

    def results(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Result]]]:
        """Yield the results of each shard."""
        from pipeline.scale.extractor import Extractor  # loads spaCy

        extractor: Extractor | None = None
        for shard in shards:
            if extractor is None:
                extractor = Extractor(self._extraction)
                self.started = time.perf_counter()
            results = list(extractor.extract(shard.pieces, self._tell))
            self.peak_memory = peak_memory()
            yield shard, results

    def _tell(self, message: Message) -> None:
        if isinstance(message, Warned):
            self._warn(message.message)


def open_workers(settings: Settings, *, warn: Callable[[str], None]) -> AbstractContextManager[Workers]:
    """Give the workers that the settings ask for; at the end of the block they are gone."""
    if settings.work.is_here:
        return nullcontext(Here(settings, warn=warn))
    return Pool(settings.extraction, settings.work, warn=warn)
