"""Make a trained spacy-pkuseg model small: few features, coarse weights, no word that nothing asks for.

A feature votes for tags by its weights; one whose weights are nearly equal moves no decision. So the features
are ranked by the *width* of their weights, the largest less the smallest over the tags; the widest are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.model import Model

from pipeline.segmentation.segmenter import WEIGHTS
from pipeline.segmentation.votes import Weights, split_weights

# Feature families that name dictionary words: one, or two joined by a star (pkuseg renames stars in text).
ONE_WORD, TWO_WORDS = ("w-1.", "w1."), ("ww.l.", "ww.r.")
# Weights are rounded to multiples of this: they stay float64, as pkuseg's loops want, and compress to less
# than a byte each.
WEIGHT_STEP = 1 / 64


def prune(extractor: Any, model: Any, keep: int) -> tuple[Any, Any]:
    """Return a FeatureExtractor and a Model with the `keep` features of the widest weights."""
    names = sorted(extractor.feature_to_idx, key=extractor.feature_to_idx.__getitem__)
    nodes, edges = split_weights(model)
    kept = widest(nodes, keep)
    features = [names[i] for i in kept]
    return _extractor(features, extractor.tag_to_idx), _model(
        rounded(nodes[kept]), rounded(edges), model.n_tag
    )


def widest(nodes: Weights, keep: int) -> NDArray[np.intp]:
    """Return the numbers of the `keep` rows with the widest weights, ascending.

    Row 0, the start feature, is always among them. Of equal widths the earlier row stays: pkuseg numbers
    features by falling frequency.
    """
    widths = np.ptp(nodes, axis=1)
    widths[0] = np.inf
    return np.sort(np.argsort(-widths, kind="stable")[:keep])


def rounded(weights: Weights) -> Weights:
    """Return the weights as multiples of WEIGHT_STEP."""
    return np.round(weights / WEIGHT_STEP) * WEIGHT_STEP


def words_asked_for(features: Iterable[str]) -> set[str]:
    """Return the dictionary words that some feature names; another word cannot change a decision."""
    words: set[str] = set()
    for feature in features:
        if feature.startswith(ONE_WORD):
            words.add(feature.partition(".")[2])
        elif feature.startswith(TWO_WORDS):
            words.update(feature[len(TWO_WORDS[0]) :].split("*"))
    return words


def save(extractor: Any, model: Any, folder: Path) -> None:
    """Write the model into `folder` as spacy-pkuseg reads it, with the weights compressed."""
    folder.mkdir(parents=True, exist_ok=True)
    extractor.save(str(folder))
    sizes = np.array([model.n_tag, model.n_feature])
    np.savez_compressed(folder / WEIGHTS, sizes=sizes, w=model.w)


def _extractor(features: list[str], tags: dict[str, int]) -> Any:
    extractor = FeatureExtractor()
    extractor.feature_to_idx = {feature: i for i, feature in enumerate(features)}
    extractor.tag_to_idx = dict(tags)
    # The set of bigrams only guides training; inference asks the features themselves.
    extractor.unigram = words_asked_for(features)
    return extractor


def _model(nodes: Weights, edges: Weights, tags: int) -> Any:
    model = Model(len(nodes), tags)
    model.w = np.concatenate([nodes.ravel(), edges.ravel()])
    return model
