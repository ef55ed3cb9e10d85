"""A unit: one document that is still to be read, so that another process can do it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.limits import MIB
from pipeline.readers.options import ReadingOptions
from pipeline.rejection import Rejection

# A row of CSV or Parquet: what stands in the columns that the options name, bytes as long as undecoded.
Cells = dict[str, object]


@dataclass(frozen=True, slots=True)
class Unit:
    """A whole file, unread, at `address`, or what is at hand of it in `data`: a row, standard input.

    `uri` and `name` are those of the document, `format` the suffix that tells how it is read, `line` the
    1-based line of a row in its file, `offset` the byte at which it begins there, unpacked, where that is
    known. Plain data only: a unit can be sent to another process.
    """

    uri: str
    name: str
    format: str
    options: ReadingOptions
    address: Address | None = None
    data: bytes | Cells | None = None
    line: int | None = None
    offset: int | None = None

    @classmethod
    def of_row(
        cls, address: Address, line: int, data: bytes | Cells, *, options: ReadingOptions, format: str
    ) -> Unit:
        """Return the unit of a row of a file."""
        return cls(f"{address.uri}#{line}", address.name, format, options, data=data, line=line)

    @property
    def place(self) -> str:
        """The file in which the document stands, as messages name it."""
        return self.uri if self.line is None else self.uri.removesuffix(f"#{self.line}")

    def content(self, limit: int) -> bytes:
        """Return the bytes to be read: those at hand, or the whole file, decompressed.

        Raises SourceError above `limit` bytes and for a damaged archive, OSError for a file that cannot be
        read.
        """
        if self.address is None:
            if not isinstance(self.data, bytes):
                raise TypeError(f"{self.uri}: a unit of cells has no bytes")
            data = self.data
        else:
            with self.address.open() as stream:
                data = stream.read(limit + 1)
        if len(data) > limit:
            reason = f"the document is larger than {limit // MIB} MiB"
            raise SourceError(reason, place=self.uri, remedy="split it")
        return data

    def rejected(self, error: str, *, line: int | None = None, id: str | None = None) -> Rejection:
        """Return the rejection of this document; `line` is that of the fault in the file, if it is known."""
        return Rejection(self.uri, "read", error, line=self.line if line is None else line, id=id)
