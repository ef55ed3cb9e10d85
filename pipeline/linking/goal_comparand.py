"""What a quantity is compared with is no indicator: 比入社前翻一番, 为年度计划的91%, 列中部城市第3位."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.linking.goal_lexicon import COMPARE, EQUALS, ORDER, Token
from pipeline.linking.goal_noun_before import PASSED, strip_behind

_PLANNED = re.compile(r"(?:完成|实现|达到|为|是)[^，。；]{0,6}(?:计划|目标|任务|预算|进度)的[近约超逾]?$")


def without_comparand(masked: str, tokens: Sequence[Token], low: int, high: int) -> int:
    """Where what a comparison is made with begins: 比入社前翻一番, 为年度计划的91%,
    高于全省平均水平2个百分点.

    `high` where nothing is compared.
    """
    if planned := _PLANNED.search(masked, low, high):
        return planned.start()
    owned = masked[low:high].rstrip(PASSED).endswith("的")
    for token in reversed(tokens):
        if not low <= token.start < high:
            continue
        if token.word.trait == COMPARE or (owned and token.word.trait == EQUALS):
            return token.start if _holds_noun(masked, tokens, token.end, high) else high
    return high


def _holds_noun(masked: str, tokens: Sequence[Token], low: int, high: int) -> bool:
    """Whether words of a noun stand in a range beside those of the lexicon that none holds."""
    end, _, _ = strip_behind(masked, tokens, low, high)
    return end > low


def without_field(tokens: Sequence[Token], low: int, high: int) -> int:
    """The end of X in X列Y第3位: the last verb of order."""
    ranking = (token.start for token in reversed(tokens) if low < token.start and token.word.trait == ORDER)
    return next(ranking, high)
