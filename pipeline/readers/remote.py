"""Files that are not on this machine: s3://, gs://, https://, memory:// and whatever else fsspec knows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from pipeline.errors import MubiaoError, SourceError, UsageError

REMEDY = "check the address and the credentials"


def list_remote(address: str) -> list[str]:
    """Return the addresses of the files that a remote folder or pattern holds, sorted; else the address.

    Raises UsageError for what is not there or cannot be listed.
    """
    system, path = _system_of(address)
    # Any web page with links would pass for a folder.
    web = address.startswith(("http://", "https://"))
    with _told_as(UsageError, address):
        if "*" in path:
            found = system.glob(path)
        elif not web and system.isdir(path):
            found = system.find(path)
        elif system.exists(path):
            return [address]
        else:
            raise UsageError("no such file or folder", place=address, remedy=REMEDY)
        return sorted(system.unstrip_protocol(name) for name in found)


@contextmanager
def open_remote(address: str) -> Iterator[BinaryIO]:
    """Give the bytes of a remote file; raises SourceError for all that the storage may tell."""
    with _told_as(SourceError, address):
        system, path = _system_of(address)
        with system.open(path, "rb") as stream:
            yield cast(BinaryIO, io.BufferedReader(stream))


def _system_of(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[remote]'"
        raise UsageError(
            "addresses need fsspec, which is not installed", place=address, remedy=remedy
        ) from error
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        raise UsageError(f"the address needs more: {error}", place=address, remedy="install it") from error
    except ValueError as error:
        raise UsageError(f"no address: {error}", place=address, remedy="name a path or s3://…") from error
    return system, path


@contextmanager
def _told_as(kind: type[MubiaoError], address: str) -> Iterator[None]:
    """Turn what a storage raises into one error of ours; each has its own kinds, which share no base."""
    try:
        yield
    except MubiaoError:
        raise
    except Exception as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise kind(f"cannot be read: {told}", place=address, remedy=REMEDY) from error
