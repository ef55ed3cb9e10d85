"""Examples as arrays for training: the features that are frequent enough, numbered, and the tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.corpora import CorpusKind, Example
from pipeline.tagger.crf import Sentences
from pipeline.tagger.features import (
    CHARACTER_FEATURES,
    WORD_FEATURES,
    Hashes,
    character_features,
    lay_out,
    word_features,
)
from pipeline.tagger.tagger import batches, boundaries_on
from pipeline.tagger.tags import TagSet
from pipeline.tagger.word_evidence import find_words

FEATURES = CHARACTER_FEATURES + WORD_FEATURES


def hash_features(texts: Sequence[str]) -> Hashes:
    """Return the features (characters × FEATURES) of the texts' characters, one text after the other."""
    parts = [_hash_batch(texts[part]) for part in batches(texts)]
    return np.concatenate(parts) if parts else np.zeros((0, FEATURES), np.uint32)


def _hash_batch(texts: Sequence[str]) -> Hashes:
    grid = lay_out(texts)
    boundaries = boundaries_on(grid, [find_words(text) for text in texts])
    places = grid.places([len(text) for text in texts])
    features = [*character_features(grid.codes), *word_features(grid.codes, boundaries)]
    return np.stack([feature[places] for feature in features], axis=1)


def frequent_keys(features: Iterable[Hashes], at_least: int) -> Hashes:
    """Return in ascending order the features that occur so often in all arrays together."""
    every = np.concatenate([array.ravel() for array in features])
    every.sort()
    first = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]]))
    counts = np.diff(np.append(first, len(every)))
    return every[first[counts >= at_least]]


def number_features(features: Hashes, keys: Hashes) -> NDArray[np.int32]:
    """Return each feature's place in `keys`, -1 for those that are not there."""
    place = np.minimum(np.searchsorted(keys, features.ravel()), len(keys) - 1)
    known = keys[place] == features.ravel()
    return np.where(known, place, -1).astype(np.int32).reshape(features.shape)


def encode(examples: Sequence[Example], features: Hashes, keys: Hashes, kind: CorpusKind) -> Sentences:
    """Return the examples, whose `features` are given, as arrays."""
    tags = TagSet(tuple(kind.labels))
    lengths = [len(example.text) for example in examples]
    encoded = [tags.encode(len(example.text), example.spans) for example in examples]
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Sentences(number_features(features, keys), np.concatenate(encoded), offsets)
