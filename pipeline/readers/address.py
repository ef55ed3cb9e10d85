"""Where a file lies: a path, an address that fsspec knows (s3://bucket/a.txt), or standard input."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.readers.compression import SUFFIXES, inner_name
from pipeline.readers.source import uri_of

REMOTE = "://"


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
        return uri_of(inner_name(PurePosixPath(self.text.rpartition("/")[2] or self.text)))

    @property
    def suffix(self) -> str:
        """The suffix that tells the file's format, in lower case, under its compression."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def compression(self) -> str:
        """The suffix of the compression, in lower case; "" for a plain file."""
        suffix = PurePosixPath(self.text).suffix.lower()
        return suffix if suffix in SUFFIXES else ""


STANDARD_INPUT = Address("-")
