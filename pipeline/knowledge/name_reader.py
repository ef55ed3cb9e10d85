"""Read a personal name at a place of the text: its borders and how likely it is.

Forms: surname and one or two given characters (江敦涛, 欧阳俊), the same with a blank inside (仝 彤:
newspapers space out a name of two characters), names written by sound with dots (帕丽达·吾守尔) or without
them (占堆次仁).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from pipeline.knowledge.names import NameModel, load_name_model

BLANKS = " \u3000\u00a0\u2002\u2003\t"
DOTTED_SCORE = 14.0
FOLLOWED_BY_VERB = 2.0
# Two characters spaced out are a name more often than their characters tell.
SPACED_OUT = 7.0
# 汉族, 回族 stand where a curriculum has the name.
PEOPLE_SUFFIX = "族"
LONGEST_DOTTED = 20
MAX_PLAIN_TRANSLITERATION = 7

_DOT = re.compile("[·•・‧]")
_DOTTED = regex.compile(r"[\p{Han}]{1,7}(?:[·•・‧][\p{Han}]{1,9})*[·•・‧](?P<last>[\p{Han}]{1,9})")
_DOTTED_BEFORE = regex.compile(r"(?r)[\p{Han}]{1,9}(?:[·•・‧][\p{Han}]{1,9})+")
_SPACED = regex.compile(r"(?P<surname>[\p{Han}])[ \u3000\u00a0\u2002\u2003]{1,3}(?P<given>[\p{Han}]{1,2})")
_HAN, _HAN_RUN = regex.compile(r"[\p{Han}·]"), regex.compile(r"[\p{Han}·]+")
# 易如说： is 易如 and 说; no name ends so.
_ENDS_WITH_VERB, VERB_AT_END = frozenset("摄说等率在到赴于和与及把将"), -6.0
# What may follow a name at once: verbs of speaking and acting, titles of address, particles.
_FOLLOWING = re.compile(
    r"(?:说|表示|指出|强调|介绍|认为|要求|告诉|主持|出席|参加|陪同|率|带队|一行|在|到|赴|来到|代表|作|分别|等|与|和|及|为|的|同志|"
    r"书记|省长|市长|县长|区长|局长|主任|部长|院长|教授|先生|女士|汇报|通报|宣读|致辞|讲话|传达|发言|调研|接受|会见|担任|任|"
    r"向|对|就|从|也|还|则|是|随|应邀|列席|检查|督导|走访|看望|慰问|深入|听取|实地|前往|签署|签约|揭牌|宣布|提出(?!席)|回答|透露|坦言|"
    r"受|被|将|关于|因|外出|推开|牵头|随同|陪同|告诉|应邀|已|曾|便|又|并|以|用|当选|辞去|提供|摄|报道|率队|调度|部署|点名|报告|值班|值守|问|答|伸|笑|带|给|所)"
)


class Name(NamedTuple):
    """A reading: offsets, the name without blanks, its log-odds."""

    start: int
    end: int
    name: str
    score: float


class NameReader:
    """Reads names in one text."""

    def __init__(self, text: str, model: NameModel | None = None) -> None:
        self.text, self.model = text, model or load_name_model()
        self._has_dots = _DOT.search(text) is not None

    def read(self, start: int, alone: float = 0.0) -> Name | None:
        """Return the most likely name that starts at `start`, or None where none of the forms fits.

        `alone` are the log-odds that the cue gives to a reading that takes all up to the next break.
        """

        def score(name: Name) -> float:
            if not self.bounded(name.end):
                return name.score
            return name.score + alone + (VERB_AT_END if self._ends_with_verb(name) else 0.0)

        return max(self._readings(start), key=score, default=None)

    def read_before(self, end: int) -> Name | None:
        """Return the most likely name of two to four characters that ends at `end` and starts a phrase."""
        if self._has_dots:
            dotted = _DOTTED_BEFORE.match(self.text, pos=max(0, end - LONGEST_DOTTED), endpos=end)
            if dotted is not None and self.starts_phrase(dotted.start()):
                return Name(dotted.start(), end, dotted.group(), DOTTED_SCORE)
        readings = (
            name
            for size in (4, 3, 2)
            if end - size >= 0 and self.starts_phrase(end - size)
            for name in self._readings(end - size)
            if name.end == end
        )
        return max(readings, key=lambda name: name.score, default=None)

    def bounded(self, end: int) -> bool:
        """Say whether the text breaks at `end`: the end, a blank, a punctuation mark."""
        return end >= len(self.text) or not _HAN.match(self.text, end)

    def alone(self, name: Name) -> bool:
        """Say whether the reading takes all up to a break, and starts with a common surname."""
        first = name.name[0]
        return self.bounded(name.end) and first in self.model.surnames and first not in self.model.weak

    def _ends_with_verb(self, name: Name) -> bool:
        """Say whether the reading ends in what follows names: 易如说, 高远参加."""
        verb = len(name.name) > 3 and _FOLLOWING.fullmatch(self.text, name.end - 2, name.end)
        return name.name[-1] in _ENDS_WITH_VERB or bool(verb)

    def has_surname(self, name: Name) -> bool:
        """Say whether the reading starts with a surname or is written by sound."""
        size = 2 if name.name[:2] in self.model.surnames else 1
        by_sound = self.model.transliteration.issuperset(name.name)
        return name.name[:size] in self.model.surnames or by_sound or len(name.name) > 3

    def is_word(self, name: Name) -> bool:
        """Say whether the reading is a common word too (平凡, 高级)."""
        return self.model.is_word(name.name)

    def ends_name(self, end: int) -> bool:
        """Say whether a break or a word that often follows a name stands at `end`."""
        return self.bounded(end) or bool(_FOLLOWING.match(self.text, end))

    def starts_phrase(self, start: int) -> bool:
        """Say whether a phrase may start here: after a break, or after a word that often precedes a name."""
        return (
            start == 0
            or not _HAN.match(self.text, start - 1)
            or self.text[start - 1] in "了由在和与及向对以请"
        )

    def _readings(self, start: int) -> Iterator[Name]:
        text = self.text
        if self._has_dots and (dotted := _DOTTED.match(text, start)):
            end = self._end_of_dotted(*dotted.span("last"))
            yield Name(start, end, text[start:end], DOTTED_SCORE)
        spaced = _SPACED.match(text, start)
        if spaced:
            yield from self._spaced(start, spaced["surname"], *spaced.span("given"))
        han = _HAN_RUN.match(text, start, min(len(text), start + MAX_PLAIN_TRANSLITERATION))
        if han is not None:
            yield from self._native(start, han.end())
            yield from self._transliterated(start, han.end())

    def _spaced(self, start: int, surname: str, begin: int, limit: int) -> Iterator[Name]:
        for end in range(begin + 1, limit + 1):
            if self.ends_name(end):
                given = self.text[begin:end]
                score = self.model.native(surname, given, self._char(end)) + SPACED_OUT
                yield Name(start, end, surname + given, score)

    def _end_of_dotted(self, start: int, end: int) -> int:
        """Return where a dotted name's last part ends: at a break, before a verb, where its sounds end."""
        sounds = self.model.transliteration | self.model.foreign
        for index in range(start + 2, end):
            if _FOLLOWING.match(self.text, index) or self.text[index] not in sounds:
                return index
        return end

    def _native(self, start: int, limit: int) -> Iterator[Name]:
        for surname_size in (2, 1):
            surname = self.text[start : start + surname_size]
            if surname_size == 2 and surname not in self.model.surnames:
                continue
            for given_size in (2, 1):
                end = start + surname_size + given_size
                if end <= limit and self.text[end - 1] != PEOPLE_SUFFIX:
                    given = self.text[start + surname_size : end]
                    score = self.model.native(surname, given, self._char(end)) + self._support(end)
                    yield Name(start, end, surname + given, score)

    def _transliterated(self, start: int, limit: int) -> Iterator[Name]:
        for end in range(start + 3, limit + 1):
            name = self.text[start:end]
            if name[-1] not in self.model.transliteration:
                continue
            score = self.model.transliterated(name, self._char(end)) + self._support(end)
            yield Name(start, end, name, score)

    def _support(self, end: int) -> float:
        return FOLLOWED_BY_VERB if _FOLLOWING.match(self.text, end) else 0.0

    def _char(self, index: int) -> str:
        return self.text[index] if index < len(self.text) else ""
