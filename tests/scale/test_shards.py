"""Shards: cut by size and number alone, and their hashes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.address import Address
from pipeline.readers.options import ReadingOptions
from pipeline.readers.unit import Cells, Unit
from pipeline.rejection import Rejection
from pipeline.scale.configuration import differences
from pipeline.scale.ids import Ids
from pipeline.scale.shards import MAX_DOCUMENTS, Shard, cut_shards, size_of


def row(number: int, data: bytes | Cells) -> Unit:
    return Unit(f"r#{number}", "r", ".jsonl", ReadingOptions(), data=data, line=number)


@given(st.lists(st.binary(max_size=30), max_size=60), st.integers(1, 100))
def test_nothing_is_lost_and_only_the_last_is_small(rows: list[bytes], size: int) -> None:
    pieces = [row(number, data) for number, data in enumerate(rows)]
    shards = list(cut_shards(pieces, size=size, first=3))
    assert [piece for shard in shards for piece in shard.pieces] == pieces
    assert [shard.number for shard in shards] == list(range(3, 3 + len(shards)))
    assert all(shard.size >= size for shard in shards[:-1])
    assert all(shard.size - size_of(shard.pieces[-1]) < size for shard in shards)


def test_documents_without_bytes_are_cut_by_their_number() -> None:
    refused = [Rejection(str(number), "read", "x") for number in range(2 * MAX_DOCUMENTS + 1)]
    assert [len(shard.pieces) for shard in cut_shards(refused, size=1)] == [MAX_DOCUMENTS, MAX_DOCUMENTS, 1]


def hash_of(*pieces: Unit | Rejection) -> str:
    shard = Shard(0)
    for piece in pieces:
        shard.add(piece)
    return shard.input_hash


def test_the_hash_is_that_of_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("青川市")
    file = Unit(str(path), "a.txt", ".txt", ReadingOptions(), address=Address.of(path))
    before = hash_of(file, row(1, b"x"), row(2, {"text": "y"}))
    assert hash_of(file, row(1, b"x"), row(2, {"text": "y"})) == before
    assert hash_of(file, row(1, b"z"), row(2, {"text": "y"})) != before
    assert hash_of(file, row(1, b"x"), row(2, {"text": "z"})) != before
    os.utime(path, (0, 0))
    assert hash_of(file, row(1, b"x"), row(2, {"text": "y"})) != before
    path.unlink()
    assert size_of(file) > 0


def test_an_id_belongs_to_the_first_that_came_with_it() -> None:
    ids = Ids()
    assert ids.owner("1", "a") == "a"
    assert ids.owner("1", "b") == "a"
    ids.add([("1", "c"), ("2", "c")])
    assert [ids.owner(ident, "d") for ident in ("1", "2", "3")] == ["a", "c", "d"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a was 1 and is 2"]),
        ({"a": None}, {}, []),
        ({}, {"a": True}, ["a was null and is true"]),
        ({"a": "x" * 99}, {}, ['a was "' + "x" * 58 + "… and is null"]),
    ],
)
def test_differences(before: dict[str, object], now: dict[str, object], told: list[str]) -> None:
    assert differences(before, now) == told
