"""What could not be done, and why: one row of ``OUT.rejected.jsonl`` for each document."""

from __future__ import annotations

from typing import Any, NamedTuple

from pipeline.errors import MubiaoError


class Rejection(NamedTuple):
    """A document that was refused.

    `stage` is the step that refused it: ``read``, ``clean``, a component's name, or ``serialize``; `line` is
    the 1-based line in the file where it is known, `id` the document's id where it has one.
    """

    uri: str
    stage: str
    error: str
    line: int | None = None
    id: str | None = None

    @property
    def row(self) -> dict[str, Any]:
        """The rejection as it is written."""
        return {"id": self.id, "uri": self.uri, "line": self.line, "stage": self.stage, "error": self.error}

    @property
    def message(self) -> str:
        """The rejection as one line for a reader: ``file:line: reason``."""
        place = self.uri if self.line is None else f"{self.uri.removesuffix(f'#{self.line}')}:{self.line}"
        stage = "" if self.stage == "read" else f"{self.stage}: "
        return f"{place}: {stage}{self.error}"


def explain(error: MubiaoError) -> str:
    """Return an error's reason and remedy without its place, which a Rejection tells by itself."""
    return error.reason + (f" ({error.remedy})" if error.remedy else "")
