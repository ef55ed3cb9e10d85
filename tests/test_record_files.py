"""Records as they are read back: what is taken, what is refused and why."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from spacy.language import Language

from pipeline.annotate import annotate
from pipeline.entities.merge import merge
from pipeline.errors import RowError, UsageError
from pipeline.evaluate import predictions
from pipeline.explain import explain
from pipeline.readers.source import Source
from pipeline.record_checks import parse_record
from pipeline.record_files import list_record_files, read_records
from pipeline.rejection import Rejection
from pipeline.schema import schema

TEXT = "晨报青川3月21日讯 2022年3月20日，青川市市长何一苇到云溪区调研。今年全区将新建项目300个，投资25亿元。"
Fault = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def record(nlp: Language) -> dict[str, Any]:
    """One record as the pipeline writes it, through JSON."""
    source = Source(uri="a.txt", text=TEXT, id="a", sha256="0" * 64)
    outcome = next(iter(annotate(nlp, [source])))
    return json.loads(json.dumps(outcome.records[0]))


def line_of(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def test_what_the_pipeline_wrote_is_read_as_it_is(record: dict[str, Any]) -> None:
    assert parse_record(line_of(record), place="a", number=1) == record


FAULTS: list[tuple[str, Fault, bool]] = [
    ("id", lambda r: r.pop("id"), True),
    ("text", lambda r: r.update(text=None), True),
    ("people.0.start", lambda r: r["people"][0].update(start="1"), True),
    ("kind", lambda r: r.update(kind="page"), True),
    ("published: '2022-3-1'", lambda r: r.update(published="2022-3-1"), True),
    ("start_date: '明天'", lambda r: r["dates"][0].update(start_date="明天"), True),
    ("end_date: '2022-02-30'", lambda r: r["goals"][0]["deadline"].update(end_date="2022-02-30"), False),
    ("people p1: -1–", lambda r: r["people"][0].update(start=-1), True),
    ("lies outside the text", lambda r: r["dates"][0].update(end=10_000), False),
    ("the text at", lambda r: r["people"][0].update(text="何二苇"), False),
    ("the text at", lambda r: r["goals"][0]["quantity"].update(text="3"), False),
    ("the confidence 1.5", lambda r: r["positions"][0].update(confidence=1.5), True),
    ("people: two of them have one id", lambda r: r["people"].append(r["people"][0]), False),
    ("its person 'p9' is not there", lambda r: r["posts"][0]["evidence"].update(person="p9"), False),
    ("it describes 'g9', which is not there", lambda r: r["goals"][0].update(of="g9"), False),
]


@pytest.mark.parametrize(("told", "break_it", "by_schema"), FAULTS, ids=[told for told, _, _ in FAULTS])
def test_a_line_that_is_no_record_is_refused(
    record: dict[str, Any], told: str, break_it: Fault, by_schema: bool
) -> None:
    broken = copy.deepcopy(record)
    break_it(broken)
    with pytest.raises(RowError) as refused:
        parse_record(line_of(broken), place="r.jsonl", number=7)
    assert str(refused.value).startswith("r.jsonl:7: ")
    assert told in str(refused.value)
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(broken) is not by_schema


@pytest.mark.parametrize("line", [b"{", b"[]", b"3", b'"\xff"', b"null"])
def test_what_is_no_object_is_refused(line: bytes) -> None:
    with pytest.raises(RowError, match="r:1: "):
        parse_record(line, place="r", number=1)


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_the_rest_goes_on_after_a_bad_line(tmp_path: Path, record: dict[str, Any], suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_bytes(packed(line_of(record) + b"\nno json\n" + line_of(record), suffix))
    rejected: list[Rejection] = []
    read = list(read_records([path], reject=rejected.append))
    assert [(row.record, row.line) for row in read] == [(record, 1), (record, 4)]
    assert [(row.line, row.uri) for row in rejected] == [(3, str(path))]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_an_archive_that_is_cut_off_is_told(tmp_path: Path, record: dict[str, Any], suffix: str) -> None:
    path, whole = tmp_path / f"out{suffix}", packed(line_of(record) * 3, suffix)
    path.write_bytes(whole[:-9])
    rejected: list[Rejection] = []
    list(read_records([path], reject=rejected.append))
    assert "the archive is damaged" in rejected[-1].error


def packed(data: bytes, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(data)
    if suffix.endswith(".zst"):
        zstd = pytest.importorskip("backports.zstd")
        return bytes(zstd.compress(data))
    return data


def test_a_folder_gives_its_records_and_not_its_rejections(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a/c.jsonl.gz", "b.rejected.jsonl", ".hidden.jsonl", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    names = [path.relative_to(tmp_path).as_posix() for path in list_record_files([tmp_path])]
    assert names == ["a/c.jsonl.gz", "b.jsonl"]


def test_what_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file of records"):
        list_record_files([tmp_path / "none.jsonl"])
    with pytest.raises(UsageError, match="holds no records"):
        list_record_files([tmp_path])


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_older_readers_take_what_a_run_to_a_folder_leaves(
    tmp_path: Path, record: dict[str, Any], suffix: str
) -> None:
    out = tmp_path / "out"
    (out / "rejected").mkdir(parents=True)
    (out / f"part-000000{suffix}").write_bytes(packed(line_of(record), suffix))
    (out / "rejected" / "part-000000.rejected.jsonl").write_bytes(b'{"id": null}\n')
    assert merge([out], tmp_path / "entities").read == 1
    assert list(explain(out, record["id"], "p1"))
    assert list(predictions.read_records(out)) == ["a.txt"]
