"""Packed files: the bytes inside, damage, and bombs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from pipeline.errors import SourceError
from pipeline.readers import compression
from pipeline.readers.compression import open_file
from tests.readers.reading import read_bad, read_files, read_good

TEXT = "青川市委书记何一苇。\n"
ROW = json.dumps({"text": TEXT}).encode() + b"\n"
PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstd.compress}
each_packing = pytest.mark.parametrize("suffix", PACKERS)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@each_packing
def test_a_packed_file_is_read_as_its_inside(tmp_path: Path, suffix: str) -> None:
    pack = PACKERS[suffix]
    (plain,) = read_good(write(tmp_path, "a.txt", TEXT.encode()))
    (packed,) = read_good(write(tmp_path, f"a.txt{suffix.upper()}", pack(TEXT.encode())))
    assert (packed.text, packed.id, packed.sha256) == (plain.text, plain.id, plain.sha256)
    rows = read_good(write(tmp_path, f"a.jsonl{suffix}", pack(ROW) + pack(b'{"text": "x"}')))
    assert [row.text for row in rows] == [TEXT, "x"]


@each_packing
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_a_damaged_archive_is_rejected(tmp_path: Path, suffix: str, name: str) -> None:
    packed = PACKERS[suffix](b"text\n" + ROW * 50)
    for data in (packed[:-9], b"no archive", packed[:9] + b"\0\0\0" + packed[12:]):
        *_, rejection = read_files(write(tmp_path, name + suffix, data))
        assert "the archive is damaged" in rejection.error, data[:20]


@each_packing
def test_a_bomb_is_refused_and_what_packs_well_is_not(tmp_path: Path, suffix: str) -> None:
    bomb = write(tmp_path, f"a.jsonl{suffix}", PACKERS[suffix](bytes(1 << 27)))
    with pytest.raises(SourceError, match="a bomb"), open_file(bomb) as stream:
        while stream.read(1 << 20):
            pass
    assert "larger than 8 MiB" in read_bad(bomb.rename(tmp_path / f"a.txt{suffix}")).error
    rows = write(tmp_path, f"b.jsonl{suffix}", PACKERS[suffix](ROW * 20_000))
    with open_file(rows) as stream:
        assert sum(1 for _ in stream) == 20_000


def test_the_ratio_counts_while_the_archive_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "RATIO_COUNTS_FROM", 1 << 20)
    path = write(tmp_path, "a.jsonl.gz", gzip.compress(ROW + bytes(1 << 26)))
    first, *_, last = read_files(path)
    assert "text" in dir(first)
    assert "more than 250 bytes for each of its own" in last.error
