"""The probability of a span under the model: the sum over all paths that pass through it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.decoding import Beliefs, Scores, Tags, Transitions
from pipeline.tagger.tags import BEGIN, END, INSIDE, OUTSIDE, PARTS, SINGLE

TINY = 1e-30


def span_starts_ends(tags: Tags) -> tuple[Tags, Tags, Tags]:
    """Return starts, ends (exclusive) and label numbers of the spans in a sequence of tags."""
    part = np.where(tags == OUTSIDE, -1, (tags - 1) % PARTS)
    starts = np.flatnonzero((part == BEGIN) | (part == SINGLE))
    ends = np.flatnonzero((part == END) | (part == SINGLE)) + 1
    return starts, ends, (tags[starts] - 1) // PARTS


def span_probabilities(
    spans: tuple[Tags, Tags, Tags], scores: Scores, transitions: Transitions, sums: Beliefs
) -> NDArray[np.float64]:
    """Return the probability of each span (starts, ends, label numbers), all of them within stretches."""
    starts, ends, labels = spans
    first = 1 + PARTS * labels
    single = ends - starts == 1
    opening = np.where(single, first + SINGLE, first + BEGIN)
    closing = np.where(single, first + SINGLE, first + END)
    last = ends - 1
    paths = sums.log_forward[starts] + _log(sums.forward[starts, opening])
    paths += sums.log_backward[last] + _log(sums.backward[last, closing])
    paths += np.where(single, 0.0, _inner_paths(spans, scores, transitions))
    everything = sums.log_forward[starts] + sums.log_backward[starts]
    everything += _log((sums.forward[starts] * sums.backward[starts]).sum(axis=1))
    return np.exp(np.minimum(paths - everything, 0.0))


def _inner_paths(
    spans: tuple[Tags, Tags, Tags], scores: Scores, transitions: Transitions
) -> NDArray[np.float64]:
    """Return the score from behind each span's first character to its last one, B … I … E."""
    starts, ends, labels = spans
    begin, inside, end = (1 + PARTS * labels + part for part in (BEGIN, INSIDE, END))
    inner = transitions.inner
    sums = np.zeros((len(scores) + 1, scores.shape[1] // PARTS))
    np.cumsum(scores[:, 1 + INSIDE :: PARTS], axis=0, dtype=np.float64, out=sums[1:])
    middle = sums[np.maximum(ends - 1, starts + 1), labels] - sums[starts + 1, labels]
    middle += np.maximum(ends - starts - 3, 0) * inner[inside, inside]
    joins = np.where(ends - starts > 2, inner[begin, inside] + inner[inside, end], inner[begin, end])
    paths: NDArray[np.float64] = middle + joins + scores[ends - 1, end]
    return paths


def _log(values: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.log(np.maximum(values.astype(np.float64), TINY))


def logit(probable: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithms of the odds, of probabilities kept away from 0 and 1."""
    certain = np.clip(probable, 1e-6, 1 - 1e-6)
    return np.log(certain / (1 - certain))


def sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of the logarithms of odds."""
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
