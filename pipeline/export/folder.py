"""The folder of an export: made beside its place and renamed when it is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError, UsageError

# By this file an earlier export is known, which may be replaced.
MANIFEST = "export.json"


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of `target` when the block ends without an error.

    An earlier export is replaced as a whole. Raises UsageError, before anything is done, for a folder with
    other things in it, and OutputError where nothing can be written.
    """
    _check(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.mkdir(parents=True)
        yield beside
        if target.exists():
            shutil.rmtree(target)
        beside.replace(target)
    except OSError as error:
        reason = f"nothing can be written there: {error.strerror or error}"
        raise OutputError(reason, place=target, remedy="name another folder with -o") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in the folder by its path in it, sorted."""
    hashes = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            hashes[path.relative_to(folder).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return hashes


def _check(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError("this is a file, not a folder", place=target, remedy="name a folder with -o")
    if any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise UsageError(
            "the folder holds other things than an export", place=target, remedy="name a new folder with -o"
        )
