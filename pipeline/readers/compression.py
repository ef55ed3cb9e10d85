"""Files as they lie: plain, .gz or .zst, opened as the bytes inside."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from pipeline.errors import SourceError

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

    Raises SourceError, while it is read, for an archive that is damaged or cut off.
    """
    if suffix == ".gz":
        with _damage_told(place, (gzip.BadGzipFile, EOFError, zlib.error)):
            yield cast(BinaryIO, gzip.GzipFile(fileobj=raw, mode="rb"))
    elif suffix == ".zst":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        with _damage_told(place, (zstd.ZstdError, EOFError)):
            yield cast(BinaryIO, zstd.ZstdFile(raw))
    else:
        yield raw


@contextmanager
def _damage_told(place: object, damages: tuple[type[Exception], ...]) -> Iterator[None]:
    try:
        yield
    except damages as error:
        raise SourceError(f"the archive is damaged: {error}", place=place, remedy="pack it again") from error
