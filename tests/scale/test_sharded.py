"""Runs to a folder: shards, manifests, resuming, what is refused."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipeline.counts import Counts
from pipeline.errors import MubiaoError, OutputError, RejectedError, UsageError
from pipeline.record_files import read_records
from pipeline.run import run
from pipeline.scale import extractor
from pipeline.scale.configuration import hash_of
from pipeline.settings import Settings, Shards, Work
from tests.scale.conftest import contents

SMALL = Shards(size=150, wanted=True)
RESUME = dataclasses.replace(SMALL, resume=True)

pytestmark = pytest.mark.usefixtures("no_recognizers")


def settings(out: Path, **changes: Any) -> Settings:
    return dataclasses.replace(Settings(out, shards=SMALL, quiet=True), **changes)


def run_to(out: Path, pages: Path, **changes: Any) -> Counts:
    return run([str(pages)], settings(out, **changes))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_what_lies_where(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    counts = run_to(out, pages)
    assert (counts.documents, counts.rejected) == (9, 3)
    # Two texts of about 100 bytes fill a shard of 150; the last one holds what is rejected.
    assert set(contents(out)) == {
        "run.json",
        "summary.json",
        *(f"part-00000{n}.jsonl" for n in range(3)),
        *(f"manifests/part-00000{n}.json" for n in range(4)),
        *(f"rejected/part-00000{n}.rejected.jsonl" for n in (1, 3)),
    }
    found = read_records([out], reject=lambda rejection: pytest.fail(rejection.message))
    assert [line.record["source"]["uri"].rpartition("/")[2] for line in found] == [
        *(f"{n}.txt" for n in (0, 1, 2, 4, 5)),
        "rows.jsonl#1",
    ]
    (damaged,) = rows(out / "rejected/part-000001.rejected.jsonl")
    assert (damaged["uri"], damaged["stage"]) == (f"{pages}/3.txt", "read")
    bad, same = rows(out / "rejected/part-000003.rejected.jsonl")
    assert (bad["line"], bad["id"]) == (2, None)
    lines = (pages / "rows.jsonl").read_bytes()
    assert lines[bad["offset"] :].startswith(b"no json\n")
    assert (damaged["offset"], json.loads(lines[same["offset"] :])["text"]) == (None, "青川市。")
    assert (same["line"], same["id"]) == (3, "a")
    assert same["error"].startswith(f"{pages}/rows.jsonl#1 has the same id")


def test_a_manifest_says_what_a_shard_is(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_to(out, pages)
    (manifest,) = rows(out / "manifests/part-000001.json")
    part = (out / "part-000001.jsonl").read_bytes()
    (plan,) = rows(out / "run.json")
    assert manifest["output"] == {
        "file": "part-000001.jsonl",
        "sha256": hashlib.sha256(part).hexdigest(),
        "bytes": len(part),
    }
    assert (manifest["rows_in"], manifest["rows_out"], manifest["rejected"]) == (3, 2, {"read": 1})
    assert manifest["configuration"] == hash_of(plan["configuration"])
    assert [uri for _, uri in manifest["documents"]] == [f"{pages}/{n}.txt" for n in (2, 4)]


def test_the_folder_is_the_same_again(pages: Path, tmp_path: Path) -> None:
    run_to(tmp_path / "1", pages)
    run_to(tmp_path / "2", pages)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_shards_do_not_change_the_records(pages: Path, tmp_path: Path) -> None:
    run_to(tmp_path / "out", pages)
    run([str(pages)], Settings(tmp_path / "one.jsonl", quiet=True))
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert b"".join(map(Path.read_bytes, parts)) == (tmp_path / "one.jsonl").read_bytes()


def test_metrics_are_read_by_prometheus(pages: Path, tmp_path: Path) -> None:
    run_to(tmp_path / "out", pages)
    text = (tmp_path / "out/metrics.prom").read_text()
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["mubiao_documents_total",] == 9
    assert samples["mubiao_rejected_total", "read"] == 3
    assert samples["mubiao_records_total",] == 6
    assert samples["mubiao_shards_total",] == 4
    assert samples["mubiao_mentions_total", "people"] == 0
    assert samples["mubiao_worker_peak_memory_bytes",] > 1 << 20


def test_what_is_done_is_not_done_again(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    whole = run_to(out, pages)
    before = {path: path.stat().st_mtime_ns for path in out.glob("part-*")}
    (out / "part-000002.jsonl").write_bytes(b"cut off")
    again = run_to(out, pages, shards=RESUME)
    changed = [path.name for path, time in before.items() if path.stat().st_mtime_ns != time]
    assert changed == ["part-000002.jsonl"]
    assert (again.documents, again.found, again.stages) == (whole.documents, whole.found, whole.stages)
    monkeypatch.setattr(extractor, "build_nlp", lambda *_, **__: pytest.fail("nothing is to do"))
    run_to(out, pages, shards=RESUME)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"words": False}, "words was true and is false"),
        ({"limit": 3}, "limit was null and is 3"),
        ({"form": "jsonl.gz"}, 'format was "jsonl" and is "jsonl.gz"'),
        ({"shards": dataclasses.replace(RESUME, size=10)}, "shard_size was 150 and is 10"),
    ],
)
def test_another_configuration_is_refused(
    pages: Path, tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    run_to(tmp_path / "out", pages)
    before = contents(tmp_path / "out")
    with pytest.raises(UsageError, match=told):
        run_to(tmp_path / "out", pages, **{"shards": RESUME, **changes})
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("云溪区\n二\n三\n", "what part-000000.jsonl was made of is not the same"),
        ("一\n二\n三\n四\n", "there are more documents than before"),
        ("一\n二\n", "there are fewer documents than before"),
    ],
)
def test_changed_inputs_are_refused(tmp_path: Path, change: str, told: str) -> None:
    inputs = tmp_path / "rows.csv"
    inputs.write_text("text\n一\n二\n三\n", encoding="utf-8")
    run_to(tmp_path / "out", inputs, shards=Shards(size=1, wanted=True))
    inputs.write_text(f"text\n{change}", encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        run_to(tmp_path / "out", inputs, shards=Shards(size=1, wanted=True, resume=True))


def test_a_run_that_is_there_is_not_overwritten_unasked(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_to(out, pages)
    with pytest.raises(UsageError, match=r"a run is here already \(add --resume"):
        run_to(out, pages)
    (out / "notes.txt").write_text("mine")
    run_to(out, pages, limit=1, shards=dataclasses.replace(SMALL, overwrite=True))
    assert set(contents(out)) == {
        "notes.txt",
        "run.json",
        "summary.json",
        "part-000000.jsonl",
        "manifests/part-000000.json",
    }


def test_a_folder_of_something_else_is_left_alone(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.doc").write_text("mine")
    with pytest.raises(UsageError, match="the folder holds files, and no run"):
        run_to(tmp_path / "out", pages)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.doc"]


def test_a_run_may_not_read_what_it_writes(pages: Path) -> None:
    run_to(pages.parent / "pages/out", pages)
    with pytest.raises(UsageError, match="would overwrite this input"):
        run_to(pages.parent / "pages/out", pages, shards=RESUME)


def test_two_runs_do_not_share_a_folder(pages: Path, tmp_path: Path) -> None:
    from pipeline.scale.folder import RunFolder

    with RunFolder(tmp_path / "out", "jsonl").locked(), pytest.raises(UsageError, match="another run writes"):
        run_to(tmp_path / "out", pages)


@pytest.mark.parametrize(("rate", "stopped"), [(0.2, True), (1 / 3, False), (0.9, False)])
def test_a_run_stops_above_its_error_rate(pages: Path, tmp_path: Path, rate: float, stopped: bool) -> None:
    out, work = tmp_path / "out", Work(max_error_rate=rate)
    if not stopped:
        run_to(out, pages, work=work)
        return
    with pytest.raises(RejectedError, match=r"3 of 9 documents were rejected, 33\.3%"):
        run_to(out, pages, work=work)
    run_to(out, pages, shards=RESUME)
    assert (out / "summary.json").exists()


def test_many_rejected_documents_stop_a_run_before_its_end(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": ""}\n' * 1_000)
    with pytest.raises(RejectedError, match=r"10\d of 10\d documents"):
        run_to(tmp_path / "out", tmp_path / "rows.jsonl", work=Work(max_error_rate=0.5))
    assert not (tmp_path / "out/summary.json").exists()


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_every_form_holds_the_same_records(pages: Path, tmp_path: Path, form: str) -> None:
    run_to(tmp_path / "plain", pages)
    run_to(tmp_path / form, pages, form=form)
    run_to(tmp_path / "again", pages, form=form)
    assert len(list((tmp_path / form).glob(f"part-*.{form}"))) == 3
    assert contents(tmp_path / form) == contents(tmp_path / "again")
    plain, other = (
        [line.record for line in read_records([tmp_path / name], reject=lambda r: pytest.fail(r.message))]
        for name in ("plain", form)
    )
    assert plain == other
    if form == "jsonl.gz":
        parts = sorted((tmp_path / form).glob("part-*"))
        together = b"".join(gzip.decompress(path.read_bytes()) for path in parts)
        assert together == b"".join(path.read_bytes() for path in sorted((tmp_path / "plain").glob("part-*")))


def test_a_run_is_logged_as_json_off_a_terminal(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_to(tmp_path / "out", pages, quiet=False)
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == [
        *("begin", "shard", "rejected", "shard", "shard", "rejected", "rejected", "shard", "end")
    ]
    assert events[2]["uri"] == f"{pages}/3.txt"
    assert (events[-1]["documents"], events[-1]["rejected"]) == (9, 3)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"form": "xml"}, "--format xml is unknown"),
        ({"log": "loud"}, "--log loud is unknown"),
        ({"output": None, "form": "parquet"}, "Parquet cannot go to standard output"),
        ({"shards": Shards(resume=True, overwrite=True)}, "--resume keeps what --overwrite removes"),
        ({"output": Path("a.jsonl"), "shards": Shards(resume=True)}, "only a run to a folder"),
    ],
)
def test_settings_that_do_not_go_together(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Settings(**changes)


def test_an_unwritable_folder_is_told_before_the_work(pages: Path) -> None:
    with pytest.raises(OutputError, match="nothing can be written there"):
        run_to(pages / "0.txt/out", pages)


def test_a_manifest_that_was_changed_is_told(pages: Path, tmp_path: Path) -> None:
    run_to(tmp_path / "out", pages)
    (tmp_path / "out/manifests/part-000000.json").write_text("{}")
    with pytest.raises(MubiaoError, match="this is no manifest of a shard"):
        run_to(tmp_path / "out", pages, shards=RESUME)
