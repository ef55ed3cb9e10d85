"""What one record says of people, bodies and posts, as plain rows with stable ids."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.entities.identity import BODY, COUNTRY, UNKNOWN, UNLISTED, UNPLACED, Appearance, region
from pipeline.entities.offices import is_media_role, office_name
from pipeline.knowledge.bodies import body_facts, is_national
from pipeline.knowledge.lists import read_list
from pipeline.knowledge.organ_kinds import OFFICIAL
from pipeline.records import Body, Organization, Place, Post, Record

STATE_LEVEL, STATE_LEADERS = "国家", "people/state_leaders.txt"
# Bodies of these kinds have the same names in many places: 第一小学, 教育局.
LOCAL = OFFICIAL | {"school", "hospital", "village", "culture", "cooperative", "zone", "other"}


class BodySighting(NamedTuple):
    """A body as one record names it; `id` is the same in all records, `surface` what is written."""

    id: str
    name: str
    canonical: str
    kind: str
    place: str | None
    code: str | None
    parent: str | None
    surface: str


class PostSighting(NamedTuple):
    """A post as one record states it; `body` is an id or "", days are ISO text or None."""

    person: str
    office: str
    body: str
    level: str | None
    status: str
    start_date: str | None
    end_date: str | None


@dataclass(frozen=True, slots=True)
class Sightings:
    """What one record says; each row once. `day` is its date."""

    record: str
    day: str | None
    bodies: frozenset[BodySighting]
    posts: frozenset[PostSighting]
    people: dict[str, Appearance]


def sightings(record: Record) -> Sightings:
    """Return what a record says."""
    return _Reader(record).read()


class _Reader:
    def __init__(self, record: Record) -> None:
        self.record, self.place = record, record["place"]
        self.bodies: dict[str, BodySighting] = {}

    def read(self) -> Sightings:
        written = frozenset(self._body(mention) for mention in self.record["organizations"])
        self.bodies = {body.name: body for body in sorted(written, key=lambda body: body.surface)}
        stated = [(post, self._held_in(post)) for post in self.record["posts"]]
        implied = frozenset(body for _, body in stated if body is not None and body.name not in self.bodies)
        return Sightings(
            self.record["id"],
            self.record["published"],
            written | implied,
            frozenset(_post(post, body) for post, body in stated),
            self._people(stated),
        )

    def _people(self, stated: list[tuple[Post, BodySighting | None]]) -> dict[str, Appearance]:
        labels: dict[str, set[str]] = defaultdict(set)
        offices: dict[str, list[str]] = defaultdict(list)
        for post, body in stated:
            offices[post["person"]].append(post["position"])
            labels[post["person"]].update(_labels(post, body))
        weak = _page_label(self.place)
        names = {person["name"] for person in self.record["people"]} | offices.keys()
        # Who gave his name to a theory is the same wherever it is named.
        labels.update({name: {COUNTRY} for name in names.intersection(read_list(STATE_LEADERS))})
        return {
            name: Appearance(
                bool(offices[name]) and all(map(is_media_role, offices[name])),
                tuple(sorted(labels[name])),
                weak,
            )
            for name in sorted(names)
        }

    def _body(self, mention: Organization) -> BodySighting:
        surface = "".join(mention["text"].split())
        return self._sighting(mention, surface)

    def _held_in(self, post: Post) -> BodySighting | None:
        """Return the body of a post; one that is only implied is described by its name."""
        name = post["organization"]
        if name is None or name in self.bodies:
            return None if name is None else self.bodies[name]
        return self._sighting(self._described(name), name)

    def _described(self, name: str) -> Body:
        return body_facts(name, "", self.place["code"] if self.place else None).of(name)

    def _sighting(self, body: Body, surface: str) -> BodySighting:
        parent = None if body["parent"] is None else self._id(self._described(body["parent"]))
        return BodySighting(
            self._id(body),
            body["name"],
            body["canonical"],
            body["kind"],
            body["place"],
            body["code"],
            parent,
            surface,
        )

    def _id(self, body: Body) -> str:
        """Return the body's id; a local name without a place belongs to the page's, else to the record."""
        canonical = body["canonical"]
        if body["code"] is not None:
            return f"{COUNTRY}-{body['code']}/{canonical}"
        if is_national(body["name"]):
            return f"{COUNTRY}/{canonical}"
        if body["place"] is not None or body["kind"] not in LOCAL:
            return f"{UNPLACED}/{canonical}"
        if self.place is None:
            return f"{UNPLACED}//{self.record['id']}/{canonical}"
        return f"{UNPLACED}/{self.place['code'] or self.place['name']}/{canonical}"


def _post(post: Post, body: BodySighting | None) -> PostSighting:
    time = post["time"]
    return PostSighting(
        post["person"],
        office_name(post["position"]),
        "" if body is None else body.id,
        post["level"],
        post["status"],
        None if time is None else time["start_date"],
        # 2021年9月任: only a range (2018-03/2021-09) tells the end.
        time["end_date"] if time is not None and "/" in time["value"] else None,
    )


def _labels(post: Post, body: BodySighting | None) -> set[str]:
    """Return where a post places its holder; nothing where its body has no place that is known."""
    if post["level"] == STATE_LEVEL or (body is not None and is_national(body.name)):
        return {COUNTRY}
    if body is None:
        return set()
    if body.code is not None:
        return {region(body.code)}
    if body.place is not None:
        return {UNLISTED + body.place}
    return set() if body.kind in LOCAL else {BODY + body.canonical}


def _page_label(place: Place | None) -> str:
    if place is None:
        return UNKNOWN
    return UNLISTED + place["name"] if place["code"] is None else region(place["code"])
