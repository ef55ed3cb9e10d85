"""Word precision, recall and F1: the measure of the SIGHAN segmentation bakeoffs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class WordScore(NamedTuple):
    """How many words the gold text has, how many were found, how many of those have both borders right."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Return the share of the found words that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the gold words that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.right / total if total else 0.0


def score_words(paragraphs: Iterable[Sequence[str]], cut: Callable[[str], Sequence[str]]) -> WordScore:
    """Compare `cut`, run on each paragraph without its blanks, with the paragraph's own words."""
    gold = found = right = 0
    for words in paragraphs:
        expected, actual = spans_of(words), spans_of(cut("".join(words)))
        gold += len(expected)
        found += len(actual)
        right += len(expected & actual)
    return WordScore(gold, found, right)


def spans_of(words: Sequence[str]) -> set[tuple[int, int]]:
    """Return start and end of each word in the text that they make together."""
    spans = set()
    start = 0
    for word in words:
        spans.add((start, start + len(word)))
        start += len(word)
    return spans
