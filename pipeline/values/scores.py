"""Precision, recall and F1 of found items: the measure of the SIGHAN and CoNLL bakeoffs."""

from __future__ import annotations

from typing import NamedTuple


class Score(NamedTuple):
    """How many items the gold has, how many were found, how many of those are right."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.right / total if total else 0.0
