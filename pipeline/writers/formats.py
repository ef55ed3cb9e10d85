"""The forms in which records are written: JSONL, plain or packed, and Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from gzip import GzipFile

JSONL, GZIP, ZSTANDARD, PARQUET = "jsonl", "jsonl.gz", "jsonl.zst", "parquet"
FORMATS = (JSONL, GZIP, ZSTANDARD, PARQUET)


class Lines(Protocol):
    """What takes lines of JSON, whole lines at a time."""

    def write(self, data: bytes, /) -> object:
        """Take the lines."""


def format_of(path: Path) -> str:
    """Return the form that the name asks for: ``a.jsonl.gz`` → ``jsonl.gz``; JSONL for any other name."""
    name = path.name.lower()
    return next((form for form in FORMATS if name.endswith(f".{form}")), JSONL)


def rejected_path(output: Path) -> Path:
    """Return where the rejected documents of an output go: ``out.jsonl.gz`` → ``out.rejected.jsonl``."""
    name = output.name
    for form in sorted(FORMATS, key=len, reverse=True):
        name = name.removesuffix(f".{form}")
    return output.with_name(f"{name}.rejected.jsonl")


@contextmanager
def packed(stream: BinaryIO, form: str) -> Iterator[Lines]:
    """Give what takes lines of JSON and writes them to the stream in the form: same lines, same bytes.

    Raises UsageError for Parquet where pyarrow is not installed.
    """
    if form == GZIP:
        with _gzip(stream) as lines:
            yield cast(Lines, lines)
    elif form == ZSTANDARD:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        with zstd.ZstdFile(stream, "wb") as lines:
            yield cast(Lines, lines)
    elif form == PARQUET:
        from pipeline.writers.parquet import ParquetLines

        with ParquetLines(stream) as table:
            yield table
    else:
        yield stream


def _gzip(stream: BinaryIO) -> GzipFile:
    from gzip import GzipFile

    # Neither a name nor a time in the head: they would make two runs differ.
    return GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6)
