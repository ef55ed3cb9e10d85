"""The corpus at a glance: ``mubiao report RECORDS… -o report.html``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.record_files import read_records
from pipeline.rejection import Rejection
from pipeline.report.counts import Counts
from pipeline.report.page import write_report
from pipeline.report.rejected import Rejected, read_rejections, rejection_files
from pipeline.report.tally import open_tally

__all__ = ["report"]


def report(records: Sequence[Path], output: Path, *, title: str, reject: Callable[[Rejection], None]) -> None:
    """Write the report of the records to a file; memory does not grow with their number.

    Lines that hold no record go to `reject`, and into the report beside the documents that the run rejected.
    Raises UsageError for paths that are not there and where the extra is not installed, OutputError where
    the file cannot be written, RowError for a list of rejected documents that is none.
    """
    rejected = Rejected()

    def refuse(rejection: Rejection) -> None:
        reject(rejection)
        rejected.add(rejection)

    with open_tally() as tally:
        counts = Counts(tally)
        for line in read_records(records, reject=refuse):
            counts.add(line.record)
        for rejection in read_rejections(rejection_files(records)):
            rejected.add(rejection)
        write_report(output, counts, rejected, title=title)
