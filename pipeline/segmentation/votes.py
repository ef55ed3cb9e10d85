"""spacy-pkuseg's features as runs of characters that vote: its own scores, ten times as fast.

pkuseg asks at every character for some seventy features, most of them pairs of words that are not there.
Yet each feature is nothing but a run of characters: ``c-1.市`` at a character says that 市 stands before it,
so a 市 votes for the character after it; ``ww.l.市长*出席`` is the run 市长出席, which votes for its third
character. So all runs of a text are looked up once for each length, and numpy adds up their votes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy_pkuseg.feature_extractor import FeatureExtractor

from pipeline.errors import ModelError

Weights = NDArray[np.float64]

START_FEATURE = "$$"
# Where a feature's run of characters votes, counted from the run's first character.
ONE_CHARACTER = {"c-2": 2, "c-1": 1, "c": 0, "c1": -1, "c2": -2}
TWO_CHARACTERS = {"c-2c-1": 2, "c-1c": 1, "cc1": 0}
# No run votes further than this beyond its own characters.
REACH = 2

# pkuseg writes numerals and full-width letters as these two classes; one character for each keeps offsets.
NUMERAL, LETTER = "0", "Ａ"
CLASSES = {"**Num": NUMERAL, "**Letter": LETTER}
NORMAL_FORMS = str.maketrans(
    dict.fromkeys(FeatureExtractor.num, NUMERAL)
    | dict.fromkeys(FeatureExtractor.letter, LETTER)
    | {chr(code): chr(form) for code, form in FeatureExtractor.keywords_translate_table.items()}
)


class Runs(NamedTuple):
    """The runs of one length; row 0 stands for those that are not known.

    ``votes[rows[run], k]`` are the tags' scores at the character `shifts[k]` after the run's first one.
    """

    length: int
    rows: dict[str, int]
    shifts: list[int]
    votes: Weights


class VoteTable:
    """Score the tags of every character of a text."""

    def __init__(self, features: Mapping[str, int], weights: Weights) -> None:
        """Take each feature's number and the weights (features × tags) that stand under that number."""
        self._start = weights[features[START_FEATURE]]
        by_length: dict[int, list[tuple[str, int, int]]] = {}
        for feature, number in features.items():
            if feature != START_FEATURE:
                run, shift = run_of(feature)
                by_length.setdefault(len(run), []).append((run, shift, number))
        self._runs = [_gather(length, found, weights) for length, found in sorted(by_length.items())]
        self._openings = {run[:2] for runs in self._runs for run in runs.rows if runs.length > 2}

    def scores(self, text: str) -> Weights:
        """Return scores (characters × tags) of a text in its normal form, as if nothing stood around it."""
        scores = np.tile(self._start, (len(text) + 2 * REACH, 1))
        everywhere = range(len(text))
        # Longer runs are rare: they are sought only where the first two characters of one stand.
        openings = [i for i in everywhere if text[i : i + 2] in self._openings]
        for length, rows, shifts, votes in self._runs:
            places = everywhere if length <= 2 else openings
            found = np.array([rows.get(text[i : i + length], 0) for i in places], dtype=np.intp)
            known = np.flatnonzero(found)
            nodes, found = np.asarray(places, dtype=np.intp)[known] + REACH, found[known]
            for k, shift in enumerate(shifts):
                scores[nodes + shift] += votes[found, k]
        return scores[REACH:-REACH]


def split_weights(model: Any) -> tuple[Weights, Weights]:
    """Return a pkuseg model's weights of features (features × tags) and of transitions (tag × tag before)."""
    border = model.n_feature * model.n_tag
    return model.w[:border].reshape(-1, model.n_tag), model.w[border:].reshape(-1, model.n_tag)


def normalize(text: str) -> str:
    """Return pkuseg's normal form of `text`, of the same length."""
    return text.translate(NORMAL_FORMS)


def run_of(feature: str) -> tuple[str, int]:
    """Return the run of characters that a feature is about, and where it votes.

    Raises ModelError for a family of features that pkuseg does not have.
    """
    family, _, content = feature.partition(".")
    if family in TWO_CHARACTERS:
        return _in_classes(content.replace(".", "")), TWO_CHARACTERS[family]
    if family == "w1":
        return content, 0
    if family == "w-1":
        return content, len(content) - 1
    if family in ONE_CHARACTER:
        return _in_classes(content), ONE_CHARACTER[family]
    if family == "ww":
        first, _, second = content[len("l.") :].partition("*")
        return first + second, len(first) - content.startswith("r")
    raise ModelError(f"the word segmenter has a feature of an unknown family: {feature!r}")


def _in_classes(content: str) -> str:
    if "**" in content:
        for name, character in CLASSES.items():
            content = content.replace(name, character)
    return content


def _gather(length: int, found: list[tuple[str, int, int]], weights: Weights) -> Runs:
    runs, shifts, numbers = zip(*found, strict=True)
    rows = {run: row for row, run in enumerate(dict.fromkeys(runs), start=1)}
    places = sorted(set(shifts))
    votes = np.zeros((len(rows) + 1, len(places), weights.shape[1]))
    # Two features may give one run the same place: 市长 as a word and as two characters.
    row, place = np.array([rows[run] for run in runs]), np.searchsorted(places, shifts)
    np.add.at(votes, (row, place), weights[list(numbers)])
    return Runs(length, rows, places, votes)
