"""The command as it is called: exit codes, standard output and standard error."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline import cli
from pipeline.counts import Counts
from pipeline.errors import OutputError, UsageError
from pipeline.evaluate import Evaluation
from pipeline.readers.options import ReadingOptions
from pipeline.schema import schema
from pipeline.settings import Settings, Shards, Work

TEXT = "晨报青川3月21日讯 3月20日，青川市长何一苇到云溪区调研。今年全区将新建项目300个。\n"
ARTICLES = Path(__file__).parents[1] / "seeds" / "articles"
COMMAND = [sys.executable, "-m", "pipeline"]


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def execute(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], input=data, capture_output=True, check=False, timeout=60)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


class FakeRun:
    """Stands in for the run itself: keeps what the command asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fault: BaseException | None = None
        self.counts = Counts()
        monkeypatch.setattr("pipeline.run.run", self)

    def __call__(self, inputs: Sequence[str], settings: Settings) -> Counts:
        self.inputs, self.settings = inputs, settings
        if self.fault is not None:
            raise self.fault
        return self.counts


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeRun:
    return FakeRun(monkeypatch)


def test_reading_options_reach_the_run(fake: FakeRun) -> None:
    options = ("--encoding", "big5", "--id-column", "编号", "--text-column", "正文")
    more = ("--published-column", "日期", "--title-column", "标题")
    assert call("run", "a", *options, *more).exit_code == 0
    assert fake.settings.reading == ReadingOptions("big5", "编号", "正文", "日期", "标题")


def test_an_encoding_that_is_none_is_named(fake: FakeRun) -> None:
    result = call("run", "a", "--encoding", "gb-nope")
    assert result.exit_code == 2
    assert "mubiao: --encoding: 'gb-nope' is no encoding" in result.output


def test_arguments_reach_the_run(fake: FakeRun) -> None:
    result = call(
        "run",
        "a",
        "b.txt",
        "-",
        "-o",
        "out.jsonl",
        "--metadata",
        "m.jsonl",
        "--limit",
        "3",
        "--quiet",
        "--no-words",
    )
    assert result.exit_code == 0
    assert list(fake.inputs) == ["a", "b.txt", "-"]
    assert fake.settings == Settings(
        Path("out.jsonl"), Path("m.jsonl"), 3, words=False, quiet=True, work=Work(timeout=60)
    )


def test_options_of_runs_at_scale_reach_the_run(fake: FakeRun) -> None:
    options = ["--workers", "2", "--timeout", "0", "--max-error-rate", "0.1", "--shard-size", "9", "--resume"]
    assert call("run", "a", "-o", "out/", "--format", "parquet", "--log", "json", *options).exit_code == 0
    assert fake.settings == Settings(
        Path("out"),
        form="parquet",
        log="json",
        work=Work(2, None, 0.1),
        shards=Shards(9, resume=True, wanted=True),
    )
    assert fake.settings.writes_folder


def test_a_folder_needs_its_slash_only_where_its_name_has_a_suffix(tmp_path: Path) -> None:
    assert Settings(tmp_path / "out").writes_folder
    assert not Settings(tmp_path / "out.v1").writes_folder
    assert Settings(tmp_path / "out.v1", shards=Shards(wanted=True)).writes_folder
    (tmp_path / "file").touch()
    assert not Settings(tmp_path / "file").writes_folder


def test_a_dry_run_tells_and_writes_nothing(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = call("run", str(page.parent), "-o", str(page.parent / "out/"), "--dry-run", "--workers", "3")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:3] == ["files: 1", "documents: 1", f"bytes: {page.stat().st_size}"]
    assert f"output: {page.parent / 'out'}, jsonl" in lines
    assert {"workers: 3", "shards: 1", "  words: true"} <= set(lines)
    assert [path.name for path in page.parent.iterdir()] == ["a.txt"]


def test_defaults(fake: FakeRun) -> None:
    call("run", "a")
    assert fake.settings == Settings(work=Work(timeout=60))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (UsageError("no such file", place="a"), 2),
        (OutputError("the disk is full", place="out"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_exit_codes_of_failures(fake: FakeRun, fault: BaseException, code: int) -> None:
    fake.fault = fault
    result = call("run", "a")
    assert result.exit_code == code
    expected = [] if isinstance(fault, KeyboardInterrupt) else [f"mubiao: {fault}"]
    assert result.stderr.splitlines() == expected


def test_exit_code_of_rejections(fake: FakeRun) -> None:
    fake.counts = Counts(documents=2, rejected=1)
    assert call("run", "a").exit_code == 3


@pytest.mark.parametrize(
    "arguments",
    [["run"], ["run", "a", "--limit", "0"], ["run", "a", "--colour"], ["read"], ["run", "a", "--show"]],
)
def test_wrong_usage(fake: FakeRun, arguments: list[str]) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_schema_is_printed() -> None:
    result = call("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema()


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_version(arguments: list[str]) -> None:
    result = call(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("mubiao 0.")


def test_help_names_every_command() -> None:
    result = call("--help")
    assert result.exit_code == 0
    for command in ("run", "retry", "spark", "evaluate", "review", "schema", "version"):
        assert f"\n  {command} " in result.stdout


def test_help_imports_nothing_heavy() -> None:
    """What makes ``mubiao --help`` slow is what it imports."""
    heavy = ("spacy", "pydantic", "regex", "rich", "dateparser", "numpy", "spacy_pkuseg", "ahocorasick")
    code = f"import pipeline.cli, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "limit"),
    [
        ([], None),
        (["--errors"], sys.maxsize),
        (["--errors", "7"], 7),
        (["--errors=7"], 7),
        (["--errors", "0"], None),
    ],
)
def test_errors_may_stand_without_a_number(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], limit: int | None
) -> None:
    limits: list[int] = []
    monkeypatch.setattr("pipeline.evaluate.evaluate_files", lambda *_: Evaluation(errors=[]))
    monkeypatch.setattr("pipeline.evaluate.format_errors", lambda rows, limit: str(limits.append(limit)))
    for order in (["r.jsonl", "g.json", *arguments], [*arguments, "r.jsonl", "g.json"]):
        limits.clear()
        assert call("evaluate", "--texts", "texts", *order).exit_code == 0
        assert limits == ([] if limit is None else [limit])


def test_show_prints_what_was_found(page: Path) -> None:
    out = page.parent / "out.jsonl"
    done = execute("run", str(page), "-o", str(out), "--no-words", "--quiet", "--show")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "a.txt" in done.stdout.decode()
    assert done.stdout.decode().endswith(f"The records are in {out}\n")


def test_rows_from_standard_input(page: Path) -> None:
    rows = json.dumps({"id": "n", "text": TEXT}) + "\nno json\n"
    done = execute("run", "-", "--no-words", data=rows.encode())
    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["n-1"]
    rejected, closing = done.stderr.decode().splitlines()
    assert rejected.startswith("mubiao: rejected: -:2: no JSON")
    assert closing.startswith("mubiao: documents 2, articles 1, ")


def test_the_same_input_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    """Sets and dicts of strings are ordered anew in each process; the records must not be."""
    outputs = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.jsonl"
        command = [*COMMAND, "run", str(ARTICLES), "-o", str(out), "--no-words", "--limit", "5", "--quiet"]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, timeout=60)
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1] != b""


def test_a_missing_path_is_one_line_and_writes_nothing(page: Path) -> None:
    done = execute("run", str(page), "none.txt", "-o", str(page.parent / "out.jsonl"))
    assert done.returncode == 2
    assert done.stderr == b"mubiao: none.txt: no such file or folder (check the path)\n"
    assert [path.name for path in page.parent.iterdir()] == ["a.txt"]


def test_a_closed_pipe_ends_quietly(page: Path) -> None:
    """As `mubiao run … | head -0` does: nobody reads what is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, "run", str(page), "--no-words", "--quiet"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_quietly_and_leaves_nothing(tmp_path: Path, stop: signal.Signals) -> None:
    """The output is begun and the run waits for rows; then comes Ctrl-C, or a kill."""
    command = [*COMMAND, "run", "-", "-o", "out.jsonl", "--no-words"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests run in the background, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(stop, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < 2:  # the output and the rejections
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.send_signal(stop)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (128 + stop, b"")
    assert list(tmp_path.iterdir()) == []


def test_numpy_keeps_to_one_thread_where_nobody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda number, action: None)
    monkeypatch.setattr(sys, "argv", ["mubiao", "version"])
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setenv("MKL_NUM_THREADS", "1")
    with pytest.raises(SystemExit):
        cli.main()
    assert (os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"]) == ("1", "3")
