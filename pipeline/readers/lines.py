"""The lines of a file of rows as bytes, each at most so long."""

from __future__ import annotations

import codecs
import dataclasses
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.readers.encoding import wide_encoding
from pipeline.readers.limits import MAX_TEXT_BYTES, MIB
from pipeline.readers.options import ReadingOptions

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TOO_LONG = f"the line is longer than {MAX_TEXT_BYTES // MIB} MiB (split the document)"


def bounded_lines(stream: BinaryIO, *, limit: int = MAX_TEXT_BYTES) -> Iterator[bytes | None]:
    """Yield the lines with their ends; None for one above `limit` bytes, which is passed over unheld."""
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            _pass_over(stream)
            yield None
        else:
            yield line


def _pass_over(stream: BinaryIO) -> None:
    """Read to the end of the line."""
    while (rest := stream.readline(MIB)) and not rest.endswith(b"\n"):
        pass


def with_narrow_breaks(
    stream: BinaryIO, options: ReadingOptions, *, place: str
) -> tuple[BinaryIO, ReadingOptions]:
    """Return a stream in which a line break is one byte, and the options that its rows are read with.

    What is in UTF-16 or UTF-32, by its byte order mark or by the options, is given as UTF-8.
    """
    head = stream.read(4)
    wide = wide_encoding(head, options.encoding)
    if stream.seekable():
        stream.seek(0)
        whole = stream
    else:
        whole = cast(BinaryIO, io.BufferedReader(_Joined(head, stream), MIB))
    if wide is None:
        return whole, options
    recoded = io.BufferedReader(_Recoded(whole, wide, place), MIB)
    return cast(BinaryIO, recoded), dataclasses.replace(options, encoding=None)


class _Joined(io.RawIOBase):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head, self.stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data, self.head = self.head or self.stream.read(len(view)), b""
        view[: len(data)] = data
        return len(data)


class _Recoded(_Joined):
    """A stream in another encoding, as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str, place: str) -> None:
        super().__init__(b"", stream)
        self.decoder, self.encoding, self.place = codecs.getincrementaldecoder(encoding)(), encoding, place

    def readinto(self, buffer: WriteableBuffer) -> int:
        # Two bytes of UTF-16 become three of UTF-8 at most; a read that gives nothing would be the end.
        while not self.head and (data := self.stream.read(len(memoryview(buffer)) // 2)):
            self.head = self._utf8(data, final=False)
        if not self.head:
            self.head = self._utf8(b"", final=True)
        return super().readinto(buffer)

    def _utf8(self, data: bytes, *, final: bool) -> bytes:
        try:
            return self.decoder.decode(data, final).encode()
        except UnicodeError as error:
            remedy = "save the file as UTF-8"
            raise SourceError(f"no {self.encoding}: {error}", place=self.place, remedy=remedy) from error
