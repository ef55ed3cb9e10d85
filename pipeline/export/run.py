"""From files of records to a folder in one of the formats; what is no record is rejected."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline.export.card import write_card
from pipeline.export.folder import MANIFEST, hash_files, new_folder
from pipeline.export.sets import Sets, write_sets
from pipeline.export.settings import Job, Settings, prepare
from pipeline.record_files import list_record_files, read_records
from pipeline.records import Record
from pipeline.rejection import Rejection
from pipeline.writers.jsonl import to_line, write_jsonl

REJECTED = "export.rejected.jsonl"
SPLITS = "splits.json"


@dataclass(slots=True)
class Exported:
    """What an export did: records read, examples written, records rejected; what was not held, by name."""

    read: int = 0
    written: int = 0
    rejected: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    sets: Sets | None = None

    @property
    def line(self) -> str:
        """The counts as one line."""
        splits = ""
        if self.sets is not None:
            counts = (f"{name} {row.records:,}" for name, row in self.sets.statistics.items())
            splits = f" ({', '.join(counts)})"
        return f"records {self.read:,}, written {self.written:,}{splits}, rejected {self.rejected:,}"


def export(paths: Sequence[Path], folder: Path, settings: Settings) -> Exported:
    """Write the records of the files into `folder`, whole or not at all.

    What is no record goes to ``export.rejected.jsonl`` in the folder, the rest goes on. Raises UsageError,
    before anything is read, for wrong settings and missing files.
    """
    job = prepare(settings)
    list_record_files(paths)
    exported = Exported()
    with new_folder(folder) as beside:
        with write_jsonl(beside / REJECTED, keep_empty=False) as rejects:

            def reject(rejection: Rejection) -> None:
                exported.rejected += 1
                rejects.write(rejection.row)

            records = _records(paths, exported, reject)
            (_write_sets if job.format.splits else _write_all)(records, beside, job, exported)
        _write_manifest(beside, settings, job, exported)
    return exported


def _write_all(records: Iterator[Record], folder: Path, job: Job, exported: Exported) -> None:
    def examples() -> Iterator[Record]:
        for record in records:
            for example in job.maker.examples_of(record):
                exported.written += 1
                yield example

    exported.dropped += job.write(examples(), folder, **job.options)


def _write_sets(records: Iterator[Record], folder: Path, job: Job, exported: Exported) -> None:
    sets = write_sets(records, folder, partial(job.write, **job.options), job.maker, job.request)
    exported.sets, exported.dropped = sets, sets.dropped
    exported.written = sum(row.records for row in sets.statistics.values())
    (folder / SPLITS).write_bytes(to_line(sets.report))


def _records(
    paths: Sequence[Path], exported: Exported, reject: Callable[[Rejection], None]
) -> Iterator[Record]:
    for row in read_records(paths, reject=reject):
        exported.read += 1
        yield row.record


def _write_manifest(folder: Path, settings: Settings, job: Job, exported: Exported) -> None:
    """Write what the export did and which files it made; for training sets the card and the plots too."""
    manifest = {
        "format": settings.name,
        "recipe": job.recipe,
        "recipe_sha256": hashlib.sha256(to_line(job.recipe)).hexdigest(),
        "records": exported.read,
        "written": exported.written,
        "rejected": exported.rejected,
        "left_out": dict(sorted((+job.maker.left_out).items())),
        "not_held": dict(sorted((+exported.dropped).items())),
        "files": hash_files(folder),
    }
    if exported.sets is not None:
        write_card(folder, manifest, exported.sets, license_name=settings.license, plots=settings.plots)
    (folder / MANIFEST).write_bytes(to_line(manifest))
