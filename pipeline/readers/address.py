"""Where a file lies: a path, an address that fsspec knows (s3://bucket/a.txt), or standard input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipeline.readers.compression import SUFFIXES, decompressed, inner_name, open_file
from pipeline.readers.source import uri_of

REMOTE = "://"
_QUERY = re.compile("[?#]")


@dataclass(frozen=True, slots=True)
class Address:
    """The place of a file, as a text that can be sent to another process; ``-`` is standard input."""

    text: str

    @classmethod
    def of(cls, argument: str | Path) -> Address:
        """Return the address that an argument of the command names; a path is written in its short form."""
        text = str(argument)
        return cls(text if REMOTE in text else str(Path(text)))

    @property
    def is_remote(self) -> bool:
        """Whether the file is reached through fsspec."""
        return REMOTE in self.text

    @property
    def is_local(self) -> bool:
        """Whether it is a path on this machine."""
        return self.text != "-" and not self.is_remote

    @property
    def path(self) -> Path:
        """The path of a file on this machine."""
        return Path(self.text)

    @property
    def uri(self) -> str:
        """The address as it may be written: see `uri_of`."""
        return self.text if self.is_remote else uri_of(self.path)

    @property
    def name(self) -> str:
        """The file's name as it may be written, without its folder and its compression."""
        return uri_of(inner_name(self._file))

    @property
    def suffix(self) -> str:
        """The suffix that tells the file's format, in lower case, under its compression."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def compression(self) -> str:
        """The suffix of the compression, in lower case; "" for a plain file."""
        suffix = self._file.suffix.lower()
        return suffix if suffix in SUFFIXES else ""

    @property
    def _file(self) -> PurePosixPath:
        """The last part of the address, without the query of a web address (a.html?page=2)."""
        text = _QUERY.split(self.text)[0] if self.text.startswith(("http://", "https://")) else self.text
        return PurePosixPath(text.rpartition("/")[2] or text)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Give the bytes of the file, decompressed where its name says so.

        Raises OSError for a file that cannot be opened, SourceError, while it is read, for a damaged archive,
        a bomb, and whatever else a remote storage tells.
        """
        if not self.is_remote:
            with open_file(self.path) as stream:
                yield stream
            return
        from pipeline.readers.remote import open_remote

        with (
            open_remote(self.text) as raw,
            decompressed(raw, self.compression, place=self.text) as stream,
        ):
            yield stream


STANDARD_INPUT = Address("-")
