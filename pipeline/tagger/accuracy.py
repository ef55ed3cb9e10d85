"""How good the tagger is: exact spans, and how far its confidences can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.corpora import Example
from pipeline.tagger.marginals import logit, sigmoid
from pipeline.tagger.tags import TaggedSpan
from pipeline.values.scores import Score


def score_spans(
    examples: Iterable[Example], found: Iterable[Sequence[TaggedSpan]], labels: Sequence[str]
) -> dict[str, Score]:
    """Return each label's score, and under ``all`` that of these labels together."""
    counts: Counter[tuple[str, str]] = Counter()
    for example, spans in zip(examples, found, strict=True):
        gold, mine = set(example.spans), {span[:3] for span in spans}
        for name, items in (("right", gold & mine), ("found", mine), ("gold", gold)):
            counts.update((name, label) for _, _, label in items)
    scores = {label: Score(*(counts[name, label] for name in Score._fields)) for label in labels}
    return scores | {"all": Score(*(sum(column) for column in zip(*scores.values(), strict=True)))}


def fit_confidence(probable: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and intercept of a logistic regression of being right on a logit (Platt 1999)."""
    inputs = np.stack([logit(probable), np.ones(len(probable))], axis=1)
    identity = np.array([1.0, 0.0])
    weights = identity.copy()
    # Newton's method; the pull to the identity and the short steps keep it safe where nearly all are right.
    for _ in range(100):
        guess = sigmoid(inputs @ weights)
        curvature = inputs.T @ (inputs * (guess * (1 - guess))[:, None]) + np.eye(2)
        gradient = inputs.T @ (guess - right) + weights - identity
        weights -= np.clip(np.linalg.solve(curvature, gradient), -0.2, 0.2)
    return float(weights[0]), float(weights[1])


class Bin(NamedTuple):
    """A row of the reliability table: spans of about the same confidence."""

    spans: int
    confidence: float
    right: float


def reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[list[Bin], float]:
    """Return ten bins of equal width, and the expected calibration error (Naeini et al. 2015)."""
    place = np.minimum((confidence * 10).astype(int), 9)
    bins = [
        Bin(int(chosen.sum()), float(confidence[chosen].mean()), float(right[chosen].mean()))
        for chosen in (place == number for number in range(10))
        if chosen.any()
    ]
    error = sum(row.spans * abs(row.confidence - row.right) for row in bins) / max(len(confidence), 1)
    return bins, error
