"""Which appearances of a name are one person: those that one place, one body or one record ties together.

Each record says of a person where the bodies lie in whose posts it shows him (`strong` labels) and where the
page itself stands (`weak`). Labels are regions: ``37`` a province, ``3703`` a city with its counties, ``CN``
the country, ``=云川市`` a place that no list holds, ``@青禾集团`` a body without a place. What two records
say in different words is joined only where nothing else fits: two people of one name in two cities stay two.
Everything is decided on the set of appearances, so their order is of no account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

COUNTRY, UNKNOWN = "CN", ""
UNLISTED, BODY = "=", "@"
UNPLACED, MEDIA_MARK = "X", "#media"
MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
PROVINCE, CITY = 2, 4
# Counties that a province administers itself have no city: 429004 is 仙桃市.
NO_CITY = "90"


class Appearance(NamedTuple):
    """How one record shows a person: as one who makes the page or not, by which labels; sorted, hashable."""

    media: bool
    strong: tuple[str, ...]
    weak: str


def region(code: str) -> str:
    """Return the region in which a division lies and a name is taken for one person.

    >>> region("370303"), region("37"), region("110105"), region("429004")
    ('3703', '37', '11', '429004')
    """
    if code[:PROVINCE] in MUNICIPALITIES:
        return code[:PROVINCE]
    return code if code[PROVINCE:CITY] == NO_CITY else code[:CITY]


def identify(appearances: Iterable[Appearance]) -> dict[Appearance, str]:
    """Return for each appearance of one name the home label of the person that it shows.

    Those who make pages and those in other posts are told apart: a reporter is not the mayor of his name.
    """
    found = set(appearances)
    homes: dict[Appearance, str] = {}
    for media in (False, True):
        homes.update(_identify([a for a in found if a.media == media]))
    return homes


def _identify(appearances: list[Appearance]) -> dict[Appearance, str]:
    groups = _Groups()
    for appearance in appearances:
        groups.join(appearance.strong)
    _place_bodies(groups, appearances)
    _place_provinces(groups)
    weak = {
        appearance: _weak_home(groups, appearance.weak) for appearance in appearances if not appearance.strong
    }
    for label in weak.values():
        groups.join((label,))
    homes = groups.homes()
    alone = next(iter(set(homes.values()) - {UNKNOWN}), UNKNOWN) if _is_one(homes) else UNKNOWN
    return {
        appearance: _home(homes, appearance.strong[0] if appearance.strong else weak[appearance], alone)
        for appearance in appearances
    }


def _home(homes: Mapping[str, str], label: str, alone: str) -> str:
    return homes[label] if label != UNKNOWN else alone


def _is_one(homes: Mapping[str, str]) -> bool:
    return len(set(homes.values()) - {UNKNOWN}) == 1


def _place_bodies(groups: _Groups, appearances: list[Appearance]) -> None:
    """Tie a body without a place to the one place whose pages name it, if it is one."""
    pages: dict[str, set[str]] = defaultdict(set)
    for appearance in appearances:
        if appearance.strong:
            pages[groups.root(appearance.strong[0])].add(appearance.weak)
    for root, weak in sorted(pages.items()):
        if groups.of(root) and all(label.startswith(BODY) for label in groups.of(root)) and len(weak) == 1:
            groups.join((root, *(weak - {UNKNOWN})))


def _place_provinces(groups: _Groups) -> None:
    """Tie a post of a province to the person's one city in it; where he has several it stays alone."""
    for label in groups.labels():
        if len(label) == PROVINCE and label.isdecimal():
            cities = {groups.root(city) for city in groups.labels() if _lies_in(city, label)}
            if len(cities - {groups.root(label)}) == 1 and groups.root(label) not in cities:
                groups.join((label, *cities))


def _lies_in(label: str, province: str) -> bool:
    return len(label) > PROVINCE and label.isdecimal() and label.startswith(province)


def _weak_home(groups: _Groups, weak: str) -> str:
    """Return the label of the person whom a page in `weak` means: of its region, province, country."""
    known = set(groups.labels())
    return next((label for label in (weak, weak[:PROVINCE], COUNTRY) if label in known), weak)


class _Groups:
    """Labels joined into people: a union-find whose roots are the least labels."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def join(self, labels: Iterable[str]) -> None:
        roots = sorted({self.root(label) for label in labels})
        for root in roots[1:]:
            self._parents[root] = roots[0]

    def root(self, label: str) -> str:
        parent = self._parents.setdefault(label, label)
        while parent != self._parents[parent]:
            parent = self._parents[parent]
        return parent

    def labels(self) -> list[str]:
        return sorted(self._parents)

    def of(self, root: str) -> list[str]:
        return [label for label in self.labels() if self.root(label) == root]

    def homes(self) -> dict[str, str]:
        """Return for each label its person's home: rather a city than a province, a place than a body."""
        members: dict[str, list[str]] = defaultdict(list)
        for label in self.labels():
            members[self.root(label)].append(label)
        return {label: min(of_person, key=_rank) for of_person in members.values() for label in of_person}


def _rank(label: str) -> tuple[int, str]:
    if label.isdecimal():
        return (0 if len(label) > PROVINCE else 2), label
    kinds = {UNLISTED: 1, BODY: 4}
    return kinds.get(label[:1], 3 if label == COUNTRY else 5), label


def person_id(name: str, home: str, media: bool) -> str:
    """Return the id of a person: his home and his name, marked where he is known as a maker of pages.

    >>> person_id("周好", "3703", False), person_id("周好", "=云川市", True)
    ('CN-3703/周好', 'X/云川市/周好#media')
    """
    place = f"{COUNTRY}-{home}" if home.isdecimal() else COUNTRY if home == COUNTRY else UNPLACED
    local = f"{home.removeprefix(UNLISTED)}/" if place == UNPLACED and home != UNKNOWN else ""
    return f"{place}/{local}{name}" + (MEDIA_MARK if media else "")
