"""Files as they lie: plain, .gz or .zst, opened as the bytes inside, as long as these are no bomb."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.readers.limits import MAX_RATIO, RATIO_COUNTS_FROM
from pipeline.readers.streams import Made, buffered

SUFFIXES = (".gz", ".zst")


def inner_name(path: PurePath) -> PurePath:
    """Return the path without its compression: ``a.jsonl.gz`` → ``a.jsonl``."""
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Give the bytes of a file, decompressed where its name says so.

    Raises OSError for a file that cannot be opened, SourceError, while it is read, for a damaged archive.
    """
    with path.open("rb") as raw, decompressed(raw, path.suffix.lower(), place=path) as stream:
        yield stream


@contextmanager
def decompressed(raw: BinaryIO, suffix: str, *, place: object) -> Iterator[BinaryIO]:
    """Give the bytes inside a stream of the kind ``.gz`` or ``.zst``; any other is given as it is.

    Raises SourceError, while it is read, for an archive that is damaged or cut off, and for a bomb: one that
    gives more than `MAX_RATIO` bytes for each of its own.
    """
    if suffix not in SUFFIXES:
        yield raw
        return
    counted = _Counted(raw)
    packed = buffered(counted)
    inner, damages = _open_gzip(packed) if suffix == ".gz" else _open_zstd(packed)
    with _damage_told(place, damages):
        yield buffered(_Guarded(inner, counted, place))


def _open_gzip(packed: BinaryIO) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    inner = gzip.GzipFile(fileobj=packed, mode="rb")
    return cast(BinaryIO, inner), (gzip.BadGzipFile, EOFError, zlib.error)


def _open_zstd(packed: BinaryIO) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return cast(BinaryIO, zstd.ZstdFile(packed)), (zstd.ZstdError, EOFError)


class _Counted(Made):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.count = stream, 0

    def take(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.count += len(data)
        return data


class _Guarded(_Counted):
    """The inside of an archive, refused as soon as it is too much for what the archive holds."""

    def __init__(self, stream: BinaryIO, packed: _Counted, place: object) -> None:
        super().__init__(stream)
        self.packed, self.place = packed, place

    def take(self, size: int) -> bytes:
        data = super().take(size)
        if self.count > RATIO_COUNTS_FROM and self.count > MAX_RATIO * self.packed.count:
            reason = f"the archive gives more than {MAX_RATIO} bytes for each of its own: a bomb"
            raise SourceError(reason, place=self.place, remedy="unpack it and give the files, if it is none")
        return data


@contextmanager
def _damage_told(place: object, damages: tuple[type[Exception], ...]) -> Iterator[None]:
    try:
        yield
    except damages as error:
        raise SourceError(f"the archive is damaged: {error}", place=place, remedy="pack it again") from error
