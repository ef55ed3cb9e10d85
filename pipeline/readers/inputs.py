"""From the command's arguments to documents: files, folders, and ``-`` for standard input."""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import SourceError, UsageError
from pipeline.readers import jsonl, text
from pipeline.readers.metadata import Metadata
from pipeline.readers.source import Source, uri_of
from pipeline.rejection import Rejection, explain

STANDARD_INPUT = Path("-")
SUFFIXES = (*text.SUFFIXES, *jsonl.SUFFIXES)
KNOWN = ", ".join(SUFFIXES)


def list_files(arguments: Sequence[str], *, exclude: Collection[Path] = ()) -> list[Path]:
    """Return the files that the arguments name, each once; ``-`` stays as it is.

    A folder gives its .txt, .md and .jsonl files, at any depth, sorted by path; hidden ones and those in
    `exclude` (resolved paths) are passed over. Raises UsageError for a path that does not exist, a file of
    another kind, a folder without texts.
    """
    files: dict[Path, Path] = {}
    for argument in arguments:
        for path in _expand(argument, exclude):
            files.setdefault(path.resolve() if path != STANDARD_INPUT else path, path)
    return list(files.values())


def read_documents(
    files: Sequence[Path], *, metadata: Metadata | None = None, warn: Callable[[str], None]
) -> Iterator[Source | Rejection]:
    """Yield each document of the files, or why it is rejected; a second document of the same id is.

    Nothing is raised for a document: the others are still read.
    """
    metadata = metadata or Metadata()
    places: dict[str, str] = {}
    for document in itertools.chain.from_iterable(_read(path, warn) for path in files):
        if isinstance(document, Rejection):
            yield document
        elif document.id in places:
            error = SourceError(
                f"{places[document.id]} has the same id", remedy="leave one out or change its id"
            )
            yield Rejection(document.uri, "read", explain(error), line=document.line, id=document.id)
        else:
            places[document.id] = document.uri
            yield metadata.applied_to(document)


def _expand(argument: str, exclude: Collection[Path]) -> list[Path]:
    if not argument:
        raise UsageError("an input is empty", remedy="name a file, a folder, or - for standard input")
    path = Path(argument)
    if path == STANDARD_INPUT:
        return [path]
    if path.is_dir():
        files = [file for file in _walk(path) if file.resolve() not in exclude]
        if not files:
            raise UsageError(
                f"the folder holds no texts ({KNOWN})", place=argument, remedy="name another folder"
            )
        return files
    if not path.exists():
        raise UsageError("no such file or folder", place=argument, remedy="check the path")
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"not one of the kinds {KNOWN}", place=argument, remedy="rename it or pipe it to -")
    return [path]


def _walk(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(path for path in found if path.suffix.lower() in SUFFIXES and not _would_block(path))


def _would_block(path: Path) -> bool:
    """Return whether reading could wait for ever: a named pipe or a device is read only where it is named."""
    return path.exists() and not path.is_file()


def _refuse_folder(error: OSError) -> None:
    raise UsageError(f"the folder cannot be read: {error.strerror}", place=error.filename) from error


def _read(path: Path, warn: Callable[[str], None]) -> Iterator[Source | Rejection]:
    try:
        if path == STANDARD_INPUT:
            yield from read_standard_input(sys.stdin.buffer, warn=warn)
        elif path.suffix.lower() in jsonl.SUFFIXES:
            yield from jsonl.read_jsonl_file(path, warn=warn)
        else:
            yield text.read_text_file(path)
    except SourceError as error:
        yield Rejection(uri_of(path), "read", explain(error), line=error.line)
    except OSError as error:
        reason = SourceError(f"cannot be read: {error.strerror}", remedy="check the file and its permissions")
        yield Rejection(uri_of(path), "read", explain(reason))


def read_standard_input(stream: BinaryIO, *, warn: Callable[[str], None]) -> Iterator[Source | Rejection]:
    """Yield what standard input holds: JSONL when its first line is an object with `text`, else one text."""
    first = stream.readline()
    if _is_row(first):
        yield from jsonl.read_rows(itertools.chain([first], stream), uri="-", name="-", warn=warn)
    else:
        yield text.text_source(first + stream.read(), uri="-", name="-")


def _is_row(line: bytes) -> bool:
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except ValueError:  # no JSON, so a plain text that begins with a brace
        return False
    return isinstance(row, dict) and "text" in row
