from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segmentation.accuracy import score_words, spans_of
from pipeline.values.scores import Score

WORDS = st.lists(st.text(min_size=1, max_size=4), max_size=8)


@pytest.mark.parametrize(
    ("gold", "found", "score"),
    [
        (["市长", "出席", "会议"], ["市长", "出席", "会议"], Score(3, 3, 3)),
        (["市长", "出席", "会议"], ["市长出", "席", "会议"], Score(3, 3, 1)),
        (["市长", "出席"], ["市", "长", "出", "席"], Score(2, 4, 0)),
        (["市", "市"], ["市", "市"], Score(2, 2, 2)),
        (["市长出席"], ["市长", "出席"], Score(1, 2, 0)),
        ([], [], Score(0, 0, 0)),
    ],
)
def test_words_count_when_both_borders_are_right(gold: list[str], found: list[str], score: Score) -> None:
    assert score_words([gold], lambda _: found) == score


@settings(deadline=None)
@given(WORDS)
def test_spans_tile_the_text(words: list[str]) -> None:
    text = "".join(words)
    assert [text[start:end] for start, end in sorted(spans_of(words))] == words


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4))
def test_the_gold_words_themselves_are_all_right(paragraphs: list[list[str]]) -> None:
    cuts = iter(paragraphs)
    score = score_words(paragraphs, lambda _: next(cuts))
    assert score.gold == score.found == score.right
