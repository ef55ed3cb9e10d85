"""Streams that are made of other streams."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from pipeline.readers.limits import MIB

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Made(io.RawIOBase):
    """A stream to be read forwards; a kind of it says in `take` which bytes come next."""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def take(self, size: int) -> bytes:
        """Return the next bytes, at most `size`; none is the end."""
        raise NotImplementedError

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Put the next bytes into a buffer; returns how many."""
        view = memoryview(buffer).cast("B")
        data = self.take(len(view))
        view[: len(data)] = data
        return len(data)


def buffered(stream: Made) -> BinaryIO:
    """Return the stream with lines and reads of any length."""
    return cast(BinaryIO, io.BufferedReader(stream, MIB))
