"""Decoding against brute force: every path of a short text, one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.tagger.decoding import SURE, Transitions, beliefs, best_tags, stretches
from pipeline.tagger.marginals import span_probabilities, span_starts_ends
from pipeline.tagger.tags import OUTSIDE, TagSet

TAGS = TagSet(["PER", "ORG"])
Path = tuple[int, ...]
Scores = NDArray[np.float32]


def random_scores(seed: int, length: int, scale: float) -> tuple[Scores, Transitions]:
    chance = np.random.default_rng(seed)
    scores = chance.normal(0, scale, (length, TAGS.size)).astype(np.float32)
    weights = chance.normal(0, 1, (TAGS.size, TAGS.size)).astype(np.float32)
    return scores, Transitions.of(weights, TAGS.allowed())


def every_path(scores: Scores, transitions: Transitions) -> dict[Path, float]:
    """Return the score of each allowed path."""
    allowed = TAGS.allowed()
    paths = {}
    for path in product(range(TAGS.size), repeat=len(scores)):
        closed = (OUTSIDE, *path, OUTSIDE)
        if all(allowed[a, b] for a, b in pairwise(closed)):
            score = sum(float(scores[i, tag]) for i, tag in enumerate(path))
            paths[path] = score + sum(float(transitions.inner[a, b]) for a, b in pairwise(path))
    return paths


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 4))
def test_the_best_path_is_the_best_of_all(seed: int, length: int) -> None:
    scores, transitions = random_scores(seed, length, 3)
    paths = every_path(scores, transitions)
    parts = stretches(scores, np.zeros(length, np.bool_))
    tags = tuple(best_tags(scores, transitions, parts).tolist())
    assert paths[tags] == pytest.approx(max(paths.values()), abs=1e-3)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 4))
def test_a_span_is_as_probable_as_all_paths_through_it(seed: int, length: int) -> None:
    scores, transitions = random_scores(seed, length, 1)
    paths = every_path(scores, transitions)
    total = sum(np.exp(score) for score in paths.values())
    parts = stretches(scores, np.zeros(length, np.bool_))
    sums = beliefs(scores, transitions, parts)
    for start in range(length):
        for end in range(start + 1, length + 1):
            tags = TAGS.encode(length, [(start, end, "ORG")]).tolist()
            through = sum(
                np.exp(score) for path, score in paths.items() if list(path[start:end]) == tags[start:end]
            )
            span = (np.array([start]), np.array([end]), np.array([1]))
            found = span_probabilities(span, scores, transitions, sums)[0]
            assert found == pytest.approx(through / total, rel=1e-3, abs=1e-5)


def test_sure_places_cut_the_text_and_change_nothing() -> None:
    scores, transitions = random_scores(7, 60, 1)
    scores[::5, OUTSIDE] += 4 * SURE
    cut = stretches(scores, np.zeros(60, np.bool_))
    whole = type(cut)(np.array([0]), np.array([60]))
    assert len(cut.starts) == 1, "each open place keeps its sure neighbours"
    scores[1::5, OUTSIDE] += 4 * SURE
    scores[2::5, OUTSIDE] += 4 * SURE
    cut = stretches(scores, np.zeros(60, np.bool_))
    assert len(cut.starts) > 5
    tags = best_tags(scores, transitions, whole)
    np.testing.assert_array_equal(best_tags(scores, transitions, cut), tags)
    spans = span_starts_ends(tags)
    assert len(spans[0]), "there is something to find"
    np.testing.assert_allclose(
        span_probabilities(spans, scores, transitions, beliefs(scores, transitions, cut)),
        span_probabilities(spans, scores, transitions, beliefs(scores, transitions, whole)),
        atol=1e-3,
    )


def test_texts_do_not_touch() -> None:
    scores, transitions = random_scores(3, 9, 3)
    breaks = np.array([0, 0, 0, 0, 1, 0, 0, 0, 0], np.bool_)
    tags = best_tags(scores, transitions, stretches(scores, breaks))
    for part in (slice(0, 4), slice(5, 9)):
        alone = stretches(scores[part], np.zeros(4, np.bool_))
        np.testing.assert_array_equal(best_tags(scores[part], transitions, alone), tags[part])
    assert tags[4] == OUTSIDE


def test_nothing_to_decode() -> None:
    scores = np.zeros((3, TAGS.size), np.float32)
    scores[:, OUTSIDE] = 2 * SURE
    transitions = random_scores(1, 1, 1)[1]
    parts = stretches(scores, np.zeros(3, np.bool_))
    assert len(parts.starts) == 0
    assert best_tags(scores, transitions, parts).tolist() == [0, 0, 0]
    assert len(beliefs(scores, transitions, parts).forward) == 3
