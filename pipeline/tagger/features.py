"""What the tagger sees of each character: hashes of the characters and words in and around it.

Every feature is a number of 32 bits. All of them are computed for whole arrays of characters at once: a run
of characters has a polynomial hash, and any word's is the difference of two prefix sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Offsets = NDArray[np.intp]

# So many NULs stand around each text, so that no feature reaches into the next one.
PADDING = 4
UNIGRAMS = (-3, -2, -1, 0, 1, 2, 3)
BIGRAMS = (-3, -2, -1, 0, 1, 2)
CHARACTER_FEATURES = len(UNIGRAMS) + len(BIGRAMS) + 1
WORD_FEATURES = 9

# Odd numbers with well mixed bits (those of Fibonacci hashing, MurmurHash3 and xxHash32).
_MULTIPLIER, _STEP = np.uint32(0x9E3779B1), np.uint32(0xC2B2AE35)
_MIX, _PAIR = np.uint32(0x85EBCA6B), np.uint32(0x27D4EB2F)
_ONE = np.uint32(1)
_SALTS = np.random.default_rng(1998).integers(0, 2**32, 64, dtype=np.uint32) | _ONE

# Classes of characters, by which the shape of a neighbourhood is told.
_CLASSES = (
    (1, "".join(map(chr, range(0x4E00, 0xA000)))),
    (2, "0123456789"),
    (3, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    (4, "一二三四五六七八九十百千万亿零〇两"),
    (5, "年月日时分秒"),
    (6, "，。；：！？、,.;:!?"),
    (7, '《》“”‘’()<>「」【】"'),
    (8, "·"),
    (9, "\0"),
)
_UNICODE = 0x110000


class Grid(NamedTuple):
    """Texts in one array: their characters with PADDING before, between and behind, and where each begins."""

    codes: Hashes
    starts: Offsets

    def places(self, lengths: Sequence[int]) -> Offsets:
        """Return the indices of the texts' characters, without the padding."""
        ranges = [np.arange(start, start + n) for start, n in zip(self.starts, lengths, strict=True)]
        return np.concatenate(ranges) if ranges else np.zeros(0, np.intp)


def lay_out(texts: Sequence[str]) -> Grid:
    """Return the texts' characters in their normal forms: half width, every digit 0."""
    gap = "\0" * PADDING
    joined = gap + gap.join(texts) + gap
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.array([len(text) + PADDING for text in texts], dtype=np.intp)
    starts = PADDING + np.concatenate([[0], np.cumsum(lengths[:-1])]) if texts else lengths
    return Grid(_normal_forms()[codes], starts.astype(np.intp))


def character_features(codes: Hashes) -> Iterator[Hashes]:
    """Yield CHARACTER_FEATURES arrays, one feature for every character each."""
    single = codes * _MULTIPLIER
    double = single * _MULTIPLIER
    double[:-1] += codes[1:] * _STEP
    salts = iter(_SALTS)
    for offset in UNIGRAMS:
        yield _mix(_shift(single, offset), next(salts))
    for offset in BIGRAMS:
        yield _mix(_shift(double, offset), next(salts))
    yield _mix(_shape(codes), next(salts))


def word_features(codes: Hashes, boundaries: NDArray[np.bool_]) -> Iterator[Hashes]:
    """Yield WORD_FEATURES arrays: the word at each character, its neighbours, lengths and last characters.

    `boundaries` tells for each character, and for the end, whether a word begins or ends before it.
    """
    start, end = word_ranges(boundaries)
    last = len(codes) - 1
    here = np.arange(len(codes))
    before, behind = np.maximum(start - 1, 0), np.minimum(end, last)
    word = _run_hashes(codes, start, end)
    previous, following = word[before], word[behind]
    length = np.minimum(end - start, 7).astype(np.uint32)
    place = (np.minimum(here - start, 3) * 4 + np.minimum(end - 1 - here, 3)).astype(np.uint32)
    edge = ((here == start) * 2 + (here == end - 1)).astype(np.uint32)
    features = (
        word * _PAIR + place,
        previous * _PAIR + edge,
        following * _PAIR + edge,
        (previous * _PAIR + word) * _PAIR + edge,
        (word * _PAIR + following) * _PAIR + edge,
        codes[end - 1] * _PAIR + place,
        codes[end[behind] - 1] * _PAIR + edge,
        length * np.uint32(64) + place,
        (previous * _PAIR + following) * _MULTIPLIER + edge * _PAIR + length,
    )
    for feature, salt in zip(features, _SALTS[32:], strict=False):
        yield _mix(feature, salt)


def word_ranges(boundaries: NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """Return for each character where its word starts, and ends (exclusive)."""
    marks = boundaries.copy()
    marks[0] = marks[-1] = True
    edges = np.flatnonzero(marks)
    number = np.cumsum(marks[:-1]) - 1
    return edges[number], edges[number + 1]


def _run_hashes(codes: Hashes, start: Offsets, end: Offsets) -> Hashes:
    """Return a polynomial hash modulo 2^32 of each run of characters, wherever it stands."""
    power, inverse = _powers(_MULTIPLIER, len(codes)), _powers(_inverse(_MULTIPLIER), len(codes))
    sums = np.zeros(len(codes) + 1, np.uint32)
    np.cumsum((codes * _STEP + _PAIR) * power[:-1], dtype=np.uint32, out=sums[1:])
    hashes: Hashes = (sums[end] - sums[start]) * inverse[start]
    return hashes


def _powers(base: np.uint32, count: int) -> Hashes:
    factors = np.full(count + 1, base, np.uint32)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint32)


def _inverse(odd: np.uint32) -> np.uint32:
    return np.uint32(pow(int(odd), -1, 2**32))


def _mix(hashes: Hashes, salt: np.uint32) -> Hashes:
    mixed = (hashes ^ salt) * _MIX
    mixed ^= mixed >> np.uint32(15)
    mixed *= salt
    return mixed


def _shift(values: Hashes, offset: int) -> Hashes:
    """Return for each place the value `offset` places on; the padding takes what wraps round."""
    return np.roll(values, -offset)


def _shape(codes: Hashes) -> Hashes:
    classes = _class_table()[codes]
    shape = np.zeros(len(codes), np.uint32)
    for offset in range(-2, 3):
        shape += _shift(classes, offset) << np.uint32(4 * (offset + 2))
    return shape


@cache
def _normal_forms() -> Hashes:
    forms = np.arange(_UNICODE, dtype=np.uint32)
    forms[0xFF01:0xFF5F] -= 0xFEE0
    forms[0x3000] = 0x20
    for zero in (0x30, 0xFF10):
        forms[zero : zero + 10] = 0x30
    return forms


@cache
def _class_table() -> Hashes:
    table = np.zeros(_UNICODE, np.uint32)
    for number, characters in _CLASSES:
        table[[ord(character) for character in characters]] = number
    return table
