"""The knowledge base: seeds as entities with aliases. An alias keeps all that it may mean; context decides.

Entities are the divisions, the bodies of the whole country, and the organs and departments of any division;
the last are worked out from the tables (organ × level × place) when they are asked for, not stored. Ids are
stable strings: ``CN-3703`` is 淄博市, ``CN-3703/中共淄博市委员会`` its committee, ``CN/国务院`` a body of the
state.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.knowledge.bodies import BodyFacts, body_facts, is_national
from pipeline.knowledge.divisions import division_codes, division_name, forms_of, leading_place, level_of
from pipeline.knowledge.lists import read_forms
from pipeline.knowledge.organ_names import load_organs
from pipeline.knowledge.places import load_gazetteer

COUNTRY, UNPLACED, DIVISION = "CN", "X", "division"
DIGITS = {"省": 2, "自治区": 2, "市": 4, "州": 4, "盟": 4, "县": 6, "区": 6, "旗": 6}
COMMISSION = "commission"
NATIONAL = ("national_organs", "ministries", "known_bodies")


class Entity(NamedTuple):
    """What a name may stand for: stable id, official name, kind (division, party …), division code."""

    id: str
    name: str
    kind: str
    code: str | None


def body_id(facts: BodyFacts, name: str) -> str:
    """Return the id of a body: its division's, or the country's, and its long form.

    A body of no listed division has an id of its name alone (``X/青禾集团``).
    """
    if facts.code is not None:
        return f"{COUNTRY}-{facts.code}/{facts.canonical}"
    return f"{COUNTRY if is_national(name) else UNPLACED}/{facts.canonical}"


def candidates(alias: str, context: str | None = None) -> list[Entity]:
    """Return what an alias may stand for on a page of the division `context`; all where it is open.

    >>> [entity.id for entity in candidates("吉林")]
    ['CN-22', 'CN-2202']
    >>> [entity.id for entity in candidates("市委", "370303")]
    ['CN-3703/中共淄博市委员会']
    """
    if (codes := division_codes(alias)) != ():
        return [_division(code) for code in codes]
    bodies = [_body(alias, code) for code in _contexts(alias, context)]
    return list(dict.fromkeys(entity for entity in bodies if entity is not None))


def divisions() -> Iterator[Entity]:
    """Yield the divisions of the country, by their codes."""
    for code in sorted(load_gazetteer().full):
        yield _division(code)


def national_bodies() -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Yield the bodies of the whole country with their aliases."""
    for file_name in NATIONAL:
        for row in read_forms(f"organizations/{file_name}.jsonl"):
            yield Entity(f"{COUNTRY}/{row.full}", row.full, row.kind or "government", None), row.all


def organs_of(code: str) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Yield the organs and departments of a division with their aliases; none for an unknown code."""
    name = division_name(code)
    if name is None:
        return
    places = [form for form in sorted(forms_of(name)) if level_of(form, None) is not None]
    for forms in (*_organ_forms(), *_department_forms(code)):
        entity = _body(name + forms[0], code)
        if entity is not None:
            yield entity, tuple(dict.fromkeys(place + form for place in places for form in forms))


def aliases_of(entity: Entity) -> tuple[str, ...]:
    """Return how a division is written."""
    return tuple(sorted(forms_of(entity.name)))


def _division(code: str) -> Entity:
    return Entity(f"{COUNTRY}-{code}", load_gazetteer().full[code], DIVISION, code)


def _contexts(alias: str, context: str | None) -> list[str | None]:
    """Return the codes in whose light an alias is read: all of its place where it has several."""
    place = leading_place(alias, context)
    if place is None or place.code is not None:
        return [context]
    return list(division_codes(place.name)) or [context]


def _body(alias: str, context: str | None) -> Entity | None:
    """Return the body that an alias means; a bare 市委 means that of the context's city, None without one."""
    level = next((level for level in DIGITS if alias.startswith(level)), None)
    if level is not None and leading_place(alias, context) is None:
        code = (context or "")[: DIGITS[level]]
        division = division_name(code)
        if division is None or len(code) != DIGITS[level]:
            return None
        alias = division + alias[len(level) :]
    facts = body_facts(alias, "", context)
    return Entity(body_id(facts, alias), facts.canonical, facts.kind, facts.code)


def _organ_forms() -> Iterator[tuple[str, ...]]:
    rows = dict.fromkeys(load_organs().by_form.values())
    for row in rows:
        yield tuple(row.forms.split())


def _department_forms(code: str) -> Iterator[tuple[str, ...]]:
    """Yield the forms of each department: a 厅 in a province, a 局 below, a commission at every level."""
    office = "厅" if len(code) == DIGITS["省"] else "局"
    for row in read_forms("organizations/departments.jsonl"):
        if row.kind == COMMISSION:
            yield tuple(form + ending for form in row.all for ending in ("委员会", "委"))
        else:
            yield tuple(form + office for form in row.all)
