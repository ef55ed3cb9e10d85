"""Shards: the inputs in pieces of work, cut the same way whatever the number of workers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection

MAX_DOCUMENTS = 1_000
# What counts of a file whose size nobody can tell without opening it.
UNKNOWN_BYTES = 1 << 14

Piece = Unit | Rejection


@dataclass(slots=True)
class Shard:
    """Consecutive units of the inputs; what is rejected before it is read has its place among them."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    size: int = 0

    def add(self, piece: Piece) -> None:
        """Append a piece."""
        self.pieces.append(piece)
        self.size += size_of(piece)

    @property
    def input_hash(self) -> str:
        """The hash of what is to be read: rows by their bytes, local files by their size and time."""
        digest = hashlib.sha256()
        for piece in self.pieces:
            digest.update(_fingerprint(piece) + b"\0")
        return digest.hexdigest()


def cut_shards(pieces: Iterable[Piece], *, size: int, first: int = 0) -> Iterator[Shard]:
    """Yield shards of about `size` bytes of input and at most `MAX_DOCUMENTS` documents, from `first` on."""
    shard = Shard(first)
    for piece in pieces:
        shard.add(piece)
        if shard.size >= size or len(shard.pieces) >= MAX_DOCUMENTS:
            yield shard
            shard = Shard(shard.number + 1)
    if shard.pieces:
        yield shard


def size_of(piece: Piece) -> int:
    """Return the bytes of a row or a file as it lies, as far as they are known without opening it."""
    if isinstance(piece, Rejection):
        return 0
    if piece.data is not None:
        return len(_row_bytes(piece.data))
    told = _told(piece)
    return UNKNOWN_BYTES if told is None else told[0]


def _fingerprint(piece: Piece) -> bytes:
    if isinstance(piece, Rejection):
        return piece.message.encode()
    if piece.data is not None:
        return piece.uri.encode() + b"\0" + _row_bytes(piece.data)
    return f"{piece.uri}\0{_told(piece)}".encode()


def _row_bytes(data: bytes | dict[str, object]) -> bytes:
    """Return a row as bytes; one that came in columns has none of its own."""
    return data if isinstance(data, bytes) else repr(data).encode()


def _told(unit: Unit) -> tuple[int, int] | None:
    """Return what the system tells of a local file: its size and the time of its last change."""
    if unit.address is None or not unit.address.is_local:
        return None
    try:
        told = unit.address.path.stat()
    except OSError:  # it is gone: reading it says so and rejects it
        return None
    return told.st_size, told.st_mtime_ns
