"""Load the shipped spacy-pkuseg model and find the words of a text, with exact offsets.

The model folder is an ordinary spacy-pkuseg model (``spacy_pkuseg.pkuseg(folder, user_dict=None)`` opens it,
too), with a ``meta.json`` that names each file's SHA-256. Nothing is fetched and nothing is unpickled:
spacy-pkuseg falls back to pickles only where a file is missing, and that is checked before.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.inference import run_viterbi
from spacy_pkuseg.model import Model

from pipeline.errors import ModelError
from pipeline.segmentation.votes import REACH, VoteTable, normalize, split_weights

SHIPPED_MODEL = Path(__file__).resolve().parent / "model"
META, FEATURES, WEIGHTS = "meta.json", "features.msgpack", "weights.npz"
FORMAT = 1
REMEDY = "train it anew with `make train-words`, or reinstall mubiao"

# Like pkuseg, no word and no feature reaches over a blank; ``re`` and ``str.split`` agree on what a blank is.
PIECE = re.compile(r"\S+")
# Between two pieces, so many blanks that the one's features do not vote in the other.
GAP = " " * REACH


class Segmenter:
    """Find words by spacy-pkuseg's linear-chain CRF: those of its own ``cut``, with their offsets."""

    def __init__(self, extractor: Any, model: Any) -> None:
        nodes, edges = split_weights(model)
        # pkuseg's Viterbi wants transitions as [tag, next tag] and stores them the other way round.
        self._table, self._transitions = VoteTable(extractor.feature_to_idx, nodes), edges.T.copy()
        tags = sorted(extractor.tag_to_idx, key=extractor.tag_to_idx.__getitem__)
        self._begins = np.array([tag.startswith("B") for tag in tags])

    def word_offsets(self, text: str) -> list[tuple[int, int]]:
        """Return start and end (exclusive) of each word, in order; they cover every character but blanks."""
        pieces = [piece.span() for piece in PIECE.finditer(text)]
        scores = self._table.scores(normalize(GAP.join(text[first:last] for first, last in pieces)))
        offsets: list[tuple[int, int]] = []
        row = 0
        for first, last in pieces:
            begins = self._begins[run_viterbi(scores[row : row + last - first], self._transitions)[1]]
            begins[0] = True
            starts = (np.flatnonzero(begins) + first).tolist()
            offsets.extend(zip(starts, [*starts[1:], last], strict=True))
            row += last - first + REACH
        return offsets

    def cut(self, text: str) -> list[str]:
        """Return the words of `text`."""
        return [text[start:end] for start, end in self.word_offsets(text)]


@lru_cache(maxsize=2)
def load_segmenter(folder: Path = SHIPPED_MODEL) -> Segmenter:
    """Return the segmenter in `folder`; raises ModelError where a file is missing or damaged."""
    check_model(folder)
    return Segmenter(FeatureExtractor.load(str(folder)), Model.load(str(folder)))


def check_model(folder: Path) -> None:
    """Compare each file of the model with the SHA-256 in its meta.json; raises ModelError."""
    meta = _read_meta(folder / META)
    for name in (FEATURES, WEIGHTS):
        path = folder / name
        if not path.is_file():
            raise ModelError("this file of the word segmenter is missing", place=path, remedy=REMEDY)
        if hashlib.sha256(path.read_bytes()).hexdigest() != meta["files"][name]["sha256"]:
            raise ModelError(
                "this file of the word segmenter is truncated or altered", place=path, remedy=REMEDY
            )


def _read_meta(path: Path) -> dict[str, Any]:
    try:
        meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = meta["format"] == FORMAT
        _ = [meta["files"][name]["sha256"] for name in (FEATURES, WEIGHTS)]
    except OSError as error:
        reason = f"the word segmenter cannot be read: {error.strerror}"
        raise ModelError(reason, place=path, remedy=REMEDY) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("this file of the word segmenter is damaged", place=path, remedy=REMEDY) from error
    if not known:
        reason = f"the word segmenter has format {meta['format']!r}, this version reads format {FORMAT}"
        raise ModelError(reason, place=path, remedy=REMEDY)
    return meta
