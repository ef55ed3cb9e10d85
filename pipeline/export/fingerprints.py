"""Fingerprints of texts: texts that are alike have a part of them in common.

MinHash (Broder 1997) over the sets of 5-grams of characters, without white space; its 120 values are put into
20 bands of 6. Two texts whose sets overlap by J (Jaccard) have a band in common with probability
1 - (1 - J^6)^20: 0.998 at 0.8, 0.92 at 0.7, 0.27 at 0.5, 0.01 at 0.3.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from pipeline.errors import UsageError

GRAM = 5
BANDS, ROWS = 20, 6
SEED = 20


class Fingerprint(NamedTuple):
    """A text's fingerprint.

    `text` is the SHA-256 of the text without white space; `key` one value of its MinHash, which texts that
    are like it likely have too; `bands` the hashes of the bands, 8 bytes each.
    """

    text: bytes
    key: int
    bands: bytes


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text."""
    characters = "".join(text.split())
    minhash = _minhash_type()(num_perm=BANDS * ROWS, seed=SEED)
    minhash.update({characters[n : n + GRAM] for n in range(max(1, len(characters) - GRAM + 1))})
    values = minhash.digest()
    rows = np.array(values, dtype="<u4").reshape(BANDS, ROWS)
    bands = b"".join(hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in rows)
    return Fingerprint(hashlib.sha256(characters.encode()).digest(), values[0], bands)


def fingerprint_kind() -> str:
    """Return what the fingerprints are: those of another kind cannot be compared with these."""
    return f"{GRAM}-grams, {BANDS} bands of {ROWS}, rensa {_minhash_type().ALGORITHM_VERSION}"


@cache
def _minhash_type() -> Any:
    try:
        from rensa import RMinHash
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[export]'"
        raise UsageError("splits need rensa, which is not installed", remedy=remedy) from error
    return RMinHash


def band_table(bands: list[bytes]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Return for each text (row) and band (column) a number: that of all texts that share the band."""
    hashes = np.frombuffer(b"".join(bands), dtype="<u8").reshape(len(bands), BANDS)
    table = np.empty(hashes.shape, dtype=np.int32)
    count = 0
    for column in range(BANDS):
        values, numbers = np.unique(hashes[:, column], return_inverse=True)
        table[:, column] = numbers + count
        count += len(values)
    return table
