"""The list of rejected documents that a run leaves beside its records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import RowError
from pipeline.readers.compression import SUFFIXES, inner_name, open_file
from pipeline.record_files import NO_RECORDS, SUFFIX
from pipeline.rejection import Rejection

LISTED = 200


@dataclass(slots=True)
class Rejected:
    """Rejections: how many of each stage, and the first of them."""

    stages: Counter[str] = field(default_factory=Counter)
    first: list[Rejection] = field(default_factory=list)

    def add(self, rejection: Rejection) -> None:
        """Count one, and keep it while there is room."""
        self.stages[rejection.stage] += 1
        if len(self.first) < LISTED:
            self.first.append(rejection)


def rejection_files(records: Sequence[Path]) -> list[Path]:
    """Return the lists of rejected documents in the folders, and beside the files, of records; each once."""
    return list(dict.fromkeys(file for path in records for file in _beside(path)))


def _beside(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if inner_name(file).name.endswith(NO_RECORDS))
        return
    stem = inner_name(path).name.removesuffix(SUFFIX)
    for packed in ("", *SUFFIXES):
        beside = path.with_name(stem + NO_RECORDS + packed)
        if beside.is_file():
            yield beside


def read_rejections(files: Iterable[Path]) -> Iterator[Rejection]:
    """Yield the rejections in the files; raises RowError for a line that is none, else as `open_file`."""
    for path in files:
        with open_file(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parse(line, path, number)


def _parse(line: bytes, path: Path, number: int) -> Rejection:
    try:
        row: dict[str, Any] = json.loads(line)
        uri, stage, reason = (str(row[name]) for name in ("uri", "stage", "error"))
    except (ValueError, TypeError, KeyError) as error:
        raise RowError(
            f"no rejection: {error}", place=path, line=number, remedy="run `mubiao run` again, or remove it"
        ) from error
    return Rejection(uri, stage, reason, line=row.get("line"), id=row.get("id"))
