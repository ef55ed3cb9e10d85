"""Dead letters: the rows of ``rejected/``, which of them are still open, and which documents settle them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.rejection import Rejection
from pipeline.scale.folder import RunFolder
from pipeline.scale.manifest import Manifest
from pipeline.scale.shards import Piece, Shard
from pipeline.writers.jsonl import write_jsonl


class Letter(NamedTuple):
    """A dead letter: the address of what was rejected, and the step that refused it."""

    uri: str
    stage: str


def letter_row(rejection: Rejection, piece: Piece) -> dict[str, Any]:
    """Return the row of a dead letter; `offset` is the byte at which its row begins, where it is known."""
    offset = None if isinstance(piece, Rejection) else piece.offset
    return {**rejection.row, "offset": offset}


def open_letters(folder: RunFolder) -> dict[str, Letter]:
    """Return the dead letters of a run by their address."""
    rows = (row for path in sorted(folder.rejections.glob("*.jsonl")) for row in _rows(path))
    return {row["uri"]: Letter(row["uri"], row["stage"]) for row in rows}


def drop_settled(folder: RunFolder, manifests: Iterable[Manifest]) -> None:
    """Take out of the files of dead letters what a later shard has tried again: its own file tells of it."""
    settled_by = {uri: manifest.shard for manifest in manifests for uri in manifest.retried or ()}
    for path in sorted(folder.rejections.glob("*.jsonl")):
        number = int(path.name.split(".")[0].rpartition("-")[2])
        rows = list(_rows(path))
        kept = [row for row in rows if settled_by.get(row["uri"], number) <= number]
        if len(kept) < len(rows):
            with write_jsonl(path, keep_empty=False) as writer:
                for row in kept:
                    writer.write(row)


def settled(shard: Shard, letters: Mapping[str, Letter]) -> dict[str, str]:
    """Return the dead letters that a shard settles, with their steps."""
    found = (letters.get(piece.uri) for piece in shard.pieces)
    return {letter.uri: letter.stage for letter in found if letter is not None}


class Retrial:
    """Picks what is to be tried again, and fills `settles` with the letter that each document settles.

    A file that could not be read as a whole is settled by the last of its documents: until that is done the
    letter stays open, and those that `done` names are not done twice.
    """

    def __init__(self, letters: Mapping[str, Letter], done: frozenset[str]) -> None:
        self._letters, self._done = letters, done
        self.settles: dict[str, Letter] = {}

    def pick(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield those of the pieces that have a dead letter, or whose file has one."""
        held: Piece | None = None
        for piece in pieces:
            letter = self._letter(piece)
            if letter is None:
                continue
            if held is not None:
                self._settle_file(held, piece)
                yield held
            held = piece
        if held is not None:
            self._settle_file(held, None)
            yield held

    def _letter(self, piece: Piece) -> Letter | None:
        if piece.uri in self._letters:
            self.settles[piece.uri] = self._letters[piece.uri]
            return self._letters[piece.uri]
        return None if piece.uri in self._done else self._letters.get(file_of(piece))

    def _settle_file(self, piece: Piece, following: Piece | None) -> None:
        letter = self._letters.get(file_of(piece))
        last = following is None or file_of(following) != file_of(piece)
        if letter is not None and last and piece.uri not in self.settles:
            self.settles[piece.uri] = letter


def file_of(piece: Piece) -> str:
    """Return the address of the file in which a row stands; of any other piece its own."""
    return piece.uri if piece.line is None else piece.uri.removesuffix(f"#{piece.line}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        yield from map(json.loads, lines)
