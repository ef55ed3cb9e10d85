"""What monitoring reads of a run: a file in Prometheus' text format, as its textfile collector takes it.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.counts import COUNTED, Counts
from pipeline.scale.workers import Workers
from pipeline.writers.beside import open_output, told

INTERVAL_SECONDS = 10.0


class MetricsFile:
    """The metrics of a run, written whole each time, not more often than a collector looks."""

    def __init__(self, path: Path) -> None:
        self._path, self._written = path, 0.0

    def write(self, counts: Counts, workers: Workers, *, shards: int, now: bool = False) -> None:
        """Write the figures where it is time to, or `now`. Raises OutputError."""
        if not now and time.monotonic() - self._written < INTERVAL_SECONDS:
            return
        text = "".join(_lines(counts, workers, shards))
        with open_output(self._path) as stream, told(self._path):
            stream.write(text.encode())
        self._written = time.monotonic()


def _lines(counts: Counts, workers: Workers, shards: int) -> Iterator[str]:
    yield from _metric("documents_total", "counter", "Documents done, rejected ones too.", counts.documents)
    yield from _metric("characters_total", "counter", "Characters of the documents.", counts.characters)
    yield from _metric("records_total", "counter", "Records written.", counts.found["records"])
    yield from _metric("seconds_total", "counter", "Seconds of work.", round(counts.seconds, 3))
    yield from _metric("shards_total", "counter", "Shards done.", shards)
    yield from _metric("workers_lost_total", "counter", "Workers that died or were killed.", workers.lost)
    yield from _metric(
        "worker_peak_memory_bytes", "gauge", "The most memory of one worker.", workers.peak_memory
    )
    stages = dict(sorted(counts.stages.items()))
    yield from _labelled("rejected_total", "Documents rejected, by step.", "stage", stages)
    layers = {layer: counts.found[layer] for layer in COUNTED}
    yield from _labelled("mentions_total", "Mentions found, by layer.", "layer", layers)


def _metric(name: str, kind: str, told: str, value: float) -> Iterator[str]:
    yield f"# HELP mubiao_{name} {told}\n# TYPE mubiao_{name} {kind}\nmubiao_{name} {value}\n"


def _labelled(name: str, told: str, label: str, values: Mapping[str, int]) -> Iterator[str]:
    yield f"# HELP mubiao_{name} {told}\n# TYPE mubiao_{name} counter\n"
    for value, count in values.items():
        yield f'mubiao_{name}{{{label}="{value}"}} {count}\n'
