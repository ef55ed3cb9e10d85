"""Several reviewers: what is settled, kappa against known figures, span F1, differences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.agreement import agreements, kappa, verdicts_of
from pipeline.review.items import DOCUMENT as WHOLE
from pipeline.review.settled import Word
from pipeline.review.store import Store, document_of, read_settled
from tests.review.conftest import propose, state_of
from tests.review.texts import TEXT, record

DOCUMENT = document_of(TEXT)
FIRST, SECOND, TITLE = "people:5-8", "people:15-18", "positions:3-5"
READ: Any = {"verdict": "read", "layer": "", "start": 0, "end": len(TEXT), "fields": {}}
ADDED: Any = {"verdict": "accepted", "layer": "organizations", "start": 9, "end": 12}
BODY = {"name": "云溪区", "canonical": "云溪区", "kind": "other", "place": None, "code": None, "parent": None}
ADDED |= {"fields": BODY}


@pytest.fixture
def filled(store: Store) -> Store:
    store.add_records([record()])
    return store


def say(store: Store, reviewer: str, key: str, verdict: str = "accepted", **changes: Any) -> None:
    item = store.item(DOCUMENT, key)
    assert item is not None
    store.append([propose(key, state_of(item, verdict, **changes))], reviewer=reviewer)


def words(tmp_path: Path) -> dict[str, Word]:
    (document,) = read_settled(tmp_path / "review.sqlite")
    return {item.key: item.decision for item in document.items}


def test_one_reviewer_settles_what_he_decides(filled: Store, tmp_path: Path) -> None:
    say(filled, "林一", FIRST)
    say(filled, "林一", SECOND, "rejected")
    say(filled, "林一", TITLE, start=2)
    found = words(tmp_path)
    assert (found[FIRST], found[SECOND], found[TITLE]) == ("accepted", "rejected", "changed")
    assert found["dates:20-25"] == "undecided"


def test_two_who_differ_leave_it_open_until_it_is_settled(filled: Store, tmp_path: Path) -> None:
    say(filled, "林一", FIRST)
    say(filled, "石二", FIRST, "rejected")
    assert words(tmp_path)[FIRST] == "disputed"
    item = filled.item(DOCUMENT, FIRST)
    assert item is not None
    filled.append([propose(FIRST, state_of(item), action="settle", role="settler")], reviewer="主编")
    assert words(tmp_path)[FIRST] == "accepted"
    (document,) = read_settled(tmp_path / "review.sqlite")
    settled = next(one for one in document.items if one.key == FIRST)
    assert (settled.settled_by, settled.reviewers) == ("主编", ("林一", "石二"))


def test_of_what_is_wrong_nothing_else_matters(filled: Store, tmp_path: Path) -> None:
    say(filled, "林一", FIRST, "rejected")
    say(filled, "石二", FIRST, "rejected", end=7)
    assert words(tmp_path)[FIRST] == "rejected"


def test_who_read_all_and_did_not_add_is_against_it(filled: Store, tmp_path: Path) -> None:
    key = "organizations:9-12"
    filled.append([propose(key, ADDED, action="add")], reviewer="林一")
    assert words(tmp_path)[key] == "added"
    filled.append([propose(WHOLE, READ, action="read")], reviewer="石二")
    assert words(tmp_path)[key] == "disputed"
    (document,) = read_settled(tmp_path / "review.sqlite")
    assert document.read_by == ("石二",)
    assert document.records[0]["id"] == "a-1"


def test_agreement_by_layer(filled: Store) -> None:
    say(filled, "林一", FIRST)
    say(filled, "石二", FIRST)
    say(filled, "林一", SECOND)
    say(filled, "石二", SECOND, "rejected")
    say(filled, "林一", TITLE, end=6)
    say(filled, "石二", TITLE)
    rows = verdicts_of(DOCUMENT, filled.items(DOCUMENT), filled.latest(DOCUMENT))
    assert [row.differ for row in rows] == [False, True, True]
    people, positions = agreements(rows)
    assert (people.first, people.second, people.layer, people.items) == ("林一", "石二", "people", 2)
    assert people.agreed == 0.5
    assert people.kappa == 0.0
    assert people.spans.f1 == pytest.approx(2 / 3)
    assert (positions.agreed, positions.spans.right) == (0.0, 0)


A, R, C = "accepted", "rejected", "changed"


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        # Cohen's own manner: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no give 0.4.
        ([(A, A)] * 20 + [(A, R)] * 5 + [(R, A)] * 10 + [(R, R)] * 15, 0.4),
        ([(A, A), (R, R), (C, C)], 1.0),
        ([(A, R), (R, A)], -1.0),
        ([(A, A)] * 9, None),
        ([], None),
    ],
)
def test_kappa(pairs: list[tuple[Word, Word]], wanted: float | None) -> None:
    found = kappa(pairs)
    assert found == (None if wanted is None else pytest.approx(wanted))


@given(st.lists(st.tuples(st.sampled_from([A, R, C]), st.sampled_from([A, R, C])), min_size=1))
def test_kappa_is_the_same_from_both_sides(pairs: list[tuple[Word, Word]]) -> None:
    found = kappa(pairs)
    assert found == pytest.approx(kappa([(b, a) for a, b in pairs])) if found is not None else True
    assert found is None or found <= 1
