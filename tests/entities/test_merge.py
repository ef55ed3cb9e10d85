"""Merging: incremental, in any order, nothing lost and nothing half-written."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pipeline.entities.merge import merge
from pipeline.errors import OutputError, RowError, UsageError
from pipeline.knowledge.lists import read_list
from tests.entities.records import Record, record, tables, write

MAYOR, COMMITTEE = "市长", "淄博市委"
RECORDS = [
    record("a-1", ("周好", "市委书记", COMMITTEE), ("李向前", "市长", "淄博市政府"), day="2022-01-05"),
    record("a-2", ("周好", "市委书记", COMMITTEE), day="2022-06-05", people=["李向前"]),
    record("a-3", ("周好", "记者", None), day="2022-02-01"),
    record("b-1", ("周好", "局长", "济南市水务局"), day="2022-03-01", place="济南市"),
    record("b-2", ("王大可", "省长", "山东省政府"), day="2022-03-02", place="济南市"),
    record("b-3", ("王大可", "省长", "山东省政府"), day="2022-04-02"),
    record("c-1", ("高山", "董事长", "青禾集团"), day=None, place=None),
    record("c-2", ("郑清", "市长", "淄博市政府"), day="2022-01-05"),
    record("c-3", ("李向前", "市长", "淄博市政府"), day="2021-01-05", status="former"),
]


@pytest.fixture
def merged(tmp_path: Path) -> dict[str, list[Record]]:
    merge([write(tmp_path / "records", RECORDS)], tmp_path / "out")
    return tables(tmp_path / "out")


def test_one_person_in_several_records_is_one(merged: dict[str, list[Record]]) -> None:
    [row] = [row for row in merged["posts"] if row["person"] == "CN-3703/周好"]
    assert row["organization"] == "CN-3703/中共淄博市委员会"
    assert (row["office"], row["first_date"], row["last_date"]) == ("市委书记", "2022-01-05", "2022-06-05")
    assert row["records"] == ["a-1", "a-2"]


def test_two_people_of_one_name_in_two_cities_stay_two(merged: dict[str, list[Record]]) -> None:
    ids = [row["id"] for row in merged["people"] if row["name"] == "周好"]
    assert ids == ["CN-3701/周好", "CN-3703/周好", "CN-3703/周好#media"]


def test_a_province_is_one_home(merged: dict[str, list[Record]]) -> None:
    assert [row["id"] for row in merged["people"] if row["name"] == "王大可"] == ["CN-37/王大可"]


def test_a_leader_of_the_state_is_one_wherever_he_is_named(tmp_path: Path) -> None:
    [leader, *_] = read_list("people/state_leaders.txt")
    pages = [record("a-1", people=[leader]), record("b-1", people=[leader], place="济南市")]
    merge([write(tmp_path / "records", pages)], tmp_path / "out")
    assert [row["id"] for row in tables(tmp_path / "out")["people"]] == [f"CN/{leader}"]


def test_statuses_are_told_apart(merged: dict[str, list[Record]]) -> None:
    held = {(row["status"], *row["records"]) for row in merged["posts"] if row["name"] == "李向前"}
    assert held == {("current", "a-1"), ("former", "c-3")}


def test_two_holders_of_one_office_on_one_day_are_listed(merged: dict[str, list[Record]]) -> None:
    [conflict] = merged["conflicts"]
    assert (conflict["office"], conflict["organization"]) == ("市长", "CN-3703/淄博市人民政府")
    assert (conflict["start_date"], conflict["end_date"]) == ("2022-01-05", "2022-01-05")
    assert [holder["person"] for holder in conflict["holders"]] == ["CN-3703/李向前", "CN-3703/郑清"]


def test_bodies_have_one_row(merged: dict[str, list[Record]]) -> None:
    rows = {row["id"]: row for row in merged["organizations"]}
    assert len(rows) == len(merged["organizations"])
    assert rows["CN-3703/中共淄博市委员会"]["record_count"] == 2
    assert rows["X/青禾集团"]["kind"] == "company"
    assert rows["X/青禾集团"]["first_date"] is None


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jsonl"))}


@pytest.mark.parametrize("seed", range(5))
def test_order_and_batches_are_of_no_account(tmp_path: Path, seed: int) -> None:
    shuffled = list(RECORDS)
    random.Random(seed).shuffle(shuffled)
    at_once, in_turn = tmp_path / "once", tmp_path / "turn"
    merge([write(tmp_path / "all", RECORDS)], at_once)
    for number, part in enumerate((shuffled[:4], shuffled[4:], shuffled[2:6])):
        merge([write(tmp_path / f"part{number}", part)], in_turn)
    assert bytes_of(in_turn) == bytes_of(at_once)


def test_a_record_that_changed_counts_once_whatever_came_first(tmp_path: Path) -> None:
    old, new = record("a-1", ("周好", "市长", "淄博市政府")), record("a-1", ("郑清", "市长", "淄博市政府"))
    for name, versions in (("one", [old, new]), ("two", [new, old])):
        done = merge([write(tmp_path / name, versions)], tmp_path / f"{name}.out")
        assert done.records == 1
    assert bytes_of(tmp_path / "one.out") == bytes_of(tmp_path / "two.out")
    assert len(tables(tmp_path / "one.out")["people"]) == 1


def test_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "records", RECORDS)
    assert merge([path, path], tmp_path / "out").line.startswith(
        "records read 18, new 9, in the store 9; people"
    )


BAD_LINES = [
    ("{", "no JSON"),
    ("[]", "a record without 'id'"),
    ('{"id": "a"}', "a record without 'published'"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_line_that_is_no_record_is_named_and_nothing_changes(
    tmp_path: Path, line: str, reason: str
) -> None:
    merge([write(tmp_path / "records", RECORDS[:1])], tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    path = tmp_path / "bad"
    path.write_text(json.dumps(RECORDS[1], ensure_ascii=False) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(RowError, match=f"bad:2: {reason}"):
        merge([path], tmp_path / "out")
    assert bytes_of(tmp_path / "out") == before
    assert merge([write(tmp_path / "none", [])], tmp_path / "out").records == 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        merge([tmp_path / "nowhere"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("made", ["no_store", "a_file", "another_version"])
def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, made: str) -> None:
    folder = tmp_path / "out"
    if made == "a_file":
        folder.write_text("")
    else:
        folder.mkdir()
        (folder / "entities.sqlite").write_bytes(b"no database" * 100)
    if made == "another_version":
        (folder / "entities.sqlite").unlink()
        merge([write(tmp_path / "none", [])], folder)
        change_version(folder / "entities.sqlite")
    with pytest.raises(OutputError, match="the store of entities cannot be used"):
        merge([write(tmp_path / "records", RECORDS)], folder)


def change_version(path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def test_tables_open_in_duckdb(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = tmp_path / "o'ut"
    merge([write(tmp_path / "records", RECORDS)], folder, parquet=True)
    for name, rows in tables(folder).items():
        found = duckdb.read_parquet(str(folder / f"{name}.parquet"))
        assert found.columns == list(rows[0])
        assert len(found) == len(rows)
