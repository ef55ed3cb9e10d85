"""A noun phrase beside a quantity, and the words that make and break it.

A quantity's noun stands before it (高新技术企业达456家, ``goal_noun_before``) or behind it
(300项重点技改项目, ``goal_noun_behind``); which of them counts is decided in ``goal_indicator``.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.linking.goal_lexicon import EVENT, GROW, NOMINAL, RANK_VERB, REACH, VERB, Token

GOVERNING = frozenset({VERB, REACH, GROW, RANK_VERB})
NOUN_LIKE = frozenset({NOMINAL, EVENT})


class Phrase(NamedTuple):
    """A noun phrase (empty where `start` == `end`) and the verbs that govern it, in text order."""

    start: int
    end: int
    verbs: tuple[Token, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no noun was found."""
        return self.start >= self.end
