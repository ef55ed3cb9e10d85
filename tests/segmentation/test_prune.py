from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.model import Model

from pipeline.segmentation.prune import (
    WEIGHT_STEP,
    prune,
    rounded,
    save,
    widest,
    words_asked_for,
)
from pipeline.segmentation.segmenter import Segmenter
from pipeline.segmentation.votes import START_FEATURE, split_weights

TEXT = "记者从市教育局获悉，今年全市新建学校十二所。"


@pytest.mark.parametrize(
    ("keep", "rows"),
    [
        (1, [0]),
        (2, [0, 3]),
        (3, [0, 1, 3]),
        (4, [0, 1, 2, 3]),
        (9, [0, 1, 2, 3]),
    ],
)
def test_widest_keeps_the_start_feature_and_the_widest(keep: int, rows: list[int]) -> None:
    weights = np.array([[0.0, 0.0], [1.0, 2.0], [5.0, 5.0], [-3.0, 3.0]])
    assert widest(weights, keep).tolist() == rows


def test_of_equal_widths_the_more_frequent_feature_stays() -> None:
    assert widest(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]), 3).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        ("$$", set()),
        ("c.市", set()),
        ("c-1c.市.长", set()),
        ("w1.市长", {"市长"}),
        ("w-1.市长", {"市长"}),
        ("ww.l.市长*出席", {"市长", "出席"}),
        ("ww.r.市长*出席", {"市长", "出席"}),
    ],
)
def test_words_that_a_feature_asks_for(feature: str, words: set[str]) -> None:
    assert words_asked_for([feature]) == words


def test_rounding_moves_no_weight_by_more_than_half_a_step() -> None:
    weights = np.linspace(-3, 3, 1001)
    assert np.abs(rounded(weights) - weights).max() <= WEIGHT_STEP / 2
    assert (rounded(weights) / WEIGHT_STEP % 1 == 0).all()


def test_a_model_that_keeps_all_features_cuts_the_same(raw_model: Path) -> None:
    extractor, model = FeatureExtractor.load(str(raw_model)), Model.load(str(raw_model))
    same = Segmenter(*prune(extractor, model, model.n_feature))
    assert same.cut(TEXT) == Segmenter(extractor, model).cut(TEXT)


def test_a_pruned_model_is_smaller_and_keeps_its_shape(raw_model: Path, tmp_path: Path) -> None:
    extractor, model = FeatureExtractor.load(str(raw_model)), Model.load(str(raw_model))
    small_extractor, small_model = prune(extractor, model, 50)
    nodes, edges = split_weights(small_model)
    assert nodes.shape == (50, model.n_tag)
    assert edges.shape == (model.n_tag, model.n_tag)
    assert small_extractor.feature_to_idx[START_FEATURE] == 0
    assert small_extractor.unigram < extractor.unigram
    save(small_extractor, small_model, tmp_path)
    again = Segmenter(FeatureExtractor.load(str(tmp_path)), Model.load(str(tmp_path)))
    assert again.cut(TEXT) == Segmenter(small_extractor, small_model).cut(TEXT)
