"""What a run is to do, as the command or a program asks for it."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.readers.options import ReadingOptions
from pipeline.writers.formats import FORMATS, PARQUET, format_of

LOGS = ("auto", "text", "json")
# About five seconds of work: little is lost when a run is killed, and many workers have something to do.
SHARD_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Extraction:
    """What each worker loads: which components, and the rows of metadata that it applies."""

    words: bool = True
    tagger: bool = True
    ner_model: str | None = None
    metadata: Path | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """How the work is done.

    `workers` processes, 0 for one a core. `timeout` is the seconds that one document may take; None is no
    deadline: one worker without a deadline needs no process of its own. Above `max_error_rate` (0 to 1) of
    rejected documents the run stops.
    """

    workers: int = 1
    timeout: float | None = None
    max_error_rate: float | None = None

    @property
    def processes(self) -> int:
        """The number of worker processes."""
        return self.workers or _cores()

    @property
    def is_here(self) -> bool:
        """Whether the work is done in this very process."""
        return self.processes == 1 and self.timeout is None


@dataclass(frozen=True, slots=True)
class Shards:
    """How a run to a folder is cut, and what it does with a run that lies there already.

    `wanted` says that the output is a folder, whatever its name.
    """

    size: int = SHARD_BYTES
    resume: bool = False
    overwrite: bool = False
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is to do: `output` None is standard output; `limit` counts documents.

    `form` is one of `FORMATS`, None for what the output's name says.
    """

    output: Path | None = None
    metadata: Path | None = None
    limit: int | None = None
    words: bool = True
    tagger: bool = True
    ner_model: str | None = None
    quiet: bool = False
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    form: str | None = None
    work: Work = field(default_factory=Work)
    shards: Shards = field(default_factory=Shards)
    log: str = "auto"

    def __post_init__(self) -> None:
        """Raise UsageError for settings that do not go together."""
        _check(self.form, (None, *FORMATS), "--format")
        _check(self.log, LOGS, "--log")
        if self.shards.resume and self.shards.overwrite:
            raise UsageError("--resume keeps what --overwrite removes", remedy="give one of them")
        if (self.shards.resume or self.shards.overwrite) and not self.writes_folder:
            raise UsageError(
                "only a run to a folder can be resumed or overwritten", remedy="name a folder with -o"
            )
        if self.output is None and self.form == PARQUET:
            raise UsageError("Parquet cannot go to standard output", remedy="name a file or folder with -o")

    @property
    def extraction(self) -> Extraction:
        """What the workers load."""
        return Extraction(self.words, self.tagger, self.ner_model, self.metadata)

    @property
    def writes_folder(self) -> bool:
        """Whether the output is a folder of shards: it is to be, it is one, or its name has no suffix."""
        if self.output is None:
            return False
        if self.output.exists():
            return self.output.is_dir()
        return self.shards.wanted or not self.output.suffix

    @property
    def output_form(self) -> str:
        """The form of the records, one of `FORMATS`."""
        if self.form is not None or self.output is None:
            return self.form or FORMATS[0]
        return format_of(self.output)


def _cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS and Windows bind no process to cores


def _check(value: str | None, known: Collection[str | None], name: str) -> None:
    if value not in known:
        listed = ", ".join(filter(None, known))
        raise UsageError(f"{name} {value} is unknown", remedy=f"one of {listed}")
