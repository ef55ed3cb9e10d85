"""The manifest of a shard, written when all else of it is on the disk: it says that the shard is done."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.counts import Counts
from pipeline.errors import UsageError
from pipeline.scale.results import Result
from pipeline.writers.jsonl import write_jsonl


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of records as it was written."""

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a shard was made of and what became of it; the same input gives the same manifest.

    `input` and `configuration` are hashes; `rows_in` documents gave `rows_out` records; `rejected` counts
    by step; `documents` are the ids with their addresses. A shard that tries again what was rejected tells
    in `retried` which addresses it settles, and which step had refused each.
    """

    shard: int
    version: str
    configuration: str
    input: str
    output: OutputFile | None
    rows_in: int
    rows_out: int
    characters: int
    rejected: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    documents: list[tuple[str, str]] = field(default_factory=list)
    retried: dict[str, str] | None = None

    @property
    def counts(self) -> Counts:
        """What the shard has come to by itself."""
        return Counts(
            self.rows_in,
            sum(self.rejected.values()),
            self.characters,
            found=Counter(self.found),
            stages=Counter(self.rejected),
        )

    @property
    def settled(self) -> Iterable[str]:
        """The steps that had refused the documents which this shard has tried again."""
        return (self.retried or {}).values()


def count_results(results: list[Result]) -> Counts:
    """Return what the results of a shard add up to."""
    counts = Counts()
    for result in results:
        counts.add(result.characters, result.found, result.rejection)
    return counts


def describe_file(path: Path) -> OutputFile | None:
    """Return the hash and size of a file of records, None where none was made."""
    if not path.exists():
        return None
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return OutputFile(path.name, digest, path.stat().st_size)


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all. Raises OutputError."""
    with write_jsonl(path) as writer:
        writer.write(asdict(manifest))


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file. Raises UsageError for one that was changed by hand."""
    from pydantic import ValidationError

    try:
        manifest: Manifest = _adapter().validate_json(path.read_bytes())
    except ValidationError as error:
        remedy = "delete it and run again with --resume: its shard is done anew"
        raise UsageError("this is no manifest of a shard", place=path, remedy=remedy) from error
    return manifest


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter  # takes 0.2 s: only for a run that is resumed

    return TypeAdapter(Manifest)
