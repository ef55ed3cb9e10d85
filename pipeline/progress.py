"""What a run tells while it works, on standard error: warnings, rejections, a bar, a closing line."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self

from pipeline.rejection import Rejection

PROGRAM = "mubiao"


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

    def close(self, line: str) -> None:
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
