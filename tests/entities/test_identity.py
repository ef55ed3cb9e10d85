"""Which appearances of a name are one person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.identity import Appearance, identify, person_id, region


def seen(*strong: str, weak: str = "", media: bool = False) -> Appearance:
    return Appearance(media, tuple(sorted(strong)), weak)


CASES = [
    ("one city, one person", [seen("3703"), seen("3703", weak="37")], ["3703", "3703"]),
    ("two cities, two people", [seen("3703"), seen("3702")], ["3703", "3702"]),
    ("a province's post is that of the one city", [seen("37"), seen("3703")], ["3703", "3703"]),
    ("of two cities neither", [seen("37"), seen("3702"), seen("3703")], ["37", "3702", "3703"]),
    (
        "a record that names both cities ties them",
        [seen("3702", "3703"), seen("3702"), seen("3703")],
        ["3702"] * 3,
    ),
    ("a name without a post is that of its page", [seen("3703"), seen(weak="3703")], ["3703", "3703"]),
    ("else of the province", [seen("37"), seen(weak="3703")], ["37", "37"]),
    ("else of the country", [seen("CN"), seen(weak="3703"), seen(weak="3702")], ["CN"] * 3),
    ("else its own", [seen("3702"), seen(weak="3703")], ["3702", "3703"]),
    ("who makes pages is another", [seen("3703"), seen(weak="3703", media=True)], ["3703", "3703"]),
    (
        "a body without a place lies where its pages are",
        [seen("@青禾集团", weak="3703"), seen("3703")],
        ["3703"] * 2,
    ),
    (
        "where they are in two cities it is its own home",
        [seen("@青禾集团", weak="3703"), seen("@青禾集团", weak="3702"), seen("3703")],
        ["@青禾集团", "@青禾集团", "3703"],
    ),
    ("what nothing places is the only one", [seen("3703"), seen()], ["3703", "3703"]),
    ("or nobody known", [seen("3703"), seen("3702"), seen()], ["3703", "3702", ""]),
    (
        "unlisted places are places",
        [seen("=云川市"), seen("=溪桥市"), seen(weak="=云川市")],
        ["=云川市", "=溪桥市", "=云川市"],
    ),
]


@pytest.mark.parametrize(("why", "appearances", "homes"), CASES, ids=[case[0] for case in CASES])
def test_appearances_are_told_apart(why: str, appearances: list[Appearance], homes: list[str]) -> None:
    found = identify(appearances)
    assert [found[appearance] for appearance in appearances] == homes


LABELS = st.sampled_from(["37", "3703", "3702", "3201", "CN", "=云川市", "@青禾集团", "@白鹭银行"])
PAGES = st.sampled_from(["", "37", "3703", "3702", "=云川市"])
APPEARANCES = st.builds(
    lambda media, strong, weak: Appearance(media, tuple(sorted(strong)), weak),
    st.booleans(),
    st.sets(LABELS, max_size=2),
    PAGES,
)


@given(st.lists(APPEARANCES, unique=True), st.randoms(use_true_random=False))
def test_their_order_is_of_no_account(appearances: list[Appearance], random: object) -> None:
    shuffled = list(appearances)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert identify(shuffled) == identify(appearances)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("370303", "3703"), ("3703", "3703"), ("37", "37"), ("310101", "31"), ("429004", "429004")],
)
def test_counties_lie_in_their_city(code: str, expected: str) -> None:
    assert region(code) == expected


@pytest.mark.parametrize(
    ("home", "media", "expected"),
    [
        ("3703", False, "CN-3703/周好"),
        ("CN", False, "CN/周好"),
        ("=云川市", True, "X/云川市/周好#media"),
        ("@青禾集团", False, "X/@青禾集团/周好"),
        ("", False, "X/周好"),
    ],
)
def test_ids_say_where_a_person_is_at_home(home: str, media: bool, expected: str) -> None:
    assert person_id("周好", home, media) == expected
