"""The tagger's weights: a hash table from features to rows of small integers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.features import Hashes

# A feature's slot is its 22 highest bits; its 10 lowest tell it from others that fall into the same slot.
SLOT_BITS, CHECK_BITS = 22, 10
ROW_BITS = 31 - CHECK_BITS
# Characters scored at a time: their sums stay in the processor's cache.
BLOCK = 8192


class WeightTable:
    """Add up the weights of features; those that are not in the table weigh nothing."""

    def __init__(self, keys: Hashes, weights: NDArray[np.int8], scale: float) -> None:
        """Take the features' hashes and their weights (features × tags), in units of `scale`."""
        self.keys, self.scale = keys, scale
        self.weights = weights
        rows = np.zeros((len(keys) + 1, weights.shape[1]), np.int16)
        rows[1:] = weights
        self._rows = rows
        self._slots = _slot_table(keys)

    def scores(self, features: Iterable[Hashes]) -> NDArray[np.float32]:
        """Return scores (characters × tags) from features (each an array over the characters)."""
        found = [self._find(feature) for feature in features]
        count = len(found[0])
        scores = np.empty((count, self._rows.shape[1]), np.float32)
        for start in range(0, count, BLOCK):
            block = [rows[start : start + BLOCK] for rows in found]
            scores[start : start + BLOCK] = self._sum(block)
        return scores

    def _sum(self, block: list[NDArray[np.int32]]) -> NDArray[np.float32]:
        total = np.zeros((len(block[0]), self._rows.shape[1]), np.int16)
        for rows in block:
            total += self._rows.take(rows, axis=0)
        return total * np.float32(self.scale)

    def _find(self, feature: Hashes) -> NDArray[np.int32]:
        """Return each feature's row, 0 for the unknown."""
        entry = self._slots.take(feature >> np.uint32(32 - SLOT_BITS))
        known = (entry ^ feature.view(np.int32)) & np.int32((1 << CHECK_BITS) - 1) == 0
        rows: NDArray[np.int32] = (entry >> np.int32(CHECK_BITS)) * known
        return rows


def _slot_table(keys: Hashes) -> NDArray[np.int32]:
    """Return for each slot its feature's row (from 1) and check bits; 0 where there is none."""
    slots = np.zeros(1 << SLOT_BITS, np.int32)
    rows = np.arange(1, len(keys) + 1, dtype=np.int32)
    check = (keys & np.uint32((1 << CHECK_BITS) - 1)).astype(np.int32)
    slots[keys >> np.uint32(32 - SLOT_BITS)] = rows << np.int32(CHECK_BITS) | check
    return slots


def distinct_slots(keys: Hashes, value: NDArray[np.floating]) -> NDArray[np.intp]:
    """Return the indices of the keys to keep, in the keys' order: in every slot the one of most value."""
    order = np.lexsort((-value, keys >> np.uint32(32 - SLOT_BITS)))
    slots = keys[order] >> np.uint32(32 - SLOT_BITS)
    first = np.concatenate([[True], slots[1:] != slots[:-1]]) if len(keys) else np.zeros(0, np.bool_)
    kept = order[first]
    return kept[np.argsort(keys[kept])]
