from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.inference import getLogYY
from spacy_pkuseg.model import Model

from pipeline.errors import ModelError
from pipeline.segmentation.segmenter import SHIPPED_MODEL
from pipeline.segmentation.votes import VoteTable, normalize, run_of, split_weights

TEXTS = st.text(
    st.one_of(st.sampled_from("中国人民银行市长出席会议二十1.５Ａａ-*"), st.characters()),
    min_size=1,
    max_size=30,
)


@pytest.mark.parametrize(
    ("feature", "run", "shift"),
    [
        ("c.市", "市", 0),
        ("c-1.市", "市", 1),
        ("c-2.市", "市", 2),
        ("c1.市", "市", -1),
        ("c2.市", "市", -2),
        ("c.**Num", "0", 0),
        ("c1.**Letter", "Ａ", -1),
        ("cc1.市.长", "市长", 0),
        ("c-1c.市.长", "市长", 1),
        ("c-2c-1.市.长", "市长", 2),
        ("cc1.**Num.年", "0年", 0),
        ("c-1c.**Num.**Letter", "0Ａ", 1),
        ("w1.教育局", "教育局", 0),
        ("w-1.教育局", "教育局", 2),
        ("ww.l.市长*出席", "市长出席", 2),
        ("ww.r.市长*出席", "市长出席", 1),
        ("ww.l.教育局*会议", "教育局会议", 3),
    ],
)
def test_a_feature_is_a_run_that_votes(feature: str, run: str, shift: int) -> None:
    assert run_of(feature) == (run, shift)


@pytest.mark.parametrize("feature", ["", "c3.市", "www.l.市长*出席"])
def test_an_unknown_feature_is_refused(feature: str) -> None:
    with pytest.raises(ModelError, match="unknown family"):
        run_of(feature)


@pytest.mark.parametrize(
    ("text", "normal"),
    [("１9二％", "0000"), ("Ａｚ", "ＡＡ"), ("-._,|/*:", "&&&&&&&&"), ("一AZ。", "一AZ。"), ("", "")],
)
def test_normal_form_keeps_the_length(text: str, normal: str) -> None:
    assert normalize(text) == normal


def test_runs_vote_where_their_features_look() -> None:
    features = {"$$": 0, "c.市": 1, "c-1.市": 2, "w-1.市长": 3, "c-1c.市.长": 4}
    weights = np.array([[1.0], [10.0], [100.0], [1000.0], [2000.0]])
    assert VoteTable(features, weights).scores("市长市").ravel().tolist() == [11.0, 3101.0, 11.0]


def test_no_text_has_no_scores() -> None:
    assert VoteTable({"$$": 0, "c.市": 1}, np.zeros((2, 5))).scores("").shape == (0, 5)


@pytest.fixture(scope="module")
def shipped() -> tuple[FeatureExtractor, Model]:
    return FeatureExtractor.load(str(SHIPPED_MODEL)), Model.load(str(SHIPPED_MODEL))


@pytest.fixture(scope="module")
def table(shipped: tuple[FeatureExtractor, Model]) -> VoteTable:
    extractor, model = shipped
    return VoteTable(extractor.feature_to_idx, split_weights(model)[0])


@settings(deadline=None)
@given(text=TEXTS)
def test_scores_are_those_of_pkuseg_itself(
    shipped: tuple[FeatureExtractor, Model], table: VoteTable, text: str
) -> None:
    extractor, model = shipped
    characters = list(extractor.normalize_text(text))
    features = [extractor.get_node_features_idx(i, characters) for i in range(len(characters))]
    expected, _ = getLogYY(features, model.n_tag, model.n_feature * model.n_tag, model.w, 1.0)
    assert (table.scores(normalize(text)) == expected).all()
