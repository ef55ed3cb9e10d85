"""From files of records to a folder in one of the formats; what is no record is rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.export.folder import MANIFEST, new_folder
from pipeline.export.formats import find_format, load_writer
from pipeline.record_files import list_record_files, read_records
from pipeline.records import Record
from pipeline.rejection import Rejection
from pipeline.writers.jsonl import JsonlWriter, to_line, write_jsonl

REJECTED = "export.rejected.jsonl"


@dataclass(slots=True)
class Exported:
    """What an export did: records read, written and rejected, and what the format could not hold."""

    read: int = 0
    written: int = 0
    rejected: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def line(self) -> str:
        """The counts as one line."""
        dropped = "".join(f"; not held: {name} {count:,}" for name, count in sorted(self.dropped.items()))
        return f"records {self.read:,}, written {self.written:,}, rejected {self.rejected:,}{dropped}"


def export(
    paths: Sequence[Path], folder: Path, name: str, *, options: Mapping[str, Any] | None = None
) -> Exported:
    """Write the records of the files into `folder` in the format `name`, whole or not at all.

    `options` are those of the format alone. What is no record goes to ``export.rejected.jsonl`` in the
    folder, the rest goes on. Raises UsageError for an unknown format, a wrong option, a missing file and a
    missing package.
    """
    options = options or {}
    find_format(name, options)
    list_record_files(paths)
    write = load_writer(name)
    exported = Exported()
    with new_folder(folder) as beside, ExitStack() as stack:
        rejects = stack.enter_context(write_jsonl(beside / REJECTED, keep_empty=False))
        exported.dropped += write(_counted(paths, exported, rejects), beside, **options)
        _write_manifest(beside, name, exported)
    return exported


def _counted(paths: Sequence[Path], exported: Exported, rejects: JsonlWriter) -> Iterator[Record]:
    def reject(rejection: Rejection) -> None:
        exported.rejected += 1
        rejects.write(rejection.row)

    for row in read_records(paths, reject=reject):
        exported.read += 1
        exported.written += 1
        yield row.record


def _write_manifest(folder: Path, name: str, exported: Exported) -> None:
    row = {
        "format": name,
        "records": exported.read,
        "written": exported.written,
        "rejected": exported.rejected,
        "dropped": dict(sorted(exported.dropped.items())),
    }
    (folder / MANIFEST).write_bytes(to_line(row))
