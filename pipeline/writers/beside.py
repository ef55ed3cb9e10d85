"""Outputs, written beside their target and renamed when they are whole: a reader never sees half a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import OutputError

TEMPORARY = ".tmp"


@contextmanager
def open_output(target: Path | None, *, keep: Callable[[], bool] = lambda: True) -> Iterator[BinaryIO]:
    """Give a stream; when the block ends without an error the file is there, else what was there before is.

    `target` None is standard output; what is no regular file (``/dev/null``, a named pipe) is written to
    directly; folders on the way are made. Where `keep` says False at the end the file is not made, and an old
    one is removed. Raises OutputError, before the block begins, when nothing can be written there.
    """
    if target is None:
        with _flushed(sys.stdout.buffer, "standard output") as stream:
            yield stream
    elif target.exists() and not target.is_file():
        with told(target):
            device = target.open("wb", buffering=0)
        with device, _flushed(device, target) as stream:
            yield stream
    else:
        # A link stays a link: the file that it points to is replaced.
        with _opened_beside(Path(os.path.realpath(target)), keep) as stream:
            yield stream


@contextmanager
def told(place: object) -> Iterator[None]:
    """Turn an operating system's refusal into an error that names the file; a broken pipe goes through."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = f"nothing can be written there: {error.strerror or error}"
        raise OutputError(reason, place=place, remedy="make room, or name another place with -o") from error


def remove_leftovers(folder: Path) -> None:
    """Remove what a run that was killed had begun to write in the folder."""
    for path in folder.glob(f".*{TEMPORARY}"):
        with told(path):
            path.unlink(missing_ok=True)


@contextmanager
def _flushed(stream: BinaryIO, place: object) -> Iterator[BinaryIO]:
    yield stream
    with told(place):
        stream.flush()


@contextmanager
def _opened_beside(target: Path, keep: Callable[[], bool]) -> Iterator[BinaryIO]:
    # In the same folder, so that the renaming is one step of the file system.
    beside = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")
    with told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        stream = beside.open("wb")
    try:
        with _closed_quietly(stream, target):
            yield stream
            with told(target):
                stream.flush()
                os.fsync(stream.fileno())
        with told(target):
            if keep():
                beside.replace(target)
            else:
                target.unlink(missing_ok=True)
            _sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _closed_quietly(stream: BinaryIO, place: object) -> Iterator[None]:
    """Close the stream at the end; what it still held and cannot write is the error that is on its way."""
    try:
        yield
    except BaseException:
        # The disk is as full as it was: the first error tells it.
        with suppress(OSError):
            stream.close()
        raise
    with told(place):
        stream.close()


def _sync_folder(folder: Path) -> None:
    """Make the renaming last: without it a file that is whole may be gone after a power cut."""
    if sys.platform == "win32":  # which opens no folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
