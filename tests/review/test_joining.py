"""Decisions of several machines in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.review.joining import join
from pipeline.review.store import Store, document_of, open_store, read_settled
from tests.review.conftest import propose, state_of
from tests.review.texts import TEXT, record

PERSON = "people:5-8"


def decide(store: Store, reviewer: str, verdict: str = "accepted", **more: str) -> None:
    item = store.item(document_of(TEXT), PERSON)
    assert item is not None
    store.append([propose(PERSON, state_of(item, verdict), **more)], reviewer=reviewer)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.sqlite"
    with open_store(path) as store:
        store.add_records([record()])
        decide(store, "石二", "rejected")
        decide(store, "石二", action="settle", role="settler")
    return path


def test_the_others_decisions_stand_beside_ones_own(store: Store, other: Path, tmp_path: Path) -> None:
    store.add_records([record()])
    decide(store, "林一")
    assert join(store, other, reviewer="林一") == 1
    assert join(store, other, reviewer="林一") == 0, "what is there already is not taken again"
    (document,) = read_settled(tmp_path / "review.sqlite")
    (item,) = [item for item in document.items if item.key == PERSON]
    assert (item.decision, item.reviewers) == ("disputed", ("林一", "石二"))


def test_nobody_stands_against_himself(store: Store, other: Path) -> None:
    store.add_records([record()])
    with pytest.raises(UsageError, match="'石二'"):
        join(store, other, reviewer="石二")
    assert store.rows("SELECT count(*) FROM decisions")[0][0] == 0


def test_a_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        join(store, tmp_path / "nothing.sqlite", reviewer="林一")
