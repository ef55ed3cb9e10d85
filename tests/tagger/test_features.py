from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.tagger.features import (
    CHARACTER_FEATURES,
    PADDING,
    WORD_FEATURES,
    character_features,
    lay_out,
    word_features,
    word_ranges,
)
from pipeline.tagger.tagger import boundaries_on

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def features_of(texts: list[str], words: list[list[int]]) -> list[NDArray[np.uint32]]:
    """Return each text's features (characters × features); `words` are the texts' borders of words."""
    grid = lay_out(texts)
    marks = [
        bytes(place in row for place in range(len(text) + 1)) for text, row in zip(texts, words, strict=True)
    ]
    features = [*character_features(grid.codes), *word_features(grid.codes, boundaries_on(grid, marks))]
    table = np.stack(features, axis=1)
    return [table[start : start + len(text)] for start, text in zip(grid.starts, texts, strict=True)]


def test_there_are_as_many_features_as_are_named() -> None:
    grid = lay_out(["云川市"])
    assert len(list(character_features(grid.codes))) == CHARACTER_FEATURES
    assert len(list(word_features(grid.codes, np.ones(len(grid.codes) + 1, np.bool_)))) == WORD_FEATURES


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_text_has_the_same_features_in_any_company(texts: list[str]) -> None:
    words = [list(range(0, len(text) + 1, 2)) for text in texts]
    together = features_of(texts, words)
    for text, borders, expected in zip(texts, words, together, strict=True):
        alone = features_of([text], [borders])[0]
        np.testing.assert_array_equal(alone, expected)


def test_a_word_has_the_same_feature_wherever_it_stands() -> None:
    first, second = features_of(["云川市长", "我说云川市长"], [[0, 3, 4], [0, 1, 2, 5, 6]])
    word = CHARACTER_FEATURES
    np.testing.assert_array_equal(first[0:3, word], second[2:5, word])
    assert len(set(first[:, word].tolist())) == 4, "the place in the word counts"


def test_full_width_and_digits_have_one_form() -> None:
    codes = lay_out(["１9Ａ，"]).codes[PADDING:-PADDING]
    assert codes.tolist() == [ord("0"), ord("0"), ord("A"), ord(",")]


@pytest.mark.parametrize("texts", [[], [""], ["", "市", ""]])
def test_texts_may_be_empty(texts: list[str]) -> None:
    grid = lay_out(texts)
    lengths = [len(text) for text in texts]
    assert len(grid.starts) == len(texts)
    assert len(grid.places(lengths)) == sum(lengths)
    assert all(after - before > PADDING - 1 for before, after in pairwise(grid.starts.tolist()))


def test_word_ranges_hold_each_character() -> None:
    starts, ends = word_ranges(np.array([1, 0, 1, 1, 0], np.bool_))
    assert starts.tolist() == [0, 0, 2, 3]
    assert ends.tolist() == [2, 2, 3, 4]
