from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import SourceError
from pipeline.tagger.tag_lines import tag_lines
from pipeline.tagger.tagger import load_tagger
from tests.tagger.conftest import LABEL_SET


def tag(model: Path, *lines: bytes) -> tuple[list[dict[str, object]], list[str]]:
    rejected: list[SourceError] = []
    rows = list(tag_lines(lines, load_tagger(LABEL_SET, model), words=False, reject=rejected.append))
    return [json.loads(row) for row in rows], [str(error) for error in rejected]


def test_a_line_in_is_a_line_out(model: Path) -> None:
    lines = ['{"text": "张某"}', "", '{"text": "", "id": 3}', '{"text": "在云川"}']
    rows, rejected = tag(model, *(line.encode() for line in lines))
    assert rows == [
        {"text": "张某", "spans": [[0, 2, "PER"]]},
        {"text": "", "spans": []},
        {"text": "在云川", "spans": [[1, 3, "LOC"]]},
    ]
    assert rejected == []


def test_batches_keep_the_order(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tag_lines", "tagger"):
        monkeypatch.setattr(f"pipeline.tagger.{module}.BATCH", 6)
    texts = ["张某" * 2, "云川", "张某", "字" * 9, "云川"]
    rows, _ = tag(model, *(json.dumps({"text": text}).encode() for text in texts))
    assert [row["text"] for row in rows] == texts
    assert rows[-1]["spans"] == [[0, 2, "LOC"]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "no JSON"),
        (b"[]", "no JSON object"),
        (b"{}", "the row lacks `text`"),
        (b'{"text": 3}', "`text` is no string"),
        (b'{"text": "\\ud800"}', "lone surrogate"),
        (b'{"text": "\xff\xff"}', "neither UTF-8 nor GB18030"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_done(model: Path, line: bytes, reason: str) -> None:
    rows, rejected = tag(model, line, '{"text": "张某"}'.encode())
    assert [row["text"] for row in rows] == ["张某"]
    assert len(rejected) == 1
    assert rejected[0].startswith("-:1: ")
    assert reason in rejected[0]


def test_the_command_reads_standard_input() -> None:
    lines = '{"text": "新华社记者赵文博昨天到会。"}\n{"text": 1}\n'
    done = CliRunner().invoke(app, ["tag", "--labels", "msra", "--format", "jsonl"], input=lines)
    [row] = done.stdout.splitlines()
    assert json.loads(row)["spans"] == [[0, 3, "ORG"], [5, 8, "PER"]]
    assert done.stderr.startswith("mubiao: -:2: `text` is no string")
    assert done.exit_code == 3


@pytest.mark.parametrize("options", [["--labels", "boson"], ["--labels", "msra", "--format", "xml"], []])
def test_what_the_command_does_not_know_is_a_usage_error(options: list[str]) -> None:
    assert CliRunner().invoke(app, ["tag", *options], input="").exit_code == 2


def test_running_needs_no_compiler() -> None:
    code = (
        "import sys; from pipeline.tagger.word_evidence import tag_texts; "
        "from pipeline.tagger.tagger import load_tagger; tag_texts(load_tagger('msra'), ['记者']); "
        "assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
