"""Word precision, recall and F1: the measure of the SIGHAN segmentation bakeoffs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.values.scores import Score


def score_words(paragraphs: Iterable[Sequence[str]], cut: Callable[[str], Sequence[str]]) -> Score:
    """Compare `cut`, run on each paragraph without its blanks, with the paragraph's own words."""
    gold = found = right = 0
    for words in paragraphs:
        expected, actual = spans_of(words), spans_of(cut("".join(words)))
        gold += len(expected)
        found += len(actual)
        right += len(expected & actual)
    return Score(gold, found, right)


def spans_of(words: Sequence[str]) -> set[tuple[int, int]]:
    """Return start and end of each word in the text that they make together."""
    spans = set()
    start = 0
    for word in words:
        spans.add((start, start + len(word)))
        start += len(word)
    return spans
