"""Gold of documents that were read in part: precision of what was judged, no recall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RowError
from pipeline.evaluate import Evaluation, evaluate_files
from tests.evaluate.desk import Desk, place


def score(desk: Desk, **more: Any) -> Evaluation:
    """Score the desk's records against its gold with further keys in the gold file."""
    desk.write()
    gold = json.loads(desk.gold_file.read_text(encoding="utf-8"))
    desk.gold_file.write_text(json.dumps({**gold, **more}, ensure_ascii=False), encoding="utf-8")
    return desk.score_files()


def test_gold_without_a_word_on_it_was_read_in_full(desk: Desk) -> None:
    desk.record["people"].pop()
    assert score(desk).table() == score(desk, fully_read=True).table()
    assert score(desk).table()["people.strict"]["r"] == 0.5


def test_what_was_not_judged_is_passed_over(desk: Desk) -> None:
    """The reader accepted one name and rejected nothing: the other found name was not judged."""
    desk.gold["people"].pop()
    row = score(desk, fully_read=False).table()["people.strict"]
    assert row == {"p": 1.0, "r": 0.0, "f1": 0.0, "tp": 1, "pred": 1, "gold": 0}


def test_a_rejected_item_is_a_false_one(desk: Desk) -> None:
    desk.gold["people"].pop()
    evaluation = score(desk, fully_read=False, hard_negatives={"people": [place("华一宁")]})
    assert evaluation.table()["people.strict"]["p"] == 0.5
    wrong = [(row.layer, row.kind, row.text) for row in evaluation.errors if row.layer == "people"]
    assert wrong == [("people", "FP", "华一宁")]
    assert evaluation.kinds["people", "spurious"] == 1


def test_nothing_is_missed_where_nobody_read_all(desk: Desk) -> None:
    desk.record["people"].clear()
    evaluation = score(desk, fully_read=False)
    assert not any(row.kind == "FN" and row.layer == "people" for row in evaluation.errors)
    assert evaluation.kinds["people", "missed"] == 0


def test_recall_is_that_of_the_documents_that_were_read(desk: Desk, tmp_path: Path) -> None:
    """Of two documents one was read: its recall is the recall, and both give precision."""
    desk.record["dates"].pop(0)
    full = score(desk)
    partial = score(desk, fully_read=False)
    both = Evaluation()
    both.include(full)
    both.include(partial)
    row, alone = both.table()["dates.strict"], full.table()["dates.strict"]
    assert row["r"] == alone["r"] < 1
    assert row["tp"] == 2 * alone["tp"]
    assert row["gold"] == alone["gold"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"fully_read": "yes"}, "fully_read must be true or false, not 'yes'"),
        ({"hard_negatives": {"persons": []}}, "hard_negatives: there is no layer 'persons'"),
        ({"hard_negatives": {"people": [{"text": "x"}]}}, "hard_negatives.people[0]: missing key"),
    ],
)
def test_malformed_gold_is_told(desk: Desk, more: dict[str, Any], told: str) -> None:
    with pytest.raises(RowError) as refused:
        score(desk, **more)
    assert told in str(refused.value)


def test_the_files_are_those_of_the_format(desk: Desk) -> None:
    desk.write()
    assert evaluate_files(desk.record_file, [desk.gold_file], desk.folder).outcomes
