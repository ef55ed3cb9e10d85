"""Training sets as a whole: copies, negatives, splits by place and source, the proof, the bytes."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline import cli
from pipeline.errors import OutputError
from pipeline.export import sets
from pipeline.export.run import export
from pipeline.export.selection import Selection
from pipeline.export.settings import Settings
from pipeline.export.spool import Spool, items_in, source_of
from pipeline.records import Record
from pipeline.writers.jsonl import to_line


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, ["export", *map(str, arguments)])


def write(path: Path, records: list[Record]) -> Path:
    path.write_bytes(b"".join(map(to_line, records)))
    return path


def answers(folder: Path, split: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (folder / f"{split}.jsonl").read_bytes().splitlines()]
    return [{"id": row["id"], **json.loads(row["messages"][2]["content"])} for row in rows]


def test_of_copies_one_stays_whatever_the_order(records: list[Record], tmp_path: Path) -> None:
    copies: list[Record] = [
        {**records[1], "id": "copy", "published": "2030-01-01"},
        {**records[1], "id": "older", "published": "1999-01-01"},
        {**records[1], "id": "blank", "published": None, "text": records[1]["text"] + "\n"},
    ]
    found = []
    for number, order in enumerate(([*records, *copies], [*copies, *records])):
        source = write(tmp_path / f"{number}.jsonl", order)
        made = export([source], tmp_path / f"out{number}", Settings("chat"))
        assert made.sets is not None
        assert made.sets.doubles == 3
        splits = ("train", "dev", "test")
        found.append({row["id"] for split in splits for row in answers(tmp_path / f"out{number}", split)})
    assert found[0] == found[1]
    assert "older" in found[0]
    assert not {"copy", "blank", records[1]["id"]} & found[0]


def test_a_copy_that_is_not_selected_does_not_take_the_place_of_one_that_is(
    records: list[Record], tmp_path: Path
) -> None:
    older: Record = {**records[1], "id": "older", "published": "1999-01-01"}
    source = write(tmp_path / "r.jsonl", [records[1], older])
    made = export([source], tmp_path / "out", Settings("chat", Selection(since="2000-01-01")))
    assert made.written == 1


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25])
def test_negatives_have_the_share_that_was_asked_for(record_file: Path, tmp_path: Path, share: float) -> None:
    options = {"max_length": 40, "negatives": share, "split": "60/20/20"}
    made = export([record_file], tmp_path / "out", Settings("chat", Selection(layers=("people",)), options))
    assert made.sets is not None
    for name, row in made.sets.statistics.items():
        found = answers(tmp_path / "out", name)
        empty = sum(not any(value for key, value in answer.items() if key != "id") for answer in found)
        assert empty == row.empty
        assert row.records == len(found)
        assert empty == int((len(found) - empty) * share / (1 - share) + 1e-9)


def test_splits_do_not_depend_on_what_is_selected(record_file: Path, tmp_path: Path) -> None:
    ids = []
    for number, selection in enumerate((Selection(), Selection(layers=("dates",), min_confidence=0.9))):
        export([record_file], tmp_path / str(number), Settings("chat", selection, {"split": "50/25/25"}))
        ids.append(
            {name: {row["id"] for row in answers(tmp_path / str(number), name)} for name in ("train", "test")}
        )
    assert ids[0] == ids[1]


@pytest.mark.parametrize("by", ["place", "source"])
def test_no_place_and_no_source_stands_in_two_splits(records: list[Record], tmp_path: Path, by: str) -> None:
    several: list[Record] = []
    for record in records:
        for number in range(4):
            place: Any = {"name": f"青川{number}市", "code": None, "basis": "text"}
            source: Any = {**record["source"], "uri": f"https://www.qingchuan{number}.example/{record['id']}"}
            text = record["text"] + chr(0x4E00 + number * 97) * (40 + number)
            several.append(
                {**record, "id": f"{record['id']}{number}", "place": place, "source": source, "text": text}
            )
    source_file = write(tmp_path / "r.jsonl", several)
    export([source_file], tmp_path / "out", Settings("chat", options={"split_by": by, "split": "50/25/25"}))
    report = json.loads((tmp_path / "out" / "splits.json").read_bytes())
    assert (report["by"], report["crossing"], report["places_or_sources_crossing"]) == (by, 0, 0)
    where: dict[str, set[str]] = {}
    for split in ("train", "dev", "test"):
        for row in answers(tmp_path / "out", split):
            where.setdefault(row["id"][-1], set()).add(split)
    assert all(len(splits) == 1 for splits in where.values())
    kept = sum(report["examples"].values())
    assert kept + report["texts_left_out_between_splits"] == len(several)


def test_what_leaks_is_not_delivered(
    record_file: Path, records: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near: list[Record] = [
        {**record, "id": record["id"] + "b", "text": record["text"] + "（完）"} for record in records
    ]
    source = write(tmp_path / "r.jsonl", [*records, *near])
    assert export([source], tmp_path / "good", Settings("chat")).sets is not None
    monkeypatch.setattr(sets, "place", lambda texts, plan: [number % 3 for number in range(len(texts))])
    with pytest.raises(OutputError, match="cross a border"):
        export([source], tmp_path / "out", Settings("chat"))
    assert not (tmp_path / "out").exists()


def test_texts_that_are_alike_are_told_in_the_report(records: list[Record], tmp_path: Path) -> None:
    long = [record for record in records if len(record["text"]) > 300]
    near: list[Record] = [
        {**record, "id": record["id"] + "b", "text": record["text"] + "（完）"} for record in long
    ]
    source = write(tmp_path / "r.jsonl", [*long, *near])
    export([source], tmp_path / "out", Settings("chat"))
    report = json.loads((tmp_path / "out" / "splits.json").read_bytes())
    assert report["texts_in_several"] == 2 * len(long)
    assert report["crossing"] == 0


def test_what_goes_in_comes_out(record_file: Path, records: list[Record], tmp_path: Path) -> None:
    made = export([record_file], tmp_path / "out", Settings("chat"))
    counts = Counter(split for split in ("train", "dev", "test") for _ in answers(tmp_path / "out", split))
    assert counts.total() == made.written == made.read == len(records)
    assert sum(map(items_in, records)) == sum(row.items for row in made.sets.statistics.values())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "chat", "--layers", "people,person"), "no layer 'person'"),
        (("--to", "chat", "--reviewed"), "--reviewed needs"),
        (("--to", "chat", "--tokens", "words"), "--tokens does not go with --to chat"),
        (("--to", "conll", "--tokens", "letters"), "no tokens 'letters'"),
        (("--to", "tables", "--max-length", "100"), "--max-length does not go with --to tables"),
        (("--to", "tables", "--split-by", "date"), "--split-by does not go with --to tables"),
        (("--to", "chat", "--split", "80/x"), "no shares"),
        (("--to", "chat", "--split-by", "author"), "no way to split by 'author'"),
        (("--to", "chat", "--db", "missing.sqlite"), "no such file of decisions"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    record_file: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = call(record_file, *arguments, "-o", tmp_path / "out")
    assert result.exit_code == cli.USAGE
    assert told in result.stderr
    assert not list(tmp_path.iterdir())


def test_the_command_hands_all_on(record_file: Path, tmp_path: Path) -> None:
    options = ("--layers", "people,dates", "--min-confidence", "0.5", "--since", "2000-01-01", "--seed", "7")
    more = ("--max-length", "100", "--negatives", "0.2", "--no-gaps", "--source", "*.txt", "--license", "mit")
    result = call(record_file, "--to", "chat", "-o", tmp_path / "out", *options, *more)
    assert result.exit_code == 0, result.stderr
    recipe = json.loads((tmp_path / "out" / "export.json").read_bytes())["recipe"]
    wanted = {
        **{"layers": ["people", "dates"], "min_confidence": 0.5, "since": "2000-01-01", "seed": 7},
        **{"max_length": 100, "negatives": 0.2, "gaps": False, "sources": ["*.txt"], "until": None},
    }
    assert wanted.items() <= recipe.items()


@pytest.mark.parametrize(
    ("uri", "source"),
    [
        ("a/b.txt", "a/b.txt"),
        ("file:///a.txt#3", "file:///a.txt"),
        ("r.jsonl.gz#12", "r.jsonl.gz"),
        ("https://x.example/1#2", "x.example"),
    ],
)
def test_sources_are_hosts_or_files(uri: str, source: str) -> None:
    assert source_of(uri) == source


def test_a_full_disk_is_told(record_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Spool, "add", fail)
    with pytest.raises(OutputError, match="disk is full"):
        export([record_file], tmp_path / "out", Settings("chat"))
    assert not list(tmp_path.iterdir())
