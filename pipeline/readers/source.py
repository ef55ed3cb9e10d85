"""A source document as it was read, before any cleaning."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Source:
    """One document: a file, a JSONL row, or standard input.

    `text` is the source as decoded, nothing translated or left out (a byte order mark stays as U+FEFF), so
    that offsets in it point at the very characters of the source. `sha256` is the hash of the file's bytes,
    or of a row's text as UTF-8. `published` is an ISO day; like `title` it comes from a row or the metadata.
    `line` is the 1-based line of a row in its file.
    """

    uri: str
    text: str
    id: str
    sha256: str
    title: str | None = None
    published: str | None = None
    line: int | None = None


def source_id(name: str, text: str) -> str:
    """Return an id that follows from the file's name and text alone: 16 hexadecimal digits.

    The folder is left out and the text is taken as UTF-8, so that moving or re-encoding a file keeps its id.
    """
    return sha256_of(f"{name}\n{text}".encode())[:ID_DIGITS]


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of the bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
