"""The exceptions that Mubiao raises: each says what is wrong, where, and what to do about it."""

from __future__ import annotations


class MubiaoError(Exception):
    """Base of all our errors: a message of one line, with its place and its remedy.

    `place` is a file name, `line` the 1-based line in it; `remedy` tells the user what to do.
    """

    def __init__(
        self, reason: str, *, place: object = None, line: int | None = None, remedy: str = ""
    ) -> None:
        self.reason, self.place, self.line, self.remedy = reason, place, line, remedy
        super().__init__(self._message())

    def _message(self) -> str:
        where = "" if self.place is None else f"{self.place}: "
        if self.line is not None:
            where = f"{self.place}:{self.line}: "
        return f"{where}{self.reason}" + (f" ({self.remedy})" if self.remedy else "")


class UsageError(MubiaoError):
    """The command was called with something it cannot work with (exit code 2)."""


class SourceError(MubiaoError):
    """One source document cannot be read; the others can."""


class OutputError(MubiaoError):
    """The output cannot be written."""


class RowError(MubiaoError):
    """A row of a pattern, lexicon or gold file is malformed."""


class ModelError(MubiaoError):
    """A shipped model is missing, truncated or of another version."""


class WorkerError(MubiaoError):
    """A worker process cannot be kept alive: not for one document, but for any."""


class RejectedError(MubiaoError):
    """More documents were rejected than the run may have."""
