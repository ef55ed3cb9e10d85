"""A source document as it was read, before any cleaning."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import PurePath

ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Source:
    """One document: a file, a row, or standard input.

    `text` is the source as decoded, nothing translated or left out (a byte order mark stays as U+FEFF), so
    that offsets in it point at the very characters of the source; of a web page, a PDF or a DOCX it is what
    the reader has taken out. `sha256` is the hash of the file's bytes, unpacked, or of a row's text as
    UTF-8. `published` is an ISO day; like `title` it comes from a row or the metadata.
    `line` is the 1-based line of a row in its file.
    """

    uri: str
    text: str
    id: str
    sha256: str
    title: str | None = None
    published: str | None = None
    line: int | None = None


def uri_of(path: PurePath) -> str:
    """Return the path as text that can be written; bytes of a name that are no UTF-8 become ``\\xc4``.

    Archives packed on other systems leave such names (GB18030) on a disk; Python holds them as surrogates.
    """
    return os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")


def source_id(name: str, text: str) -> str:
    """Return an id that follows from the file's name and text alone: 16 hexadecimal digits.

    The folder is left out and the text is taken as UTF-8, so that moving or re-encoding a file keeps its id.
    """
    return sha256_of(f"{name}\n{text}".encode())[:ID_DIGITS]


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of the bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def is_blank(text: str) -> bool:
    """Return whether the text holds nothing but white space and byte order marks."""
    return not text.replace("\ufeff", "").strip()
