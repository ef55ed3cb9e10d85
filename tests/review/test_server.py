"""The command itself: what it prints, where it listens, how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import cli
from pipeline.errors import UsageError
from pipeline.review.server import Settings, database_beside, review
from tests.review.texts import record

COMMAND = [sys.executable, "-m", "pipeline", "review"]


def hear_interrupts() -> None:
    """A shell that has us in the background has them ignored, and that is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(record(), ensure_ascii=False) + "\n{}\n", encoding="utf-8")
    return path


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["review", *arguments])
    return result.exit_code, result.stderr


def test_it_serves_until_it_is_interrupted(records: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, str(records), "--port", "0", "--reviewer", "林一"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,
    )
    assert process.stdout is not None
    told, address = process.stdout.readline(), process.stdout.readline().strip()
    assert told.startswith("1 documents")
    base, token = address.split("#")
    assert base.startswith("http://127.0.0.1:")
    assert len(token) >= 40
    request = urllib.request.Request(base + "api/session", headers={"x-mubiao-token": token})
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["reviewer"] == "林一"
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        urllib.request.urlopen(base + "api/session")
    refused.value.close()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert "records.jsonl:2" in errors, "what is no record is told"
    assert (records.parent / "review.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing.jsonl"], "no such file of records"),
        (["{records}", "--gold", "{folder}/empty"], "no gold"),
        (["{records}", "--port", "{taken}"], "cannot be used"),
    ],
)
def test_wrong_usage(records: Path, arguments: Sequence[str], told: str) -> None:
    (records.parent / "empty").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        values = {"records": records, "folder": records.parent, "taken": taken.getsockname()[1]}
        code, errors = call(*(argument.format(**values) for argument in arguments))
    assert code == 2
    assert told in errors


def test_without_the_extra_it_says_what_to_install(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(UsageError, match=r"pip install 'mubiao\[review\]'"):
        review(Settings([records], "林一"), tell=print, reject=print)


def test_decisions_lie_beside_the_records(records: Path) -> None:
    assert database_beside([records]) == records.parent / "review.sqlite"
    assert database_beside([records.parent]) == records.parent / "review.sqlite"
