"""The main job: sources in, records out. The command line calls `run`; so can any program."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.annotate import Outcome, annotate
from pipeline.build import build_nlp
from pipeline.errors import UsageError
from pipeline.progress import Progress
from pipeline.readers.address import STANDARD_INPUT, Address
from pipeline.readers.documents import read_documents
from pipeline.readers.inputs import list_files
from pipeline.readers.metadata import Metadata, read_metadata
from pipeline.readers.options import ReadingOptions
from pipeline.readers.units import ROW_FORMATS
from pipeline.records import Record
from pipeline.writers.jsonl import JsonlWriter, write_jsonl

COUNTED = ("people", "positions", "organizations", "dates", "goals", "results")
UNMET_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is to do: `output` None is standard output; `limit` counts documents."""

    output: Path | None = None
    metadata: Path | None = None
    limit: int | None = None
    words: bool = True
    tagger: bool = True
    ner_model: str | None = None
    quiet: bool = False
    reading: ReadingOptions = field(default_factory=ReadingOptions)


@dataclass(slots=True)
class Counts:
    """What a run did; `found` holds the records, the articles among them, and the mentions of each layer."""

    documents: int = 0
    rejected: int = 0
    characters: int = 0
    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.documents += 1
        self.rejected += outcome.rejection is not None
        self.characters += outcome.characters
        for record in outcome.records:
            self._add_record(record)

    def _add_record(self, record: Record) -> None:
        self.found["records"] += 1
        self.found["articles"] += record["kind"] == "article"
        for layer in COUNTED:
            self.found[layer] += len(record[layer])  # type: ignore[literal-required]

    @property
    def line(self) -> str:
        """The counts as one line; the speed is that of the work, without the loading of the pipeline."""
        counted = {"documents": self.documents, **{name: self.found[name] for name in ("articles", *COUNTED)}}
        counts = ", ".join(
            f"{name} {count:,}" for name, count in (counted | {"rejected": self.rejected}).items()
        )
        speed = self.characters / self.seconds if self.seconds else 0
        return f"{counts}; {self.seconds:.1f} s, {speed:,.0f} characters a second"


def run(inputs: Sequence[str], settings: Settings) -> Counts:
    """Write the record of every article in the inputs; return what was counted.

    `inputs` are files, folders, and ``-`` for standard input. Documents that cannot be done are told on
    standard error and written to `rejected_path`. Raises UsageError for inputs that cannot be, OutputError
    for an output that cannot be written, both before the work starts.
    """
    files = _list_files(inputs, settings)
    progress = Progress(total=_total(files, settings.limit), quiet=settings.quiet)
    metadata = (
        Metadata() if settings.metadata is None else read_metadata(settings.metadata, warn=progress.warn)
    )
    counts = Counts()
    with write_jsonl(settings.output) as records, _write_rejected(settings.output) as rejected:
        nlp = build_nlp(settings.words, tagger=settings.tagger, ner_model=settings.ner_model)
        started = time.perf_counter()
        documents = read_documents(files, metadata=metadata, options=settings.reading, warn=progress.warn)
        with progress:
            for outcome in annotate(nlp, itertools.islice(documents, settings.limit)):
                counts.add(outcome)
                _write(outcome, records, rejected)
                progress.advance(outcome.rejection)
        counts.seconds = time.perf_counter() - started
    if settings.limit is None:
        _warn_of_unmet(metadata, settings.metadata, progress)
    progress.close(_closing_line(counts, settings.output))
    return counts


def rejected_path(output: Path) -> Path:
    """Return where the rejected documents of an output go: ``out.jsonl`` → ``out.rejected.jsonl``."""
    return output.with_name(output.name.removesuffix(".jsonl") + ".rejected.jsonl")


def _list_files(inputs: Sequence[str], settings: Settings) -> list[Address]:
    """Return the input files; the metadata file is none of them, and no output may be one."""
    exclude = set() if settings.metadata is None else {settings.metadata.resolve()}
    files = list_files(inputs, exclude=exclude)
    if settings.output is not None:
        written = {settings.output.resolve(), rejected_path(settings.output).resolve()}
        for address in (*files, *map(Address.of, exclude)):
            if address.is_local and address.path.resolve() in written:
                remedy = "name another file with -o, outside the input folders"
                raise UsageError("the output would overwrite this input", place=address.uri, remedy=remedy)
    return files


def _total(files: Sequence[Address], limit: int | None) -> int | None:
    """Return the number of documents where it is known before reading: rows are not counted ahead."""
    if any(address == STANDARD_INPUT or address.suffix in ROW_FORMATS for address in files):
        return limit
    return len(files) if limit is None else min(limit, len(files))


@contextmanager
def _write_rejected(output: Path | None) -> Iterator[JsonlWriter | None]:
    """Give a writer for rejections, or None where the records go to standard output."""
    if output is None or (output.exists() and not output.is_file()):
        yield None
    else:
        with write_jsonl(rejected_path(output), keep_empty=False) as writer:
            yield writer


def _write(outcome: Outcome, records: JsonlWriter, rejected: JsonlWriter | None) -> None:
    for record in outcome.records:
        records.write(record)
    if outcome.rejection is not None and rejected is not None:
        rejected.write(outcome.rejection.row)


def _closing_line(counts: Counts, output: Path | None) -> str:
    if not counts.rejected or output is None:
        return counts.line
    return f"{counts.line}; why documents were rejected stands in {rejected_path(output)}"


def _warn_of_unmet(metadata: Metadata, place: Path | None, progress: Progress) -> None:
    unmet = list(metadata.unmet())
    for row in unmet[:UNMET_SHOWN]:
        progress.warn(f"{place}:{row.line}: no document is called {row.uri}")
    if len(unmet) > UNMET_SHOWN:
        progress.warn(f"{place}: {len(unmet) - UNMET_SHOWN} further rows have no document")
