"""Surnames, single and double, and how a name splits."""

from __future__ import annotations

import pytest

from pipeline.knowledge.surnames import load_surnames, split_name

SURNAMES = load_surnames()


@pytest.mark.parametrize(
    "surname", ["王", "仉", "亓", "逄", "佘", "盖", "欧阳", "司徒", "呼延", "令狐", "第五"]
)
def test_common_rare_and_double_surnames_are_known(surname: str) -> None:
    assert surname in SURNAMES


def test_surnames_are_of_one_or_two_characters() -> None:
    assert {len(surname) for surname in SURNAMES} == {1, 2}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("周好", ("周", "好")),
        ("周望岳", ("周", "望岳")),
        ("欧阳俊", ("欧阳", "俊")),
        ("司徒明远", ("司徒", "明远")),
        ("欧阳", ("欧", "阳")),
        ("周", None),
        ("", None),
        ("周望岳山", None),
        ("的确好", None),
    ],
)
def test_a_name_is_a_surname_and_one_or_two_characters(text: str, parts: tuple[str, str] | None) -> None:
    assert split_name(text, SURNAMES) == parts
