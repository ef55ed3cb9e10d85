from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.tagger.table import BLOCK, CHECK_BITS, WeightTable, distinct_slots

HASHES = arrays.arrays(np.uint32, st.integers(1, 40), elements=st.integers(0, 2**32 - 1))


def test_weights_of_known_features_add_up() -> None:
    keys = np.array([5 << 20, 9 << 20], np.uint32)
    table = WeightTable(keys, np.array([[1, -2], [10, 127]], np.int8), 0.5)
    first, second = keys[[0, 1, 0]], np.array([keys[1], keys[1] + 1, 77 << 22], np.uint32)
    assert table.scores([first, second]).tolist() == [[5.5, 62.5], [5.0, 63.5], [0.5, -1.0]]


def test_another_feature_in_the_slot_weighs_nothing() -> None:
    key = np.array([123 << CHECK_BITS], np.uint32)
    table = WeightTable(key, np.ones((1, 3), np.int8), 1.0)
    assert table.scores([key]).tolist() == [[1, 1, 1]]
    assert table.scores([key + np.uint32(1)]).tolist() == [[0, 0, 0]]


def test_an_empty_table_weighs_nothing() -> None:
    table = WeightTable(np.zeros(0, np.uint32), np.zeros((0, 3), np.int8), 1.0)
    assert not table.scores([np.arange(9, dtype=np.uint32)]).any()


def test_blocks_make_no_difference() -> None:
    keys = np.arange(0, 1 << 22, 4096, dtype=np.uint32) << np.uint32(CHECK_BITS)
    votes = np.random.default_rng(1).integers(-100, 100, (len(keys), 3)).astype(np.int8)
    table = WeightTable(keys, votes, 1.0)
    feature = np.resize(keys, 2 * BLOCK + 17)
    np.testing.assert_array_equal(table.scores([feature]), np.resize(votes, (len(feature), 3)))


@given(keys=HASHES, seed=st.integers(0, 99))
def test_every_slot_keeps_its_best_key(keys: np.ndarray, seed: int) -> None:
    keys = np.unique(keys)
    value = np.random.default_rng(seed).random(len(keys))
    kept = distinct_slots(keys, value)
    slots = keys >> np.uint32(CHECK_BITS)
    assert sorted(kept.tolist()) == kept.tolist()
    for slot in np.unique(slots):
        here = np.flatnonzero(slots == slot)
        assert set(here) & set(kept) == {here[value[here].argmax()]}
