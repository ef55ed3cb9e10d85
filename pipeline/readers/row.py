"""One row of a JSONL file: a JSON object whose members are checked as they are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SourceError
from pipeline.readers.encoding import decode
from pipeline.readers.published import read_published


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON object, the file in which it stands and its line there."""

    data: dict[str, Any]
    place: str
    line: int

    @classmethod
    def parse(cls, line: bytes, place: str, number: int, *, encoding: str | None = None) -> Row:
        """Return the row in a line; raises SourceError for what is no JSON object."""
        row = cls({}, place, number)
        text = decode(line, place=place, line=number, encoding=encoding).removeprefix("\ufeff")
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise row.fault(f"no JSON: {error.msg} at column {error.colno}") from error
        except RecursionError as error:
            raise row.fault("no usable JSON: nested too deep") from error
        except ValueError as error:
            raise row.fault("no usable JSON: a number has too many digits") from error
        if not isinstance(data, dict):
            raise row.fault(f"no JSON object but {_shorten(data)}")
        return cls(data, place, number)

    def string(self, key: str) -> str | None:
        """Return a member that is to be a string, None where it is missing or null.

        Raises SourceError for another type, and for what neither UTF-8 nor spaCy can hold: a NUL, or half of
        a surrogate pair (``"\\ud800"``).
        """
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.fault(f"`{key}` is no string but {_shorten(value)}")
        if "\0" in value:
            raise self.fault(f"`{key}` holds a NUL at character {value.index(chr(0))}")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            lone = f"U+{ord(value[error.start]):04X}"
            raise self.fault(f"`{key}` holds the lone surrogate {lone} at character {error.start}") from error
        return value

    def published(self, warn: Callable[[str], None], *, key: str = "published") -> str | None:
        """Return the ISO day in a member; one that cannot be read is warned of and left out."""
        return read_published(self.data.get(key), place=self.place, line=self.line, warn=warn)

    def fault(self, reason: str) -> SourceError:
        """Return the error that names this row."""
        return SourceError(reason, place=self.place, line=self.line, remedy="correct the row or leave it out")


def _shorten(value: object, width: int = 40) -> str:
    """Return the value as it may stand in a message of one line."""
    shown = repr(value)
    return shown if len(shown) <= width else shown[: width - 1] + "…"
