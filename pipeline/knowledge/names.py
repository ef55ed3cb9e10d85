"""How likely a stretch of text is a Chinese personal name: log-odds from counted characters.

A name of surname s and given characters g₁g₂ before the character a is weighed by
``log P(s)/P₀(s) + log P(g₁)/P₀(g₁) + log P(g₂)/P₀(g₂) + log P(a|after a name)/P₀(a)``, where P₀ is the
character's frequency in running text (seeds/people/name_characters.tsv). Two readings of the same place (two
or three characters) are compared by the same figure, since what a reading leaves out is explained by P₀ and
adds nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from math import log
from typing import NamedTuple

from pipeline.errors import RowError
from pipeline.knowledge.surnames import load_surnames
from pipeline.resources import resource

SMOOTHING = 0.5
# Shares of one and of two given characters among the names of speakers of government reports: about 1 to 5.
LOG_ONLY, LOG_TWO = log(0.17), log(0.83)
# A character of names written by sound, and any other (set by hand on names of five peoples).
SOUND, NO_SOUND, NO_NAME = 1.3, -2.5, -100.0
# A surname that no list holds; weak is a surname (会, 时, 将) that is hardly one in corpora, common in text.
UNKNOWN_SURNAME = -4.5
WEAK_COUNT, WEAK_IN_TEXT = 2, 2500

# Log-odds from which a surname is strong.
STRONG = 2.0

LogOdds = dict[str, float]


class NameModel(NamedTuple):
    """Log-odds per character for each place in and after a name; absent ones get the table's default."""

    surname: LogOdds
    first: LogOdds
    second: LogOdds
    only: LogOdds
    after: LogOdds
    surnames: frozenset[str]
    words: frozenset[str]
    transliteration: frozenset[str]
    foreign: frozenset[str]
    weak: frozenset[str]
    strong_surname: re.Pattern[str]

    def native(self, surname: str, given: str, following: str) -> float:
        """Return the log-odds of a Chinese name of one or two given characters, before `following`.

        `following` is a character, "" or a line break at the end of a line.
        """
        if len(given) == 1:
            inside = self.only[given] + LOG_ONLY
        else:
            inside = self.first[given[0]] + self.second[given[1]] + LOG_TWO
        return self.surname.get(surname, UNKNOWN_SURNAME) + inside + self.after[following or "\n"]

    def transliterated(self, name: str, following: str) -> float:
        """Return a like figure for a name written by sound (Uygur, Tibetan, Mongolian), without its dots."""
        others = sum(char not in self.transliteration for char in name)
        if others > 1:
            return NO_NAME
        odds = SOUND * (len(name) - others) + NO_SOUND * others
        return odds + self.after[following or "\n"]

    def is_word(self, text: str) -> bool:
        """Say whether `text` is a common word that merely has the form of a name (安静, 贡献, 高级)."""
        return text in self.words


@cache
def load_name_model() -> NameModel:
    """Return the model made from the counts in seeds/; RowError where a row of them is malformed."""
    counts = _read_counts()
    totals = {column: sum(counts[column].values()) for column in counts}
    odds = {
        column: _log_odds(counts[column], totals[column], counts["text"], totals["text"]) for column in counts
    }
    # A double surname is rare in the corpora but never chance: it is worth what a rare single one is.
    for surname in load_surnames():
        odds["surname"].setdefault(surname, 4.0 if len(surname) == 2 else 0.5)
    return NameModel(
        surname=odds["surname"],
        first=odds["first"],
        second=odds["second"],
        only=odds["only"],
        after=odds["after"],
        surnames=load_surnames(),
        words=frozenset(_lines("people/name_like_words.txt")),
        transliteration=frozenset("".join(_lines("people/transliteration_characters.txt"))),
        foreign=frozenset("".join(_lines("people/foreign_characters.txt"))),
        weak=_weak_surnames(counts),
        strong_surname=_strong_surname(odds["surname"]),
    )


def _weak_surnames(counts: dict[str, dict[str, int]]) -> frozenset[str]:
    surname, text = counts["surname"], counts["text"]
    return frozenset(c for c, n in text.items() if n > WEAK_IN_TEXT and surname.get(c, 0) <= WEAK_COUNT)


def _strong_surname(odds: LogOdds) -> re.Pattern[str]:
    """Return the pattern of a single surname that is one more often than not.

    The standard library looks up a set of hundreds of characters, where `regex` goes through it.
    """
    strong = sorted(c for c, value in odds.items() if value > STRONG and len(c) == 1)
    return re.compile(f"[{''.join(strong)}]")


def _lines(name: str) -> list[str]:
    return resource(f"seeds/{name}").read_text(encoding="utf-8").split()


def _read_counts() -> dict[str, dict[str, int]]:
    path = resource("seeds/people/name_characters.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")[1:]
    counts: dict[str, dict[str, int]] = {column: {} for column in columns}
    for number, line in enumerate(lines[1:], 2):
        char, *figures = line.split("\t")
        if len(figures) != len(columns) or not all(figure.isdecimal() for figure in figures):
            raise RowError(f"{len(columns)} counts were expected", place=path, line=number)
        for column, figure in zip(columns, figures, strict=True):
            counts[column][char] = int(figure)
    return counts


def _log_odds(part: dict[str, int], total: int, text: dict[str, int], text_total: int) -> LogOdds:
    def odds(count: int, base: int) -> float:
        return log((count + SMOOTHING) / total) - log((base + 1) / text_total)

    table = {char: odds(count, text.get(char, 0)) for char, count in part.items()}
    default = min(0.0, odds(0, text_total // 20_000))
    return defaultdict(lambda: default, table)
