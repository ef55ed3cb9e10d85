"""The ledger: an export that goes on from an earlier one moves nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MubiaoError, RowError, UsageError
from pipeline.export.ledger import LEDGER, Ledger
from pipeline.export.run import export
from pipeline.export.settings import Settings
from pipeline.export.splits import DROPPED, Plan
from pipeline.records import Record
from pipeline.writers.jsonl import to_line


def write(path: Path, records: list[Record]) -> Path:
    path.write_bytes(b"".join(map(to_line, records)))
    return path


def splits_of(folder: Path) -> dict[str, str]:
    """The split of each example, by its id."""
    found = {}
    for split in ("train", "dev", "test"):
        for line in (folder / f"{split}.jsonl").read_bytes().splitlines():
            found[json.loads(line)["id"]] = split
    return found


def ledger_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / LEDGER).read_bytes().splitlines()]


def test_a_later_export_leaves_every_text_where_it_was(records: list[Record], tmp_path: Path) -> None:
    options: dict[str, Any] = {"split": "50/25/25"}
    old = write(tmp_path / "old.jsonl", records[3:])
    export([old], tmp_path / "a", Settings("chat", options=options))
    every = write(tmp_path / "all.jsonl", records)
    later = {**options, "splits_from": tmp_path / "a"}
    export([every], tmp_path / "b", Settings("chat", options=later))
    before, after = splits_of(tmp_path / "a"), splits_of(tmp_path / "b")
    assert len(after) == len(records)
    assert before.items() <= after.items()
    rows = ledger_of(tmp_path / "b")
    assert rows[: len(records) - 2] == ledger_of(tmp_path / "a")


def test_a_newcomer_is_compared_with_texts_that_are_no_longer_given(
    records: list[Record], tmp_path: Path
) -> None:
    options: dict[str, Any] = {"split": "34/33/33"}
    longest = sorted(records, key=lambda record: len(record["text"]))[-6:]
    export([write(tmp_path / "old.jsonl", longest)], tmp_path / "a", Settings("chat", options=options))
    new = [_changed(record) for record in longest]
    later = {**options, "seed": 0, "splits_from": tmp_path / "a" / LEDGER}
    export([write(tmp_path / "new.jsonl", new)], tmp_path / "b", Settings("chat", options=later))
    before = splits_of(tmp_path / "a")
    assert {ident + "b": split for ident, split in before.items()} == splits_of(tmp_path / "b")
    assert len(set(before.values())) > 1


def _changed(record: Record) -> Record:
    """The record with some characters more at its end, so that it is like it and not the same."""
    return {**record, "id": record["id"] + "b", "text": record["text"] + "（完）"}


def test_the_plan_must_be_that_of_the_ledger(record_file: Path, tmp_path: Path) -> None:
    export([record_file], tmp_path / "a", Settings("chat"))
    ledger = Ledger(tmp_path / "a")
    assert ledger.check(Plan()) == Plan()
    for plan, told in ((Plan(seed=1), "seed 0, not 1"), (Plan(by="place"), "by 'text', not 'place'")):
        with pytest.raises(UsageError, match=told):
            ledger.check(plan)


def test_borders_of_dates_are_those_of_the_ledger(record_file: Path, tmp_path: Path) -> None:
    by_date = {"split_by": "date"}
    export([record_file], tmp_path / "a", Settings("chat", options=by_date))
    plan = Ledger(tmp_path / "a").plan
    assert plan.borders is not None
    assert Ledger(tmp_path / "a").check(Plan(by="date")) == plan
    made = export(
        [record_file], tmp_path / "b", Settings("chat", options={**by_date, "splits_from": tmp_path / "a"})
    )
    assert made.sets is not None
    assert made.sets.plan == plan
    assert splits_of(tmp_path / "a") == splits_of(tmp_path / "b")


FAULTS: list[tuple[Callable[[list[bytes]], object], int | None, type[MubiaoError]]] = [
    (lambda rows: rows.__setitem__(0, b"{}"), 1, RowError),
    (lambda rows: rows.__setitem__(0, b"["), 1, RowError),
    (lambda rows: rows.clear(), 1, RowError),
    (lambda rows: rows.__setitem__(2, rows[2].replace(b'"bands":"', b'"bands":"?')), 3, RowError),
    (lambda rows: rows.__setitem__(2, rows[2].replace(b'"bands":"', b'"bands":"AAAA')), 3, RowError),
    (lambda rows: rows.__setitem__(1, b'{"text":"00","split":"trial","bands":""}'), 2, RowError),
    (lambda rows: rows.__setitem__(0, rows[0].replace(b"5-grams", b"4-grams")), None, UsageError),
]


@pytest.mark.parametrize(("break_it", "line", "kind"), FAULTS)
def test_a_damaged_ledger_is_told_with_its_line(
    record_file: Path,
    tmp_path: Path,
    break_it: Callable[[list[bytes]], object],
    line: int | None,
    kind: type[MubiaoError],
) -> None:
    export([record_file], tmp_path / "a", Settings("chat"))
    path = tmp_path / "a" / LEDGER
    rows = path.read_bytes().splitlines()
    break_it(rows)
    path.write_bytes(b"\n".join(rows))
    with pytest.raises(kind) as told:
        Ledger(path)
    assert told.value.line == line
    assert told.value.place == path


def test_what_was_dropped_stays_dropped(record_file: Path, tmp_path: Path) -> None:
    export([record_file], tmp_path / "a", Settings("chat"))
    path = tmp_path / "a" / LEDGER
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    rows[1]["split"] = None
    path.write_bytes(b"".join(map(to_line, rows)))
    assert Ledger(path).texts[0].fixed == DROPPED
    made = export([record_file], tmp_path / "b", Settings("chat", options={"splits_from": path}))
    assert made.sets is not None
    assert made.sets.texts["dropped"] == 1
    assert ledger_of(tmp_path / "b")[1]["split"] is None
