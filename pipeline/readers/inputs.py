"""From the command's arguments to files: files, folders, and ``-`` for standard input."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.readers.address import STANDARD_INPUT, Address
from pipeline.readers.documents import READERS
from pipeline.readers.units import ROW_FORMATS

FORMATS = tuple(dict.fromkeys((*READERS, *ROW_FORMATS)))
KNOWN = ", ".join(FORMATS)


def list_files(arguments: Sequence[str], *, exclude: Collection[Path] = ()) -> list[Address]:
    """Return the files that the arguments name, each once; ``-`` stays as it is.

    A folder gives its files of the known formats, at any depth, sorted by path; hidden ones and those in
    `exclude` (resolved paths) are passed over. Raises UsageError for a path that does not exist, a file of
    another kind, a folder without texts.
    """
    files: dict[Path | Address, Address] = {}
    for argument in arguments:
        for address in _expand(argument, exclude):
            local = address != STANDARD_INPUT and not address.is_remote
            files.setdefault(address.path.resolve() if local else address, address)
    return list(files.values())


def _expand(argument: str, exclude: Collection[Path]) -> list[Address]:
    if not argument:
        raise UsageError("an input is empty", remedy="name a file, a folder, or - for standard input")
    address = Address.of(argument)
    if address == STANDARD_INPUT:
        return [address]
    if address.path.is_dir():
        files = [Address.of(file) for file in _walk(address.path) if file.resolve() not in exclude]
        if not files:
            raise UsageError(
                f"the folder holds no texts ({KNOWN})", place=argument, remedy="name another folder"
            )
        return files
    if not address.path.exists():
        raise UsageError("no such file or folder", place=argument, remedy="check the path")
    if not _is_known(address):
        raise UsageError(f"not one of the kinds {KNOWN}", place=argument, remedy="rename it or pipe it to -")
    return [address]


def _is_known(address: Address) -> bool:
    return address.suffix in FORMATS


def _walk(folder: Path) -> Iterator[Path]:
    found = []
    for parent, folders, names in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return (path for path in sorted(found) if _is_known(Address.of(path)) and not _would_block(path))


def _would_block(path: Path) -> bool:
    """Return whether reading could wait for ever: a named pipe or a device is read only where it is named."""
    return path.exists() and not path.is_file()


def _refuse_folder(error: OSError) -> None:
    raise UsageError(f"the folder cannot be read: {error.strerror}", place=error.filename) from error
