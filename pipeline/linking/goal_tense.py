"""Whether a passage looks back or ahead, told by its wording alone.

A work report has no tenses, but its wording differs: 新增了, 成功入选, 不断优化。 look back, 力争, 确保, 早日
ahead. The weights are a logistic regression on two- and three-character strings, trained on sections of real
reports whose headings say which they are (``tense_training``); they decide where no trigger of
``patterns/contexts.jsonl`` does.
"""

from __future__ import annotations

from pathlib import Path

import ahocorasick

from pipeline.errors import ModelError

SHIPPED_MODEL = Path(__file__).resolve().parent / "tense" / "weights.tsv"
BIAS = "*"


class TenseModel:
    """Score passages: above zero they look ahead (targets), below zero back (results)."""

    def __init__(self, weights: dict[str, float]) -> None:
        """Take the weight of each string and, under ``*``, the bias."""
        self.bias = weights.get(BIAS, 0.0)
        strings = [string for string in weights if string != BIAS]
        self._weights = [weights[string] for string in strings]
        self._automaton = ahocorasick.Automaton()
        for number, string in enumerate(strings):
            self._automaton.add_word(string, number)
        self._automaton.make_automaton()

    def score(self, text: str, start: int, end: int) -> float:
        """Return the log odds that text[start:end], a sentence, looks ahead; each string counts once."""
        if start >= end:
            return self.bias
        # A slice, for the automaton copies all of the text that it is given.
        found = {number for _, number in self._automaton.iter(text[start:end])}
        return self.bias + sum(map(self._weights.__getitem__, found))


def load_tense_model(path: Path = SHIPPED_MODEL) -> TenseModel:
    """Return the model of a file of strings and weights split by tabs; ModelError where it is damaged."""
    weights: dict[str, float] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            string, weight = line.split("\t")
            weights[string] = float(weight)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"the tense model cannot be read: {error}", place=path, remedy="reinstall mubiao"
        ) from error
    if BIAS not in weights or len(weights) < 2:
        raise ModelError("the tense model holds no weights", place=path, remedy="reinstall mubiao")
    return TenseModel(weights)
