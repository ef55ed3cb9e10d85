"""The main job: sources in, records out. The command line calls `run`; so can any program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.counts import Counts
from pipeline.progress import Reporter
from pipeline.readers.metadata import Metadata
from pipeline.scale.job import make_job
from pipeline.scale.one_file import run_to_file
from pipeline.scale.sharded import run_to_folder
from pipeline.settings import Settings
from pipeline.writers.formats import rejected_path

UNMET_SHOWN = 10

__all__ = ["Counts", "Settings", "rejected_path", "run"]


def run(inputs: Sequence[str], settings: Settings) -> Counts:
    """Write the record of every article in the inputs; return what was counted.

    `inputs` are files, folders, and ``-`` for standard input. Documents that cannot be done are told on
    standard error and written beside the records. Raises UsageError for inputs that cannot be, OutputError
    for an output that cannot be written, both before the work starts; RejectedError above the error rate.
    """
    job = make_job(inputs, settings)
    counts = run_to_folder(job) if settings.writes_folder else run_to_file(job)
    if settings.limit is None:
        _warn_of_unmet(job.metadata, settings.metadata, job.reporter)
    job.reporter.close(_closing_line(counts, settings), counts)
    return counts


def _closing_line(counts: Counts, settings: Settings) -> str:
    if not counts.rejected or settings.output is None:
        return counts.line
    place = settings.output / "rejected" if settings.writes_folder else rejected_path(settings.output)
    return f"{counts.line}; why documents were rejected stands in {place}"


def _warn_of_unmet(metadata: Metadata, place: Path | None, reporter: Reporter) -> None:
    unmet = list(metadata.unmet())
    for row in unmet[:UNMET_SHOWN]:
        reporter.warn(f"{place}:{row.line}: no document is called {row.uri}")
    if len(unmet) > UNMET_SHOWN:
        reporter.warn(f"{place}: {len(unmet) - UNMET_SHOWN} further rows have no document")
