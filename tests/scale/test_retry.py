"""Dead letters tried again: what was corrected is found, what was not stays, and nothing is done twice."""

from __future__ import annotations

import dataclasses
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RejectedError, UsageError
from pipeline.run import run
from pipeline.scale.retry import retry
from pipeline.settings import Settings, Shards, Work
from tests.scale.conftest import contents
from tests.scale.test_death import die_at
from tests.scale.test_sharded import RESUME, SMALL, rows

pytestmark = pytest.mark.usefixtures("no_recognizers")


def run_to(out: Path, *inputs: Path, shards: Shards = SMALL) -> None:
    run([str(path) for path in inputs], Settings(out, shards=shards, quiet=True))


def letters(out: Path) -> list[str]:
    """Return the addresses of the dead letters, without their folder."""
    files = sorted((out / "rejected").glob("*"))
    return [row["uri"].rpartition("/")[2] for path in files for row in rows(path)]


def records(out: Path) -> list[str]:
    """Return the addresses of the records, in the order of the parts."""
    parts = sorted(out.glob("part-*"))
    return [row["source"]["uri"].rpartition("/")[2] for path in parts for row in rows(path)]


def summary(out: Path) -> dict[str, Any]:
    (row,) = rows(out / "summary.json")
    return row


def correct(pages: Path) -> None:
    """Correct the page that was no text."""
    (pages / "3.txt").write_text("青川市今年新建项目三百个。", encoding="utf-8")


def test_what_was_corrected_is_found_and_the_rest_stays(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_to(out, pages)
    before = contents(out)
    assert letters(out) == ["3.txt", "rows.jsonl#2", "rows.jsonl#3"]
    correct(pages)
    counts = retry(out, Work(), quiet=True)
    assert (counts.documents, counts.rejected, counts.found["records"]) == (9, 2, 7)
    assert letters(out) == ["rows.jsonl#2", "rows.jsonl#3"]
    assert records(out)[-1] == "3.txt"
    assert sorted(records(out)) == [*(f"{n}.txt" for n in range(6)), "rows.jsonl#1"]
    assert before.items() - contents(out).items() == {
        (name, before[name])
        for name in ("summary.json", *(f"rejected/part-00000{n}.rejected.jsonl" for n in (1, 3)))
    }
    assert (summary(out)["documents"], summary(out)["rejected"]) == (9, {"read": 2})


def test_a_second_retry_tries_only_what_is_left(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_to(out, pages)
    correct(pages)
    retry(out, Work(), quiet=True)
    (pages / "rows.jsonl").write_text(
        '{"id": "a", "text": "云溪区今年新建项目三百个。"}\n{"text": "云溪区。"}\n'
    )
    counts = retry(out, Work(), quiet=True)
    assert (counts.documents, counts.rejected) == (9, 1)
    assert letters(out) == ["rows.jsonl#3"], "the inputs hold it no more, so it stays"
    assert records(out)[-1] == "rows.jsonl#2"
    assert sorted(set(records(out))) == sorted(records(out))


def test_a_retry_changes_nothing_where_nothing_was_rejected(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_to(out, pages / "0.txt")
    before = contents(out)
    assert retry(out, Work(), quiet=True).rejected == 0
    assert contents(out) == before


def test_a_run_that_was_retried_is_whole(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_to(out, pages / "0.txt", pages / "rows.jsonl")
    retry(out, Work(), quiet=True)
    before = contents(out)
    run_to(out, pages / "0.txt", pages / "rows.jsonl", shards=RESUME)
    assert contents(out) == before


def test_a_file_that_was_cut_off_is_taken_up_where_it_ended(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"云溪区今年新建项目{n}个。" * 900}) + "\n" for n in range(60)]
    whole = gzip.compress("".join(lines).encode(), compresslevel=0, mtime=0)
    packed, out = tmp_path / "rows.jsonl.gz", tmp_path / "out"
    packed.write_bytes(whole[: len(whole) * 2 // 3])
    run_to(out, packed, shards=dataclasses.replace(SMALL, size=100_000))
    found = records(out)
    assert 10 < len(found) < 60
    assert letters(out) == ["rows.jsonl.gz"]
    packed.write_bytes(whole)
    counts = retry(out, Work(), quiet=True)
    assert records(out) == [f"rows.jsonl.gz#{n}" for n in range(1, 61)]
    assert (letters(out), counts.documents, counts.rejected) == ([], 60, 0)


def test_death_at_any_step_of_a_retry_loses_and_doubles_nothing(pages: Path, tmp_path: Path) -> None:
    run_to(tmp_path / "out", pages)
    correct(pages)
    out, step = tmp_path / "out", 1
    while die_at(step, lambda: retry(out, Work(), quiet=True)):
        step += 1
    assert step > 5
    assert sorted(records(out)) == [*(f"{n}.txt" for n in range(6)), "rows.jsonl#1"]
    assert letters(out) == ["rows.jsonl#2", "rows.jsonl#3"]


def test_only_a_whole_run_is_retried(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no run here"):
        retry(tmp_path, Work())
    out = tmp_path / "out"
    with pytest.raises(RejectedError):
        run([str(pages)], Settings(out, shards=SMALL, quiet=True, work=Work(max_error_rate=0.1)))
    with pytest.raises(UsageError, match="the run is not whole"):
        retry(out, Work())
