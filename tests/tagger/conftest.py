"""A tagger made by hand: 云 before 川 begins a place, 张 a person of two characters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.tagger.features import Hashes, character_features, lay_out
from pipeline.tagger.tags import BEGIN, END, TagSet
from pipeline.tagger.weights import Weights, file_name, save_weights, write_meta

LABELS = ("PER", "LOC")
LABEL_SET = "small"


def feature_of(text: str, place: int, number: int) -> int:
    """Return the feature `number` of the character at `place`."""
    grid = lay_out([text])
    features: list[Hashes] = list(character_features(grid.codes))
    return int(features[number][grid.starts[0] + place])


def make_weights() -> Weights:
    tags = TagSet(LABELS)
    here, before = 3, 2
    rows = {
        feature_of("张", 0, here): tags.tag("PER", BEGIN),
        feature_of("张某", 1, before): tags.tag("PER", END),
        feature_of("云", 0, here): tags.tag("LOC", BEGIN),
        feature_of("云川", 1, before): tags.tag("LOC", END),
    }
    keys = np.array(sorted(rows), np.uint32)
    votes = np.zeros((len(keys), tags.size), np.int8)
    for row, key in enumerate(keys.tolist()):
        votes[row, rows[key]] = 100
    calibration = np.tile([1.0, 0.0], (len(LABELS), 1))
    transitions = np.zeros((tags.size, tags.size), np.float32)
    return Weights(LABELS, keys, votes, 1 / 32, transitions, calibration)


@pytest.fixture
def weights() -> Weights:
    return make_weights()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model's folder with one label set."""
    save_weights(make_weights(), tmp_path / file_name(LABEL_SET))
    write_meta(tmp_path, {"label_sets": {LABEL_SET: {"labels": LABELS}}})
    return tmp_path
