"""The store: append-only, one word for each slot, conflicts, undo, and what a new run does to decisions."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputError, UsageError
from pipeline.review.decisions import Conflict, Decision
from pipeline.review.store import Store, document_of, open_store, read_settled
from tests.review.conftest import propose, state_of
from tests.review.texts import TEXT, mention, record

PERSON = "people:5-8"
DOCUMENT = document_of(TEXT)


@pytest.fixture
def filled(store: Store) -> Store:
    store.add_records([record()])
    return store


def decide(store: Store, proposal: Any, reviewer: str = "林一") -> Decision | Conflict:
    (outcome,) = store.append([proposal], reviewer=reviewer)
    return outcome


def accept(store: Store, key: str = PERSON, reviewer: str = "林一", **more: Any) -> Decision:
    item = store.item(DOCUMENT, key)
    assert item is not None
    kept = decide(store, propose(key, state_of(item), **more), reviewer)
    assert isinstance(kept, Decision)
    return kept


def test_a_decision_tells_what_it_was_made_on(filled: Store) -> None:
    kept = accept(filled)
    assert (kept.layer, kept.start, kept.end, kept.rule) == ("people", 5, 8, "person.after_title+char_tagger")
    assert kept.was == filled.item(DOCUMENT, PERSON)
    assert kept.time.endswith("+00:00")
    assert filled.latest(DOCUMENT) == [kept]


@pytest.mark.parametrize("statement", ["DELETE FROM decisions", "UPDATE decisions SET reviewer = 'x'"])
def test_decisions_are_only_appended(filled: Store, statement: str) -> None:
    accept(filled)
    with pytest.raises(OutputError, match="never"):
        filled.rows(statement)
    assert len(filled.latest(DOCUMENT)) == 1


def test_what_is_sent_twice_counts_once(filled: Store) -> None:
    proposal = propose(PERSON, None)
    first, second = decide(filled, proposal), decide(filled, proposal)
    assert first == second
    assert filled.rows("SELECT count(*) FROM decisions")[0][0] == 1


def test_a_decision_that_saw_an_older_one_is_a_conflict(filled: Store) -> None:
    first = accept(filled)
    refused = decide(filled, propose(PERSON, None, action="reject"))
    assert isinstance(refused, Conflict)
    assert refused.standing == first
    assert filled.latest(DOCUMENT) == [first]
    assert isinstance(decide(filled, propose(PERSON, None, seen=first.id)), Decision)


def test_a_conflict_does_not_hold_up_the_others(filled: Store) -> None:
    first = accept(filled)
    other = filled.item(DOCUMENT, "positions:3-5")
    assert other is not None
    outcomes = filled.append([propose(PERSON, None), propose(other.key, state_of(other))], reviewer="林一")
    assert [type(outcome) for outcome in outcomes] == [Conflict, Decision]
    assert filled.latest(DOCUMENT)[0] == first


def test_reviewers_do_not_stand_in_each_others_way(filled: Store) -> None:
    accept(filled, reviewer="林一")
    accept(filled, reviewer="石二")
    assert {decision.reviewer for decision in filled.latest(DOCUMENT)} == {"林一", "石二"}


def test_undo_and_redo_are_decisions(filled: Store) -> None:
    item = filled.item(DOCUMENT, PERSON)
    assert item is not None
    first = accept(filled)
    second = decide(filled, propose(PERSON, state_of(item, "rejected"), seen=first.id, action="reject"))
    assert isinstance(second, Decision)
    undo = decide(filled, propose(PERSON, None, seen=second.id, action="undo", undoes=second.id))
    assert isinstance(undo, Decision)
    assert undo.state == first.state
    all_undone = decide(filled, propose(PERSON, None, seen=undo.id, action="undo", undoes=first.id))
    assert isinstance(all_undone, Decision)
    assert all_undone.state is None
    redo = decide(filled, propose(PERSON, None, seen=all_undone.id, action="redo", undoes=all_undone.id))
    assert isinstance(redo, Decision)
    assert redo.state == first.state
    assert filled.rows("SELECT count(*) FROM decisions")[0][0] == 5


def test_nothing_is_undone_that_is_not_there(filled: Store) -> None:
    outcome = decide(filled, propose(PERSON, None, action="undo", undoes="nothing"))
    assert isinstance(outcome, Conflict)


@given(st.lists(st.sampled_from(["accept", "reject", "undo"]), max_size=12))
def test_any_number_of_undos_leads_back_to_nothing(steps: list[str]) -> None:
    with open_store(Path(":memory:")) as store:
        store.add_records([record()])
        item = store.item(DOCUMENT, PERSON)
        assert item is not None
        standing: Decision | None = None
        stack: list[Decision] = []
        for step in [*steps, *["undo"] * len(steps)]:
            seen = standing.id if standing else None
            if step != "undo":
                verdict = "accepted" if step == "accept" else "rejected"
                kept = decide(store, propose(PERSON, state_of(item, verdict), seen=seen))
                assert isinstance(kept, Decision)
                stack.append(kept)
            elif stack:
                kept = decide(store, propose(PERSON, None, seen=seen, action="undo", undoes=stack.pop().id))
                assert isinstance(kept, Decision)
            else:
                continue
            standing = kept
        assert standing is None or standing.state is None


def settled(store: Store, path: Path) -> dict[str, Any]:
    (document,) = read_settled(path)
    return {item.key: item for item in document.items}


def test_a_new_run_keeps_decisions_and_marks_the_stale(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    accept(filled)
    accept(filled, "people:15-18")
    accept(filled, "dates:20-25")
    run = record()
    run["people"][0]["confidence"] = 0.5
    run["people"][0]["rule"] = "person.other"
    del run["people"][1]
    run["dates"][0]["end_date"] = "2022-06-30"
    filled.add_records([run])
    items = settled(filled, path)
    assert (items[PERSON].decision, items[PERSON].stale) == ("accepted", None)
    gone, changed = items["people:15-18"], items["dates:20-25"]
    assert (gone.decision, gone.stale, gone.found) == ("accepted", "gone", None)
    assert (changed.decision, changed.stale) == ("changed", "changed")
    assert changed.state["fields"]["end_date"] == "2022-12-31", "what the reviewer accepted"


def test_an_item_goes_where_the_reviewer_put_it(filled: Store, tmp_path: Path) -> None:
    """The pipeline learned: it now finds what the reviewer had made of its item."""
    item = filled.item(DOCUMENT, "positions:3-5")
    assert item is not None
    moved = state_of(item, start=2)
    assert isinstance(decide(filled, propose(item.key, moved, action="borders")), Decision)
    run = record()
    title = {**mention(TEXT, "市市长", "t1"), "people": ["何一苇"], "organization": "青川市政府"}
    run["positions"] = [title]  # type: ignore[typeddict-item]
    filled.add_records([run])
    items = settled(filled, tmp_path / "review.sqlite")
    assert items["positions:2-5"].decision == "accepted"
    assert "positions:3-5" not in items
    assert [row["action"] for row in filled.rows("SELECT action FROM decisions")] == [
        "borders",
        "carry",
        "carry",
    ]


def test_the_same_run_again_changes_nothing(filled: Store) -> None:
    before = filled.items(DOCUMENT)
    accept(filled)
    filled.add_records([record()])
    assert filled.items(DOCUMENT) == before
    assert filled.rows("SELECT count(*) FROM decisions")[0][0] == 1


def test_two_records_of_one_text_are_one_document(store: Store) -> None:
    documents = store.add_records([record(), record(ident="b-1")])
    assert documents == [DOCUMENT]
    assert [made["id"] for made in store.records(DOCUMENT)] == ["a-1", "b-1"]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    with pytest.raises(OutputError, match="no file of decisions"), open_store(path):
        pass
    with pytest.raises(UsageError, match="no such file"):
        list(read_settled(tmp_path / "nothing.sqlite"))


KEPT_UNTIL_KILLED = """
import sys, uuid
from pathlib import Path
from pipeline.review.store import open_store
with open_store(Path(sys.argv[1])) as store:
    seen = None
    while True:
        proposal = {"id": uuid.uuid4().hex, "document": "d", "item": "i", "action": "accept"}
        proposal |= {"seen": seen, "state": None}
        seen = store.append([proposal], reviewer="x")[0].id
        print(seen, flush=True)
"""


def test_no_confirmed_decision_is_lost_by_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-c", KEPT_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    confirmed = [process.stdout.readline().strip() for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    confirmed += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    with open_store(path) as store:
        kept = [row[0] for row in store.rows("SELECT id FROM decisions ORDER BY seq")]
        assert store.rows("PRAGMA integrity_check")[0][0] == "ok"
    assert [ident for ident in confirmed if len(ident) == 32] == kept[: len(confirmed)]
