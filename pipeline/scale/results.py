"""What is told of a document on its way: that it is being read, that it was read, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.rejection import Rejection


class Result(NamedTuple):
    """What became of one document: the lines of its records and what they hold, or its rejection.

    `id` is None for a document that could not be read so far. Plain data: it comes from another process.
    """

    uri: str
    line: int | None = None
    id: str | None = None
    characters: int = 0
    found: Mapping[str, int] = {}
    lines: bytes = b""
    rejection: Rejection | None = None


class Reading(NamedTuple):
    """The next document is being read."""


class Read(NamedTuple):
    """A document has been read and waits for its batch."""

    id: str | None
    characters: int


class Warned(NamedTuple):
    """Something that stops nothing."""

    message: str


class Ready(NamedTuple):
    """A worker has loaded what it needs, or has done its span; its peak memory in bytes."""

    memory: int


Message = Reading | Read | Warned | Ready | Result
Tell = Callable[[Message], None]
