"""More sentences from the given ones: people, places and bodies get names that no sentence has shown.

A corpus repeats its names, so a model learns them by heart. Where a name is another one, the sentence around
it and the way in which names are made are all that is left to learn from (mention replacement, Dai & Adel
2020).
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.tagger.corpora import CorpusKind, Example

SHARE = 0.6
LONGEST_PLACE_IN_BODY = 6
DIVISION_FILES = ("divisions_cities.csv", "divisions_areas.csv", "divisions_streets.csv")
COMPANY_FORM = re.compile(r"(?:股份|有限|责任|集团|总)*公司$|集团$|银行$|证券$|基金$|科技$")
HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}")


@dataclass(frozen=True, slots=True)
class Names:
    """Names to put in; given names by their length, places by their last character."""

    surnames: tuple[str, ...]
    own_surnames: list[str] = field(default_factory=list)
    given: dict[int, list[str]] = field(default_factory=lambda: {1: [], 2: []})
    foreign: list[str] = field(default_factory=list)
    places: dict[str, list[str]] = field(default_factory=dict)
    short_places: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)

    def surname_of(self, name: str) -> str:
        """Return the surname that a Chinese name of 2 to 4 characters begins with, or nothing."""
        if not 2 <= len(name) <= 4 or "·" in name:
            return ""
        double = len(name) > 2 and name[:2] in self.surnames
        return name[:2] if double else name[0] if name[0] in self.surnames else ""


def gather_names(folder: Path, corpora: Iterable[tuple[CorpusKind, Sequence[Example]]]) -> Names:
    """Return names from the lists in `folder` and from the corpora's examples; raises UsageError."""
    names = Names(tuple(_lines(folder / "surnames.txt")))
    names.companies.extend(filter(HAN_NAME.fullmatch, _lines(folder / "company_short_names.txt")))
    for file in DIVISION_FILES:
        for row in csv.DictReader(_lines(folder / file)):
            if 2 <= len(row["name"]) <= 8:
                names.places.setdefault(row["name"][-1], []).append(row["name"])
    people = {str(json.loads(line).get("name") or "") for line in _lines(folder / "speakers.jsonl")}
    short_places: set[str] = set()
    for kind, examples in corpora:
        for text, spans in examples:
            for start, end, label in spans:
                if kind.labels[label] == "PERSON":
                    people.add(text[start:end])
                elif kind.labels[label] == "LOCATION" and end - start in (2, 3):
                    short_places.add(text[start:end])
    names.short_places.extend(sorted(short_places))
    for person in sorted(people):
        _take_apart(person, names)
    return names


def _take_apart(person: str, names: Names) -> None:
    surname = names.surname_of(person)
    given = person[len(surname) :]
    if surname and len(given) in names.given:
        names.own_surnames.append(surname)
        names.given[len(given)].append(given)
    elif len(person) >= 3:
        names.foreign.append(person)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        remedy = "give the folder of lists of names with --facts"
        raise UsageError(f"cannot be read: {error.strerror}", place=path, remedy=remedy) from error


class Renamer:
    """Rename what is mentioned in examples, by chance but from a seed."""

    def __init__(self, names: Names, seed: int) -> None:
        self.names, self.chance = names, random.Random(seed)
        self._known_places = {*names.short_places, *(name for row in names.places.values() for name in row)}

    def rename(self, examples: Iterable[Example], kind: CorpusKind) -> list[Example]:
        """Return a copy of each example in which some mention is renamed."""
        copies = [self._renamed(example, kind.labels) for example in examples if example.spans]
        return [copy for copy in copies if copy is not None]

    def _renamed(self, example: Example, labels: Mapping[str, str | None]) -> Example | None:
        text, spans, done = "", [], 0
        for start, end, label in example.spans:
            mention = example.text[start:end]
            other = self._other(mention, labels[label]) if self.chance.random() < SHARE else mention
            text += example.text[done:start]
            spans.append((len(text), len(text) + len(other), label))
            text += other
            done = end
        text += example.text[done:]
        return None if text == example.text else Example(text, tuple(spans))

    def _other(self, mention: str, meaning: str | None) -> str:
        if meaning == "PERSON":
            return self._person(mention)
        if meaning == "LOCATION":
            return self._place(mention)
        return self._body(mention) if meaning == "ORGANIZATION" else mention

    def _person(self, mention: str) -> str:
        surname = self.names.surname_of(mention)
        given = self.names.given.get(len(mention) - len(surname))
        if not surname:
            return (
                self.chance.choice(self.names.foreign) if len(mention) > 2 and self.names.foreign else mention
            )
        if not given:
            return mention
        common = self.names.own_surnames if self.chance.random() < 0.9 else self.names.surnames
        first, second = self.chance.choice(given), self.chance.choice(given)
        mixed = first if self.chance.random() < 0.5 else first[0] + second[1:]
        return self.chance.choice(common) + mixed

    def _place(self, mention: str) -> str:
        alike = self.names.places.get(mention[-1])
        if alike and len(mention) > 2:
            return self.chance.choice(alike)
        short = self.names.short_places
        return self.chance.choice(short) if len(mention) == 2 and short else mention

    def _body(self, mention: str) -> str:
        for length in range(min(LONGEST_PLACE_IN_BODY, len(mention) - 2), 1, -1):
            if mention[:length] in self._known_places:
                return self._place(mention[:length]) + mention[length:]
        form = COMPANY_FORM.search(mention)
        return (
            self.chance.choice(self.names.companies) + form.group()
            if form and self.names.companies
            else mention
        )
