"""Places: the divisions of China, and those that a page itself shows to be places.

Names come full (淄博市) and short (淄博). A page may speak of a place that no list holds (a township, a
merged county, an invented one in a test); what stands before 市, 县 at the start of a clause is taken as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from pipeline.errors import RowError
from pipeline.knowledge.lists import alternatives, read_list
from pipeline.resources import resource

LONGEST, LONGEST_OWN = 12, 4
# Pages whose places are remembered: more than a batch holds, which each component goes through in turn.
REMEMBERED = 512
NO_PLACES = (
    "places/no_places.txt",
    "places/word_like_names.txt",
    "organizations/border_words.txt",
    "organizations/leading_words.txt",
    "organizations/democratic_parties.txt",
)
LEVELS = frozenset("省市州盟县区旗镇乡")

_PEOPLES = alternatives(read_list("places/nationalities.txt"))
_ETHNIC = regex.compile(rf"(?:{_PEOPLES}族?)*自治(?:州|县|区|旗)$")
_SUFFIX = regex.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|林区|特区|矿区|新区|省|市|县|区|盟|旗|州)$")
_LEVEL = regex.compile(r"[省市县州旗镇区盟乡](?!长)")
# A name of two characters before these may be any word's end (社区, 下乡): it needs more to be a place.
_AMBIGUOUS = frozenset("区盟乡")
_BODY_BEHIND = regex.compile(r"(?:委|政府|人民|人大|[省市县区州盟旗镇乡]长|[\p{Han}]{2,6}(?:局|委员会))")
_PHRASE_BEFORE = regex.compile(
    r"(?r)(?:(?<=^|[\s，。、；：（）()“”《\"—·])|(?<=[在赴于任记访]))[\p{Han}]{2,4}?"
)
_DATELINE = regex.compile(r"\d{1,2}月\d{1,2}日(?:电|讯)")
_DATELINE_PLACE = regex.compile(r"(?r)(?<=^|[\s（(】]|本报|本网|[报网社])[\p{Han}]{2,3}?")
_NO_NAME_PART = regex.compile(
    r"[省市县区镇乡的各了和与及在是为任全团本我该第届号年月日、个座条化新大小老城两级上下内外中到对从将被把以经向由赴于更最也都并等这那其每某有无不已要可能]"
)
_TWO = regex.compile(r"[\p{Han}]{2}")
_NAME_CHARACTER = regex.compile(rf"(?!{_NO_NAME_PART.pattern})[\p{{Han}}]")


class Gazetteer(NamedTuple):
    """The known places: `names` full and short, `codes` of the full and unambiguous short names."""

    names: frozenset[str]
    codes: dict[str, str]
    full: dict[str, str]


@cache
def load_gazetteer() -> Gazetteer:
    """Return the divisions of seeds/places/divisions.tsv; RowError where a row is malformed."""
    path = resource("seeds/places/divisions.tsv")
    names: set[str] = set()
    codes: dict[str, str] = {}
    full: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        code, tab, name = line.partition("\t")
        if not (tab and code.isdecimal() and name):
            raise RowError("a row is a code, a tab and a name", place=path, line=number)
        full[code] = name
        for form in {name, short_name(name)}:
            names.add(form)
            # Provinces and cities stand before counties in the file: 吉林 is the province, not the city.
            codes.setdefault(form, code)
    return Gazetteer(frozenset(names), codes, full)


@lru_cache(maxsize=4096)
def short_name(name: str) -> str:
    """Return a division's name without its kind where two characters or more are left.

    >>> short_name("怒江傈僳族自治州"), short_name("淄博市"), short_name("东区")
    ('怒江', '淄博', '东区')
    """
    for pattern in (_ETHNIC, _SUFFIX):
        if (match := pattern.search(name, pos=2)) is not None:
            return name[: match.start()]
    return name


def discover(text: str) -> frozenset[str]:
    """Return the names (without 市, 县 …) of places that the text shows to be places.

    Two characters count that stand before a level word twice, or once and elsewhere again; characters that
    always stand before them belong to the name (麻姑岭). So does what stands at the start of a phrase before
    a level word and a body (溪洛|市委), and the place of a dateline.
    """
    words, known = _no_places(), load_gazetteer().names
    starts: dict[str, list[int]] = defaultdict(list)
    phrases: list[regex.Match[str] | None] = []
    for level in _LEVEL.finditer(text):
        end = level.start()
        if level.group() not in _AMBIGUOUS:
            starts[text[max(0, end - 2) : end]].append(end - 2)
        if _BODY_BEHIND.match(text, level.end()):
            phrases.append(_PHRASE_BEFORE.match(text, pos=max(0, end - 5), endpos=end))
    likely = {name: found for name, found in starts.items() if name not in words and _TWO.fullmatch(name)}
    names = {_whole(text, found) for name, found in likely.items() if len(found) > 1 or text.count(name) > 2}
    found_phrases = {match.group() for match in phrases if match is not None}
    names.update(name for name in found_phrases if len(name) == 2 or text.count(name) > 1)
    names.update(_dateline_places(text))
    return frozenset(
        name for name in names if name not in words and name not in known and not _NO_NAME_PART.search(name)
    )


def _dateline_places(text: str) -> Iterator[str]:
    for match in _DATELINE.finditer(text):
        place = _DATELINE_PLACE.match(text, pos=max(0, match.start() - 6), endpos=match.start())
        if place is not None:
            yield place.group()


def _whole(text: str, starts: list[int]) -> str:
    """Return the two characters at `starts` with those that stand before them each time."""
    size = 0
    while size + 2 < LONGEST_OWN and len(starts) > 1 and starts[0] > size:
        before = {text[start - size - 1] for start in starts}
        if len(before) > 1 or not _NAME_CHARACTER.fullmatch(before.pop()):
            break
        size += 1
    return text[starts[0] - size : starts[0] + 2]


@cache
def _no_places() -> frozenset[str]:
    """Return the words that stand before 市 … or before a body's name, but name no place."""
    return frozenset(word for name in NO_PLACES for word in read_list(name))


@cache
def _outlines() -> tuple[frozenset[str], frozenset[str]]:
    """Return the first characters of all known names, and their last two."""
    names = load_gazetteer().names
    return frozenset(name[0] for name in names), frozenset(name[-2:] for name in names)


class PagePlaces:
    """The places that one page may name: the gazetteer's and its own."""

    def __init__(self, text: str) -> None:
        self.text, self.own = text, discover(text)
        self.names = load_gazetteer().names
        self._words = _no_places()
        self._initials, self._endings = _outlines()
        # Beside the known names' outlines, not joined with them: a page has a handful of its own.
        self._own_initials = {name[0] for name in self.own}
        self._own_endings = {name[-2:] for name in self.own}
        self._own_endings.update(name[-1] + level for name in self.own for level in LEVELS)

    def start_of_place_ending(self, end: int, floor: int) -> int | None:
        """Return where the longest place name that ends at `end` starts, not before `floor`, or None.

        With its kind (淄博市) or without (淄博, before 市委); chains (山东省淄博市) are taken whole.
        """
        start = end
        while (found := self.start_of_one_ending(start, floor)) is not None:
            start = found
        return start if start < end else None

    def end_of_place_starting(self, start: int, limit: int) -> int | None:
        """Return where the longest place name that starts at `start` ends, not behind `limit`, or None."""
        initial = self.text[start]
        if initial not in self._initials and initial not in self._own_initials:
            return None
        for end in range(min(limit, start + LONGEST), start + 1, -1):
            if self.is_place(self.text[start:end]):
                return end
        return None

    def start_of_one_ending(self, end: int, floor: int) -> int | None:
        """Return where the longest single place name that ends at `end` starts, or None."""
        # No name ends in most pairs of characters: one look-up spares eleven.
        ending = self.text[end - 2 : end]
        if ending not in self._endings and ending not in self._own_endings:
            return None
        for size in range(min(LONGEST, end - floor), 1, -1):
            name = self.text[end - size : end]
            if self.is_place(name):
                return end - size
        return None

    def is_place(self, name: str) -> bool:
        """Say whether the string is a place name, with or without its kind."""
        return (
            (name in self.names and name not in self._words)
            or name in self.own
            or (name[-1] in LEVELS and name[:-1] in self.own)
        )


@lru_cache(maxsize=REMEMBERED)
def page_places(text: str) -> PagePlaces:
    """Return the places of a page, worked out once for all who ask in turn."""
    return PagePlaces(text)
