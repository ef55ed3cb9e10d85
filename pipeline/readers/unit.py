"""A unit: one document that is still to be read, so that another process can do it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.readers.address import Address
from pipeline.readers.options import ReadingOptions
from pipeline.rejection import Rejection


@dataclass(frozen=True, slots=True)
class Unit:
    """A whole file, unread, at `address`, or what is at hand of it in `data`: a row, standard input.

    `uri` and `name` are those of the document, `format` the suffix that tells how it is read, `line` the
    1-based line of a row in its file. Plain data only: a unit can be sent to another process.
    """

    uri: str
    name: str
    format: str
    options: ReadingOptions
    address: Address | None = None
    data: bytes | None = None
    line: int | None = None

    def rejected(self, error: str, *, line: int | None = None, id: str | None = None) -> Rejection:
        """Return the rejection of this document; `line` is that of the fault in the file, if it is known."""
        return Rejection(self.uri, "read", error, line=self.line if line is None else line, id=id)
