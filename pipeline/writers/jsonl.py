"""JSONL, written beside its target and renamed when it is whole: a reader never sees half a file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import OutputError

# Made once: json.dumps makes one for each call, which costs a third of its time. A row is a tree.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)


class JsonlWriter:
    """Writes rows to a binary stream, one line each, and counts them."""

    def __init__(self, stream: BinaryIO, *, place: object) -> None:
        self._stream, self._place = stream, place
        self.count = 0

    def write(self, row: Mapping[str, Any]) -> None:
        """Write one row. Raises OutputError when there is no room, BrokenPipeError when nobody reads on."""
        with _told(self._place):
            self._stream.write(to_line(row))
        self.count += 1


def to_line(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line of JSON in UTF-8: the same row gives the same bytes."""
    return _ENCODER.encode(row).encode() + b"\n"


@contextmanager
def write_jsonl(target: Path | None, *, keep_empty: bool = True) -> Iterator[JsonlWriter]:
    """Give a writer; when the block ends without an error the file is there, else what was there before is.

    `target` None is standard output; what is no regular file (``/dev/null``, a named pipe) is written to
    directly; folders on the way are made. With `keep_empty` False a file without rows is not made, and an old
    one is removed. Raises OutputError, before the block begins, when nothing can be written there.
    """
    if target is None:
        with _write_directly(sys.stdout.buffer, "standard output") as writer:
            yield writer
    elif target.exists() and not target.is_file():
        with _told(target):
            stream = target.open("wb", buffering=0)
        with stream, _write_directly(stream, target) as writer:
            yield writer
    else:
        # A link stays a link: the file that it points to is replaced.
        with _write_beside(Path(os.path.realpath(target)), keep_empty) as writer:
            yield writer


@contextmanager
def _write_directly(stream: BinaryIO, place: object) -> Iterator[JsonlWriter]:
    yield JsonlWriter(stream, place=place)
    with _told(place):
        stream.flush()


@contextmanager
def _write_beside(target: Path, keep_empty: bool) -> Iterator[JsonlWriter]:
    # In the same folder, so that the renaming is one step of the file system.
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        stream = beside.open("wb")
    try:
        with stream:
            writer = JsonlWriter(stream, place=target)
            yield writer
            with _told(target):
                stream.flush()
                os.fsync(stream.fileno())
        if writer.count or keep_empty:
            with _told(target):
                beside.replace(target)
        else:
            target.unlink(missing_ok=True)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _told(place: object) -> Iterator[None]:
    """Turn an operating system's refusal into an error that names the file; a broken pipe goes through."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = f"nothing can be written there: {error.strerror}"
        raise OutputError(reason, place=place, remedy="name another file with -o") from error
