"""The lines of a file of rows as bytes, each at most so long."""

from __future__ import annotations

import codecs
import dataclasses
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.errors import SourceError
from pipeline.readers.encoding import wide_encoding
from pipeline.readers.limits import MAX_TEXT_BYTES, MIB
from pipeline.readers.options import ReadingOptions
from pipeline.readers.streams import Made, buffered

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
    else:
        stream = buffered(_Joined(head, stream))
    if wide is None:
        return stream, options
    return buffered(_Recoded(stream, wide, place)), dataclasses.replace(options, encoding=None)


class _Joined(Made):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head, self.stream = head, stream

    def take(self, size: int) -> bytes:
        data = self.head[:size] or self.stream.read(size)
        self.head = self.head[size:]
        return data


class _Recoded(Made):
    """A stream in another encoding, as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str, place: str) -> None:
        self.decoder, self.encoding, self.place = codecs.getincrementaldecoder(encoding)(), encoding, place
        self.stream, self.ready = stream, b""

    def take(self, size: int) -> bytes:
        # A piece that ends within a character may give nothing, which would be the end.
        while not self.ready and (data := self.stream.read(size)):
            self.ready = self._utf8(data, final=False)
        data = self.ready or self._utf8(b"", final=True)
        self.ready = data[size:]
        return data[:size]

    def _utf8(self, data: bytes, *, final: bool) -> bytes:
        try:
            return self.decoder.decode(data, final).encode()
        except UnicodeError as error:
            remedy = "save the file as UTF-8"
            raise SourceError(f"no {self.encoding}: {error}", place=self.place, remedy=remedy) from error
