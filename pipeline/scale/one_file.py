"""A run to one file or to standard output: whole, in the order of the input, or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.counts import Counts
from pipeline.scale.job import Job
from pipeline.scale.letters import letter_row
from pipeline.scale.workers import open_workers
from pipeline.writers.formats import rejected_path
from pipeline.writers.jsonl import JsonlWriter, write_jsonl


def run_to_file(job: Job) -> Counts:
    """Write the records of the job to its output, what is rejected beside it; return what was counted."""
    settings, ledger = job.settings, job.ledger()
    with (
        write_jsonl(settings.output, form=settings.output_form) as records,
        _write_rejected(settings.output) as rejected,
        open_workers(settings, warn=job.reporter.warn) as workers,
        job.reporter,
    ):
        for shard, results in workers.results(job.shards()):
            for result, piece in zip(ledger.accept(results), shard.pieces, strict=True):
                if result.lines:
                    records.write_lines(result.lines)
                if result.rejection is not None and rejected is not None:
                    rejected.write(letter_row(result.rejection, piece))
            ledger.check_rate()
        ledger.check_rate(at_end=True)
        started = workers.started
        ledger.counts.seconds = 0.0 if started is None else time.perf_counter() - started
    return ledger.counts


@contextmanager
def _write_rejected(output: Path | None) -> Iterator[JsonlWriter | None]:
    """Give a writer for rejections, or None where the records go to standard output."""
    if output is None or (output.exists() and not output.is_file()):
        yield None
    else:
        with write_jsonl(rejected_path(output), keep_empty=False) as writer:
            yield writer
