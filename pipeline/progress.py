"""What a run tells while it works, on standard error: warnings, rejections, a bar, a closing line."""

from __future__ import annotations

import datetime
import json
import sys
from types import TracebackType
from typing import Any, Protocol, Self

from pipeline.counts import Counts
from pipeline.rejection import Rejection

PROGRAM = "mubiao"


class Reporter(Protocol):
    """Who is told how a run goes; the block around the work is where a bar may be drawn."""

    def __enter__(self) -> Self:
        """Begin the work."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the work."""

    def advance(self, rejection: Rejection | None = None) -> None:
        """Take one document as done, and why it was rejected."""

    def warn(self, message: str) -> None:
        """Take what the user should know and what stops nothing."""

    def note(self, event: str, **fields: object) -> None:
        """Take a step of the run that only a log tells."""

    def close(self, line: str, counts: Counts) -> None:
        """Take the closing line, and what it is made of."""


def open_reporter(form: str, *, total: int | None, quiet: bool, by_shard: bool) -> Reporter:
    """Return who tells of a run; with ``auto`` a sharded run off a terminal is told as lines of JSON."""
    as_json = form == "json" or (form == "auto" and by_shard and not sys.stderr.isatty())
    return JsonLog(quiet=quiet) if as_json else Progress(total=total, quiet=quiet)


class JsonLog:
    """Tells of a run as lines of JSON on standard error, one an event; `quiet` leaves out all but trouble."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet

    def __enter__(self) -> Self:
        self.note("begin")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def advance(self, rejection: Rejection | None = None) -> None:
        """Tell of a document only where it is rejected."""
        if rejection is not None:
            self._tell("warning", "rejected", **rejection.row)

    def warn(self, message: str) -> None:
        """Tell something that the user should know and that stops nothing."""
        self._tell("warning", "warning", message=message)

    def note(self, event: str, **fields: object) -> None:
        """Tell of a step of the run."""
        if not self._quiet:
            self._tell("info", event, **fields)

    def close(self, line: str, counts: Counts) -> None:
        """Tell that the run has ended, and what it came to."""
        found = dict(counts.found)
        self.note("end", documents=counts.documents, rejected=counts.rejected, found=found, message=line)

    def _tell(self, level: str, event: str, **fields: object) -> None:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        row = {"time": now, "level": level, "event": event, **fields}
        print(json.dumps(row, ensure_ascii=False), file=sys.stderr, flush=True)


class Progress:
    """Tells of a run. The bar is drawn on a terminal only; `quiet` leaves out the bar and the closing line.

    `total` is the number of documents, or None where nobody knows it yet.
    """

    def __init__(self, *, total: int | None = None, quiet: bool = False) -> None:
        self._total, self._quiet = total, quiet
        self._bar: Any = None

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._bar = _make_bar()
            self._task = self._bar.add_task("reading", total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def advance(self, rejection: Rejection | None = None) -> None:
        """Count one document as done; a rejected one gets its line."""
        if rejection is not None:
            self._tell(f"rejected: {rejection.message}")
        if self._bar is not None:
            self._bar.advance(self._task)

    def warn(self, message: str) -> None:
        """Tell something that the user should know and that stops nothing."""
        self._tell(f"warning: {message}")

    def note(self, event: str, **fields: object) -> None:
        """Leave it out: the bar tells how the run goes."""

    def close(self, line: str, counts: Counts) -> None:  # noqa: ARG002 (the line says it all)
        """Tell the closing line."""
        if not self._quiet:
            self._tell(line)

    def _tell(self, message: str) -> None:
        line = f"{PROGRAM}: {message}"
        if self._bar is None:
            print(line, file=sys.stderr)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _make_bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
