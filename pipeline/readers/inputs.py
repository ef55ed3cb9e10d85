"""From the command's arguments to files: files, folders, patterns, addresses, ``-`` for standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.readers.address import STANDARD_INPUT, Address
from pipeline.readers.documents import READERS
from pipeline.readers.remote import list_remote

KNOWN = ", ".join(READERS)


def list_files(arguments: Sequence[str], *, exclude: Collection[Path] = ()) -> list[Address]:
    """Return the files that the arguments name, each once; ``-`` stays as it is.

    A folder gives its files of the known formats, at any depth, sorted by path; a pattern (``data/**/*.txt``)
    those that it matches. Hidden files and those in `exclude` (resolved paths) are passed over there. Raises
    UsageError for a path that does not exist, a file of another kind, a folder or pattern without texts.
    """
    files: dict[Path | Address, Address] = {}
    for argument in arguments:
        for address in _expand(argument, exclude):
            files.setdefault(address.path.resolve() if address.is_local else address, address)
    return list(files.values())


def _expand(argument: str, exclude: Collection[Path]) -> list[Address]:
    if not argument:
        raise UsageError("an input is empty", remedy="name a file, a folder, or - for standard input")
    address = Address.of(argument)
    if address == STANDARD_INPUT:
        return [address]
    if address.is_remote:
        return _known(map(Address, list_remote(argument)), argument)
    if address.path.is_dir():
        return _known(_without(exclude, _walk(address.path)), argument)
    if address.path.exists():
        if not _is_known(address):
            remedy = "rename it or pipe it to -"
            raise UsageError(f"not one of the kinds {KNOWN}", place=argument, remedy=remedy)
        return [address]
    if not glob.has_magic(argument):
        raise UsageError("no such file or folder", place=argument, remedy="check the path")
    names = sorted(glob.iglob(argument, recursive=True))  # noqa: PTH207 (a Path takes no absolute pattern)
    return _known(_without(exclude, (path for path in map(Path, names) if path.is_file())), argument)


def _without(exclude: Collection[Path], paths: Iterable[Path]) -> Iterator[Address]:
    return (Address.of(path) for path in paths if path.resolve() not in exclude)


def _known(addresses: Iterable[Address], argument: str) -> list[Address]:
    """Return the addresses of the known kinds; raises UsageError where an argument gives none."""
    known = [address for address in addresses if _is_known(address)]
    if not known:
        raise UsageError(f"there are no texts ({KNOWN})", place=argument, remedy="name another folder")
    return known


def _is_known(address: Address) -> bool:
    return address.suffix in READERS


def _walk(folder: Path) -> Iterator[Path]:
    """Return the files of a folder at any depth, sorted, without hidden ones."""
    found = []
    for parent, folders, names in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return (path for path in sorted(found) if not _would_block(path))


def _would_block(path: Path) -> bool:
    """Return whether reading could wait for ever: a named pipe or a device is read only where it is named."""
    return path.exists() and not path.is_file()


def _refuse_folder(error: OSError) -> None:
    raise UsageError(f"the folder cannot be read: {error.strerror}", place=error.filename) from error
