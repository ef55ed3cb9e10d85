"""The long form of a body's name: organ × level × place (淄博市工信局 → 淄博市工业和信息化局).

The place's full name, then the organ's long form: of the organs that every division has (organs.jsonl), of a
department (departments.jsonl) with its kind of office. Bodies of the whole country stand in lists. Where no
row tells, the name is its own long form: nothing is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.knowledge.divisions import NamedPlace, division_name
from pipeline.knowledge.lists import full_forms
from pipeline.knowledge.places import short_name
from pipeline.resources import resource
from pipeline.rows import read_rows

STATE = "国家"
NATIONAL_LISTS = ("national_organs", "ministries", "known_bodies")
# What a department may be, short and long; 办 is an office, 委 a commission.
OFFICES = {
    "委员会": "委员会",
    "办公室": "办公室",
    "总局": "总局",
    "中心": "中心",
    "委": "委员会",
    "办": "办公室",
    "局": "局",
    "厅": "厅",
    "署": "署",
}
COMMITTEE = "委"
CITY_DIGITS = 4


@dataclass(frozen=True, slots=True)
class OrganRow:
    """An organ of a division: its forms behind the place (blanks between) and its long form.

    `canonical` holds ``{place}``; `inner` is the form before a part of the organ (委 in 委组织部), "" for
    none.
    """

    id: str
    kind: str
    forms: str
    canonical: str
    inner: str = ""


class _Organs(NamedTuple):
    by_form: dict[str, OrganRow]
    longest_first: tuple[str, ...]


@cache
def load_organs() -> _Organs:
    """Return the organs by their forms; RowError where a row is malformed."""
    rows = read_rows(resource("seeds/organizations/organs.jsonl"), OrganRow)
    forms = {form: row for row in rows for form in row.forms.split()}
    return _Organs(forms, tuple(sorted(forms, key=lambda form: (-len(form), form))))


def canonical_name(name: str, place: NamedPlace | None) -> str:
    """Return the long form of an organ's name that begins with `place` (None: of the whole country)."""
    if place is None:
        return national_name(name)
    rest = name[place.end :]
    if (organ := _organ(place.name, rest)) is not None:
        return organ
    department = department_name(rest)
    known = department is not None or name.endswith(place.name, 0, place.end)
    # 淄博新区… is not 淄博市新区…: only what is known to be the division's own bears its full name.
    return place.name + (department or rest) if known else name


def organ_kind(rest: str) -> str | None:
    """Return the kind of the organ whose name without its place is `rest`, None where no row tells."""
    if (row := load_organs().by_form.get(rest)) is not None:
        return row.kind
    if rest.startswith(COMMITTEE) and _party_office(rest[len(COMMITTEE) :]) is not None:
        return load_organs().by_form[COMMITTEE].kind
    return "government" if department_name(rest) is not None else None


def national_name(name: str) -> str:
    """Return the long form of a body of the whole country: 国家发改委, 工信部, 最高检; else the name."""
    for file_name in NATIONAL_LISTS:
        if (full := full_forms(f"organizations/{file_name}.jsonl").get(name)) is not None:
            return full
    if name.startswith(STATE):
        bureau = name[len(STATE) :]
        if (ministry := full_forms("organizations/ministries.jsonl").get(bureau)) is not None:
            return ministry if ministry.endswith("部") else STATE + ministry
        if (full := full_forms("organizations/state_bureaus.jsonl").get(bureau)) is not None:
            return STATE + full
        if (department := department_name(bureau)) is not None:
            return STATE + department
    return name


def zone_name(name: str, context: str | None) -> str | None:
    """Return the long form of a zone's body on a page of the city `context` (a code), None for no such body.

    >>> zone_name("高新区管委会", "3703")
    '淄博高新技术产业开发区管理委员会'
    """
    city = None if context is None else division_name(context[:CITY_DIGITS])
    zones = full_forms("organizations/zones.jsonl")
    size = next((size for size in range(len(name) - 1, 2, -1) if name[:size] in zones), None)
    if city is None or size is None:
        return None
    body = name[size:]
    return short_name(city) + zones[name[:size]] + ("管理委员会" if body == "管委会" else body)


def department_name(name: str) -> str | None:
    """Return the long form of a department without its place, with its part; None for no department.

    >>> department_name("工信局"), department_name("公安局云川分局"), department_name("茶叶局")
    ('工业和信息化局', '公安局云川分局', None)
    """
    departments = full_forms("organizations/departments.jsonl")
    for size in range(len(name) - 1, 1, -1):
        full = departments.get(name[:size])
        if full is not None:
            for office, long_office in OFFICES.items():
                if name.startswith(office, size):
                    return full + long_office + name[size + len(office) :]
    return None


def _organ(place: str, rest: str) -> str | None:
    organs = load_organs()
    if (row := organs.by_form.get(rest)) is not None:
        return row.canonical.format(place=place)
    if rest.startswith(COMMITTEE) and (office := _party_office(rest[len(COMMITTEE) :])) is not None:
        return organs.by_form[COMMITTEE].inner.format(place=place) + office
    for form in organs.longest_first:
        row = organs.by_form[form]
        if len(form) > 1 and row.inner and rest.startswith(form):
            part = rest[len(form) :]
            return row.inner.format(place=place) + (department_name(part) or _long_office(part))
    return None


def _party_office(name: str) -> str | None:
    """Return the long form of a committee's office with what is a part of it (组织部干部监督科)."""
    offices = full_forms("organizations/party_offices.jsonl")
    for size in range(len(name), 1, -1):
        if (full := offices.get(name[:size])) is not None:
            return full + name[size:]
    return None


def _long_office(name: str) -> str:
    return name + OFFICES["办"][1:] if name.endswith("办") else name
