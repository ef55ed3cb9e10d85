"""What a change of rules did to a corpus: ``mubiao diff OLD NEW``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.diff.difference import Difference, Settings
from pipeline.diff.spool import NEW, OLD, open_spool
from pipeline.record_files import read_records
from pipeline.rejection import Rejection

__all__ = ["Difference", "Settings", "compare"]


def compare(old: Path, new: Path, settings: Settings, *, reject: Callable[[Rejection], None]) -> Difference:
    """Return the differences between two files, or folders, of records, in any order and of any size.

    Lines that hold no record go to `reject`. Raises UsageError for paths that are not there.
    """
    difference = Difference(settings)
    with open_spool() as spool:
        for side, path in ((OLD, old), (NEW, new)):
            for line in read_records([path], reject=reject):
                spool.add(side, line.record)
        for pair in spool.pairs():
            difference.add(pair)
    return difference
