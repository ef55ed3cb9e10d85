"""The knowledge base: stable ids, ambiguity kept until the context decides, aliases that lead back."""

from __future__ import annotations

import pytest

from pipeline.knowledge.base import candidates, divisions, national_bodies, organs_of

CASES = [
    ("淄博", None, ["CN-3703"]),
    ("吉林", None, ["CN-22", "CN-2202"]),
    ("朝阳区政府", None, ["CN-110105/朝阳区人民政府", "CN-220104/朝阳区人民政府"]),
    ("朝阳区政府", "2201", ["CN-220104/朝阳区人民政府"]),
    ("市委", "3703", ["CN-3703/中共淄博市委员会"]),
    ("市委", "370303", ["CN-3703/中共淄博市委员会"]),
    ("省工信厅", "3703", ["CN-37/山东省工业和信息化厅"]),
    ("县委", "3703", []),
    ("市委", None, []),
    ("工信部", "3703", ["CN/工业和信息化部"]),
    ("云川市委", None, ["X/中共云川市委员会"]),
]


@pytest.mark.parametrize(("alias", "context", "ids"), CASES)
def test_an_alias_stands_for_all_until_the_context_decides(
    alias: str, context: str | None, ids: list[str]
) -> None:
    assert [entity.id for entity in candidates(alias, context)] == ids


def test_ids_are_unique_and_stable() -> None:
    ids = [entity.id for entity in divisions()]
    ids += [entity.id for entity, _ in national_bodies()]
    ids += [entity.id for entity, _ in organs_of("3703")]
    assert len(set(ids)) == len(ids)
    assert [entity.id for entity, _ in organs_of("3703")] == [entity.id for entity, _ in organs_of("3703")]


@pytest.mark.parametrize("code", ["37", "3703", "370303", "5333"])
def test_every_alias_of_an_organ_leads_back_to_it(code: str) -> None:
    astray = [
        (alias, entity.id)
        for entity, aliases in organs_of(code)
        for alias in aliases
        if entity.id not in {found.id for found in candidates(alias, code)}
    ]
    assert astray == []


def test_an_unknown_division_has_no_organs() -> None:
    assert list(organs_of("9999")) == []
