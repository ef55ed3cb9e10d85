"""Decoding against brute force: every path of a short text, one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.tagger.decoding import Stretches, Transitions, beliefs, best_tags, stretches
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


def codes_of(text: str) -> NDArray[np.uint32]:
    return np.array([0, *map(ord, text), 0], np.uint32)


def one_stretch(length: int) -> Stretches:
    return Stretches(np.array([0]), np.array([length]), np.array([True]), np.array([True]))


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
    parts = one_stretch(length)
    tags = tuple(best_tags(scores, transitions, parts).tolist())
    assert paths[tags] == pytest.approx(max(paths.values()), abs=1e-3)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 4))
def test_a_span_is_as_probable_as_all_paths_through_it(seed: int, length: int) -> None:
    scores, transitions = random_scores(seed, length, 1)
    paths = every_path(scores, transitions)
    total = sum(np.exp(score) for score in paths.values())
    parts = one_stretch(length)
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("，。", []),
        ("甲乙", [(1, 2, True, True)]),
        ("甲，乙丙丁。戊己", [(3, 3, False, False), (7, 2, False, True), (1, 1, True, False)]),
        ("。甲\0乙", [(2, 1, False, True), (4, 1, True, True)]),
    ],
)
def test_texts_fall_into_stretches(text: str, expected: list[tuple[int, int, bool, bool]]) -> None:
    parts = stretches(codes_of(text.replace("，", ",")))
    assert list(zip(*(column.tolist() for column in parts), strict=True)) == expected


def test_stretches_give_what_the_whole_text_gives_with_o_between() -> None:
    scores, transitions = random_scores(7, 42, 1)
    codes = codes_of(",".join(["字" * 5, "字", "字" * 12, "字" * 19]))[:42]
    scores[codes == ord(","), OUTSIDE + 1 :] = -1e4
    parts = stretches(codes)
    assert parts.lengths.tolist() == [19, 12, 5, 1]
    whole = Stretches(np.array([1]), np.array([40]), np.array([True]), np.array([True]))
    tags = best_tags(scores, transitions, whole)
    np.testing.assert_array_equal(best_tags(scores, transitions, parts), tags)
    spans = span_starts_ends(tags)
    assert len(spans[0]), "there is something to find"
    np.testing.assert_allclose(
        span_probabilities(spans, scores, transitions, beliefs(scores, transitions, parts)),
        span_probabilities(spans, scores, transitions, beliefs(scores, transitions, whole)),
        rtol=1e-3,
    )


def test_nothing_to_decode() -> None:
    scores, transitions = random_scores(1, 3, 1)
    parts = stretches(codes_of("。"))
    assert best_tags(scores, transitions, parts).tolist() == [0, 0, 0]
    assert len(beliefs(scores, transitions, parts).forward) == 3
