from __future__ import annotations

import pytest

from pipeline.values.scores import Score


def test_precision_recall_and_f1() -> None:
    score = Score(gold=10, found=8, right=6)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


@pytest.mark.parametrize("score", [Score(0, 0, 0), Score(5, 0, 0), Score(0, 5, 0)])
def test_nothing_right_scores_zero(score: Score) -> None:
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)
