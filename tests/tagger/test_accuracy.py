from __future__ import annotations

import numpy as np
import pytest

from pipeline.tagger.accuracy import Score, fit_confidence, reliability, score_spans
from pipeline.tagger.corpora import Example
from pipeline.tagger.marginals import logit, sigmoid
from pipeline.tagger.tags import TaggedSpan


def test_boundaries_and_label_must_be_right() -> None:
    examples = [
        Example("云川市长何远到会", ((0, 3, "ORG"), (4, 6, "PER"))),
        Example("何远", ((0, 2, "PER"),)),
    ]
    found = [[TaggedSpan(0, 3, "PER"), TaggedSpan(4, 6, "PER")], [TaggedSpan(0, 1, "PER")]]
    scores = score_spans(examples, found, ("PER", "ORG"))
    assert scores == {"PER": Score(2, 3, 1), "ORG": Score(1, 0, 0), "all": Score(3, 3, 1)}
    assert scores["PER"].f1 == pytest.approx(0.4)
    assert (scores["ORG"].precision, scores["ORG"].recall, scores["ORG"].f1) == (0, 0, 0)


def test_a_label_that_is_not_asked_for_does_not_count() -> None:
    scores = score_spans([Example("何远", ((0, 2, "PER"),))], [[TaggedSpan(0, 2, "PER")]], ("ORG",))
    assert scores["all"] == Score(0, 0, 0)


def test_confidence_learns_what_a_probability_is_worth() -> None:
    chance = np.random.default_rng(5)
    probable = chance.uniform(0.01, 0.99, 4000)
    truth = sigmoid(0.5 * logit(probable) + 1)
    slope, intercept = fit_confidence(probable, chance.random(4000) < truth)
    assert slope == pytest.approx(0.5, abs=0.1)
    assert intercept == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("right", [np.ones(50, np.bool_), np.zeros(50, np.bool_)])
def test_confidence_stays_finite_where_all_are_alike(right: np.ndarray) -> None:
    slope, intercept = fit_confidence(np.full(50, 1 - 1e-9), right)
    assert np.isfinite([slope, intercept]).all()
    assert (sigmoid(slope * logit(np.array([0.99])) + intercept)[0] > 0.5) == right.all()


def test_reliability_tells_how_far_confidences_are_off() -> None:
    bins, error = reliability(np.array([0.95, 0.95, 0.55, 1.0]), np.array([1, 1, 0, 1], np.bool_))
    assert [(row.spans, row.right) for row in bins] == [(1, 0.0), (3, 1.0)]
    assert error == pytest.approx((0.55 + 3 * (1 - (0.95 + 0.95 + 1) / 3)) / 4)


def test_reliability_of_nothing() -> None:
    assert reliability(np.zeros(0), np.zeros(0, np.bool_)) == ([], 0)
