"""A job: the inputs of a run, checked and listed, and who is told how it goes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.progress import Reporter, open_reporter
from pipeline.readers.address import STANDARD_INPUT, Address
from pipeline.readers.inputs import list_files
from pipeline.readers.metadata import Metadata, read_metadata
from pipeline.readers.units import ROW_FORMATS, list_units
from pipeline.scale.ledger import Ledger
from pipeline.scale.shards import Piece, Shard, cut_shards
from pipeline.settings import Settings
from pipeline.writers.formats import rejected_path


@dataclass(frozen=True, slots=True)
class Job:
    """`inputs` as they were named, `files` as they were found there."""

    inputs: list[str]
    files: list[Address]
    settings: Settings
    metadata: Metadata
    reporter: Reporter

    def pieces(self) -> Iterator[Piece]:
        """Yield what there is to read, as far as the limit."""
        units = list_units(self.files, options=self.settings.reading)
        return itertools.islice(units, self.settings.limit)

    def shards(self) -> Iterator[Shard]:
        """Yield the pieces in shards."""
        return cut_shards(self.pieces(), size=self.settings.shards.size)

    def ledger(self) -> Ledger:
        """Return an empty ledger for this job."""
        return Ledger(self.metadata, self.reporter, max_error_rate=self.settings.work.max_error_rate)


def make_job(inputs: Sequence[str], settings: Settings) -> Job:
    """Return the job of a run: its inputs found and its metadata read. Raises UsageError."""
    files = _list_files(inputs, settings)
    reporter = open_reporter(
        settings.log,
        total=_total(files, settings.limit),
        quiet=settings.quiet,
        by_shard=settings.writes_folder,
    )
    if settings.metadata is None:
        return Job(list(inputs), files, settings, Metadata(), reporter)
    return Job(list(inputs), files, settings, read_metadata(settings.metadata, warn=reporter.warn), reporter)


def _list_files(inputs: Sequence[str], settings: Settings) -> list[Address]:
    """Return the input files; the metadata file is none of them, and no output may be one."""
    exclude = set() if settings.metadata is None else {settings.metadata.resolve()}
    files = list_files(inputs, exclude=exclude)
    if settings.output is not None:
        _refuse_overwriting([*files, *map(Address.of, exclude)], settings.output, settings.writes_folder)
    return files


def _refuse_overwriting(files: Iterable[Address], output: Path, is_folder: bool) -> None:
    """Raise UsageError where the output would be written over one of the files."""
    whole, rejected = output.resolve(), rejected_path(output).resolve()
    for address in files:
        if not address.is_local:
            continue
        path = address.path.resolve()
        if path.is_relative_to(whole) if is_folder else path in (whole, rejected):
            remedy = "name another place with -o, outside the input folders"
            raise UsageError("the output would overwrite this input", place=address.uri, remedy=remedy)


def _total(files: Sequence[Address], limit: int | None) -> int | None:
    """Return the number of documents where it is known before reading: rows are not counted ahead."""
    if any(address == STANDARD_INPUT or address.suffix in ROW_FORMATS for address in files):
        return limit
    return len(files) if limit is None else min(limit, len(files))
