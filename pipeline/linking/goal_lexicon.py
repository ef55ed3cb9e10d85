"""The words around a quantity: which govern, which measure by how much, which only modify
(``patterns/goal_words.jsonl``).

Chinese has no blanks, and a verb may be part of a noun (完成 in 完成率). So the lexicon also holds the nouns
that hold verbs; of all words the leftmost and longest are taken (Aho-Corasick), and a verb before a nominal
suffix (率, 额) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from pipeline.errors import RowError
from pipeline.linking.goal_text import BRACKET

VERB, NOMINAL, EVENT, REACH, GROW, RANK_VERB = "verb", "nominal", "event", "reach", "grow", "rankverb"
ADVERB, MODIFIER, CONJUNCTION, PREPOSITION = "adv", "mod", "conj", "prep"
AUXILIARY, OF, SCOPE, NOUN, MEASURE = "aux", "of", "scope", "noun", "measure"
VERBAL = frozenset({VERB, NOMINAL, EVENT, REACH, GROW, RANK_VERB})
# Traits: verbs of order (位居), of comparison (高于), with actions as objects (完成), of equality
# (为上年的两倍);
# adverbs that begin a predicate (累计).
ORDER, COMPARE, LIGHT, EQUALS, PREDICATE = "order", "compare", "light", "equals", "predicate"
ROLES = VERBAL | {ADVERB, MODIFIER, CONJUNCTION, PREPOSITION, AUXILIARY, OF, SCOPE, NOUN, MEASURE}

# 新（改、扩）建 stands in the masked text with its bracket masked.
_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)")
_SUFFIX = re.compile(
    r"[率额者型]|量(?![子化])|值(?![得班守])|数(?![字据智控码])|费(?!用)|权(?![威益])|业(?![态主务绩])|面(?![向对临粉料板])"
    r"|金(?![融牌额属银色秋砖])|度(?![假过])"
)


@dataclass(frozen=True, slots=True)
class GoalWord:
    """One word (`id`) and its `role`.

    "verb" governs its object wherever it stands; "nominal" does so at the head of a clause only (建设, 改造),
    "event" has no object (开工, 脱贫); "reach" leads to a level (达到), "grow" to a difference (增长),
    "rankverb" to a shift of rank; "adv" modifies a verb (累计), "mod" a noun too (重点), "conj" joins, "prep"
    leads a phrase, "aux" stands between a noun and its verb (收入计划实现), "of" is 的, "scope" says where
    (全市), "noun" is a noun that holds one of the others. `change` is what a verb implies for the indicator:
    "increase", "decrease" or nothing. `trait` is one of ORDER, COMPARE, LIGHT, EQUALS, PREDICATE or nothing.
    """

    id: str
    role: str
    change: str = ""
    trait: str = ""


class Token(NamedTuple):
    """A word of the lexicon at its place in the text."""

    start: int
    end: int
    role: str
    word: GoalWord

    @property
    def is_long(self) -> bool:
        """Whether it has two characters or more: a single one (育, 建) is too often the end of a noun."""
        return self.end - self.start > 1


class GoalLexicon:
    """Find the lexicon's words in a text."""

    def __init__(self, rows: Iterable[GoalWord]) -> None:
        """Build the automaton; raises RowError for an unknown role."""
        self._automaton = ahocorasick.Automaton()
        for row in rows:
            if row.role not in ROLES:
                raise RowError(
                    f"unknown role {row.role!r} of {row.id!r}", remedy=f"known: {', '.join(sorted(ROLES))}"
                )
            for form in {row.id, _BRACKETED.sub(lambda match: BRACKET * len(match[0]), row.id)}:
                self._automaton.add_word(form, (len(form), row))
        self._automaton.make_automaton()

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """Return the words in text[start:end], leftmost and longest; what lies between them is noun
        material."""
        if start >= end:
            return []
        found = []
        # A slice, for the automaton copies all of the text that it is given.
        for last, (length, row) in self._automaton.iter_long(text[start:end]):
            stop = start + last + 1
            role = row.role
            if role in VERBAL and stop < end and length > 1 and _SUFFIX.match(text, stop):
                role = NOUN
            found.append(Token(stop - length, stop, role, row))
        return found
