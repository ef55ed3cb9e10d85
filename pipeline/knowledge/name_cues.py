"""Collect the names of one page: cue by cue, through lists, and then wherever a known name stands again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import exp
from typing import NamedTuple, Protocol

import ahocorasick
import regex

from pipeline.knowledge.lists import read_list
from pipeline.knowledge.name_reader import Name, NameReader
from pipeline.knowledge.names import STRONG
from pipeline.knowledge.places import load_gazetteer

# A reading counts from these log-odds on (about 11 to 1).
THRESHOLD = 2.4
# What is added after a sure title for a break or a verb behind the name, after another for a break or none.
ALONE_SURE, BEFORE_VERB, ALONE, UNSURE = 6.5, 3.5, 3.0, -2.0
AGAIN, AGAIN_CONFIDENCE = "person.again", 0.95
# Log-odds from which each of three names in a row is likely.
LIKELY = 3.0
# Log-odds of a surname with the next character from which a name may stand without a cue.
LIKELY_START = 4.0
# The prior of cues so sure that a name may be that of a place too (解放, a district; 白山, a city).
SURE_CUE = 3.0
# The longest name before a colon, and how far behind a name's start the end of what must follow it may lie.
LONGEST, REACH = 12, 40
# The titles by which one addresses a person: they may stand behind the name.
ADDRESS = frozenset(
    {"书记", "总书记", "主席", "总理", "主任", "教授", "院士"}
    | {f"{body}长" for body in "省市县区州镇乡局厅部院校"}
)

_TO_NAME = regex.compile(
    r"(?:还有|分别是|包括)?(?:[（(](?:挂职|兼|[\p{Han}]{2,6})[）)])?[：:/丨|]?"
    r"[ \u3000\u00a0\u2002\u2003]{0,3}"
)
_BLANK = r"[ \u3000\u00a0\u2002\u2003]"
_SEPARATOR = regex.compile(
    rf"(?:{_BLANK}*[（(][^（）()\n]{{1,12}}[）)])?(?:{_BLANK}*(?:[、/]|以及|和|及|与){_BLANK}*|{_BLANK}+)"
)
_AFTER_NAME_ONLY = regex.compile(r"(?:及|和(?!谐)|与|等|主持|应邀|出席|列席|参加|说|为)")
_HAN = regex.compile(r"[\p{Han}]")
_LINE = regex.compile(r"(?m)^[ \u3000]*(?=[\p{Han}])")


class Title(NamedTuple):
    """A title candidate's offsets, and whether it is sure to be one (市委书记; 主任 behind a body's name)."""

    start: int
    end: int
    sure: bool


class CueRow(Protocol):
    """What is asked of a cue's row (see the person recognizer)."""

    @property
    def id(self) -> str:
        """The rule's name."""

    @property
    def cue(self) -> str:
        """Where the name stands: a key of the finders."""

    @property
    def prior(self) -> float:
        """The log-odds that the cue gives to a name."""

    @property
    def confidence(self) -> float:
        """The most that a name found by the cue can reach, 0 to 1."""


class Mention(NamedTuple):
    """A name, the rule that found it, the confidence."""

    name: Name
    rule: str
    confidence: float


Patterns = tuple[regex.Pattern[str], regex.Pattern[str]]


@cache
def _behind_titles() -> frozenset[str]:
    """Return what stands behind titles without being a name."""
    return frozenset(read_list("people/after_titles.txt") + read_list("positions/media_roles.txt"))


@cache
def _places() -> frozenset[str]:
    return load_gazetteer().names.union(read_list("places/countries.txt"))


class PageNames:
    """The names of one text, found so far."""

    def __init__(self, reader: NameReader, titles: list[Title]) -> None:
        self.reader, self.text, self.titles = reader, reader.text, titles
        self._no_names, self._places = _behind_titles(), _places()
        self._title_starts = {title.start for title in titles}
        self._found: dict[tuple[int, int], Mention] = {}

    def find(self, row: CueRow, expression: regex.Pattern[str], after: regex.Pattern[str]) -> None:
        """Look for names by one cue and keep those that are likely enough."""
        finders: dict[str, Callable[[Patterns], Iterator[Name]]] = {
            "after_title": self._after_titles,
            "before_title": self._before_titles,
            "list": self._in_lists,
            "before": self._before,
            "between": self._between,
            "line_start": self._at_line_starts,
            "enumeration": self._enumerated,
            "likely": self._likely,
            "known": self._known,
        }
        for name in finders[row.cue]((expression, after)):
            self._keep(name, row)

    def mentions(self) -> Iterator[Mention]:
        """Yield the names found by cues, then all other places where one of them stands."""
        forms = self._written_forms()
        for mention in self._found.values():
            yield mention._replace(name=mention.name._replace(name=forms[mention.name.name]))
        for name, written in self._occurrences(forms):
            if self._stands_again(name, written):
                yield Mention(name, AGAIN, AGAIN_CONFIDENCE)

    def _occurrences(self, forms: dict[str, str]) -> Iterator[tuple[Name, str]]:
        """Yield every place where one of the forms stands, with the form: one pass for all of them."""
        if not forms:
            return
        automaton = ahocorasick.Automaton()
        for written, full in forms.items():
            automaton.add_word(written, (written, full))
        automaton.make_automaton()
        for last, (written, full) in automaton.iter(self.text):
            yield Name(last + 1 - len(written), last + 1, full, 0.0), written

    def _no_word(self, name: Name) -> bool:
        """Say whether the reading is a name rather than a word: 明亮 is before a break, not before 的."""
        if not self.reader.is_word(name):
            return True
        return self.reader.bounded(name.end) or _AFTER_NAME_ONLY.match(self.text, name.end) is not None

    def _keep(self, name: Name, row: CueRow) -> None:
        if any(start in self._title_starts for start in range(name.start + 1, name.end)):
            return
        total = name.score + row.prior
        if total < THRESHOLD or (row.prior < SURE_CUE and name.name in self._places):
            return
        confidence = row.confidence / (1 + exp(-total))
        key = (name.start, name.end)
        if key not in self._found or self._found[key].confidence < confidence:
            self._found[key] = Mention(name, row.id, confidence)

    def _read(self, start: int, alone: float = 0.0) -> Name | None:
        """Return the reading at `start`, unless a title stands there; a break behind it adds `alone`."""
        return None if start in self._title_starts else self.reader.read(start, alone)

    def _after_titles(self, _: Patterns) -> Iterator[Name]:
        for title in self.titles:
            start = self._skip(_TO_NAME, title.end)
            name = self._read(start, ALONE_SURE if title.sure else ALONE)
            if name is None or name.name in self._no_names or name.name[:2] in self._no_names:
                continue
            known = self.reader.has_surname(name) or len(name.name) > 2
            if title.sure and known and self.reader.ends_name(name.end):
                yield self._raised(name, ALONE_SURE if self.reader.bounded(name.end) else BEFORE_VERB)
            elif self._no_word(name) and self.reader.has_surname(name):
                yield self._raised(name, ALONE if self.reader.alone(name) else UNSURE)

    def _raised(self, name: Name, odds: float) -> Name:
        """Return the name with the log-odds of its place added."""
        return name._replace(score=name.score + odds)

    def _before_titles(self, _: Patterns) -> Iterator[Name]:
        for title in self.titles:
            if self.text[title.start : title.end] in ADDRESS:
                name = self.reader.read_before(title.start)
                if name is not None:
                    yield name

    def _in_lists(self, _: Patterns) -> Iterator[Name]:
        """Yield what follows a name found before: 毕荣青、宋振波、盖卫星; 赵志斌 马冠群."""
        waiting = [mention.name.end for mention in self._found.values()]
        seen = set(waiting)
        for end in waiting:
            separator = _SEPARATOR.match(self.text, end)
            name = self._read(separator.end(), ALONE_SURE) if separator else None
            if name is not None and name.name not in self._no_names and self._no_word(name):
                yield self._raised(name, ALONE_SURE if self.reader.alone(name) else 0.0)
                if (name.start, name.end) in self._found and name.end not in seen:
                    seen.add(name.end)
                    waiting.append(name.end)

    def _before(self, patterns: Patterns) -> Iterator[Name]:
        for match in patterns[0].finditer(self.text):
            name = self.reader.read_before(match.start())
            if name is not None and name.name not in self._no_names:
                yield name

    def _between(self, patterns: Patterns) -> Iterator[Name]:
        for match in patterns[0].finditer(self.text):
            start = self._skip(_TO_NAME, match.end())
            # Reading a name costs far more than looking whether what must follow it is near.
            if patterns[1].search(self.text, start, start + REACH):
                name = self._read(start)
                if name is not None and patterns[1].match(self.text, name.end):
                    yield name

    def _at_line_starts(self, patterns: Patterns) -> Iterator[Name]:
        for match in _LINE.finditer(self.text):
            if patterns[0].search(self.text, match.end(), match.end() + LONGEST):
                name = self._read(match.end())
                if name is not None and patterns[0].match(self.text, name.end):
                    yield name

    def _enumerated(self, patterns: Patterns) -> Iterator[Name]:
        """Yield the names of a list without a title, where all that it holds are likely names."""
        for match in patterns[0].finditer(self.text):
            starts = [match.start(), *(n + 1 for n in range(*match.span()) if self.text[n] == "、")]
            names = [self._read(start) for start in starts]
            inner = [name for name in names[:-1] if name is not None and self.text.startswith("、", name.end)]
            if len(inner) == len(names) - 1 and min(name.score for name in inner) > LIKELY:
                yield from (name for name in names if name is not None)

    def _likely(self, patterns: Patterns) -> Iterator[Name]:
        """Yield names by their characters alone; `after` tells what makes another word of them."""
        text, model = self.text, self.reader.model
        for match in model.strong_surname.finditer(text):
            start = match.start()
            # Two look-ups spare nine of ten places the full reading.
            if model.surname[match.group()] + model.first[text[start + 1 : start + 2]] < LIKELY_START:
                continue
            if not _HAN.match(text, start + 1):
                continue
            name = self.reader.read(start)
            before = text[start - 1] if start else ""
            if (
                name is not None
                and model.surname.get(before, -1.0) < STRONG
                and not patterns[1].match(text, name.end)
                and not self.reader.is_word(name)
            ):
                yield name

    def _known(self, patterns: Patterns) -> Iterator[Name]:
        for match in patterns[0].finditer(self.text):
            yield Name(match.start(), match.end(), match.group(), 0.0)

    def _written_forms(self) -> dict[str, str]:
        """Return the forms in which found names may stand again, with the full names.

        吐尔洪江·阿不力孜 may stand as 吐尔洪江.
        """
        names = dict.fromkeys(mention.name.name for mention in self._found.values())
        forms = {name: name for name in names}
        for name in names:
            first, dot, _ = name.partition("·")
            if dot and len(first) > 1:
                forms[first] = name
        return forms

    def _stands_again(self, name: Name, written: str) -> bool:
        """Say whether a known name stands here too; one that is also a word (齐心) needs a name's borders."""
        if any((name.start, end) in self._found for end in range(name.end, name.end + 12)):
            return False
        if not self.reader.model.is_word(written):
            return True
        return self.reader.starts_phrase(name.start) and self.reader.ends_name(name.end)

    def _skip(self, pattern: regex.Pattern[str], start: int) -> int:
        match = pattern.match(self.text, start)
        return match.end() if match else start
