"""The tagger: texts in, labelled spans with calibrated confidences out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.decoding import Scores, Transitions, beliefs, best_tags, stretches
from pipeline.tagger.features import Grid, Hashes, character_features, lay_out, word_features
from pipeline.tagger.marginals import logit, sigmoid, span_probabilities, span_starts_ends
from pipeline.tagger.table import WeightTable
from pipeline.tagger.tags import TaggedSpan, TagSet
from pipeline.tagger.weights import SHIPPED_MODEL, Weights, load_weights

# Where words begin or end: for each character of a text, and for its end, 1 or 0.
Boundaries = bytes
WordFinder = Callable[[str], Boundaries]
# Characters tagged at a time: numpy's arrays stay within some tens of megabytes.
BATCH = 50_000


class Tagger:
    """Find the spans of one label set."""

    def __init__(self, weights: Weights) -> None:
        self.tags = TagSet(weights.labels)
        self._table = WeightTable(weights.keys, weights.votes, weights.scale)
        self._transitions = Transitions.of(weights.transitions, self.tags.allowed())
        self._calibration = weights.calibration

    def find(
        self, texts: Sequence[str], words: Sequence[Boundaries] | None = None, *, confidences: bool = True
    ) -> list[list[TaggedSpan]]:
        """Return each text's spans in order, never overlapping.

        `words` are the texts' word boundaries (length + 1 bytes each); None where they are not known. Without
        `confidences`, which take as long as all else where labels are many, each is 1.
        """
        grid = lay_out(texts)
        scores = self.scores(grid, None if words is None else boundaries_on(grid, words))
        parts = stretches(grid.codes)
        tags = best_tags(scores, self._transitions, parts)
        starts, ends, labels = spans = span_starts_ends(tags)
        confidence = np.ones(len(starts))
        if confidences:
            sums = beliefs(scores, self._transitions, parts.holding(tags))
            probable = span_probabilities(spans, scores, self._transitions, sums)
            confidence = self._calibrate(probable, labels)
        found: list[list[TaggedSpan]] = [[] for _ in texts]
        number = np.searchsorted(grid.starts, starts, side="right") - 1
        begin = grid.starts[number]
        rows = zip(number, starts - begin, ends - begin, labels, confidence, strict=True)
        for text, start, end, label, score in rows:
            found[text].append(TaggedSpan(int(start), int(end), self.tags.labels[label], float(score)))
        return found

    def scores(self, grid: Grid, boundaries: NDArray[np.bool_] | None) -> Scores:
        """Return the tags' scores at every place of the grid."""
        features: Iterator[Hashes] = character_features(grid.codes)
        if boundaries is not None:
            features = chain(features, word_features(grid.codes, boundaries))
        return self._table.scores(features)

    def _calibrate(self, probable: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.float64]:
        slope, intercept = self._calibration[labels].T
        return sigmoid(slope * logit(probable) + intercept)


def boundaries_on(grid: Grid, words: Sequence[Boundaries]) -> NDArray[np.bool_]:
    """Return the word boundaries of all texts on the grid; each NUL of the padding is a word by itself."""
    marks = np.zeros(len(grid.codes) + 1, np.bool_)
    marks[:-1] = grid.codes == 0
    marks[1:] |= grid.codes == 0
    for start, known in zip(grid.starts, words, strict=True):
        marks[start : start + len(known)] |= np.frombuffer(known, np.uint8) != 0
    return marks


def batches(texts: Sequence[str]) -> Iterator[slice]:
    """Yield slices of the texts of about BATCH characters each."""
    start = size = 0
    for number, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield slice(start, number)
            start, size = number, 0
        size += len(text)
    if start < len(texts):
        yield slice(start, len(texts))


@lru_cache(maxsize=4)
def load_tagger(label_set: str, folder: Path = SHIPPED_MODEL) -> Tagger:
    """Return the tagger of a label set; raises ModelError where its files are missing or damaged."""
    return Tagger(load_weights(folder, label_set))
