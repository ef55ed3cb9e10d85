"""Hostile documents: each is read or rejected with its reason, and the run goes on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.readers.address import Address
from pipeline.readers.documents import read_documents
from pipeline.readers.source import Source
from tests.readers.hostile import hostile_documents

ROOT = Path(__file__).parents[2]
# Mebibytes that a run may take: the pipeline, and a document of the largest size that is read.
MOST_MEMORY = 700


def write(folder: Path, count: int, *, large: bool) -> list[Path]:
    """Write the documents, and after every tenth a good one."""
    files = []
    for number, (suffix, data) in enumerate(hostile_documents(count, large=large)):
        files.append(folder / f"{number:04}{suffix}")
        files[-1].write_bytes(data)
        if number % 10 == 9:
            files.append(folder / f"{number:04}-good.txt")
            files[-1].write_text(f"青川市委书记何一苇第{number}次讲话。", encoding="utf-8")
    return files


def test_each_is_a_document_or_a_rejection(tmp_path: Path) -> None:
    told = []
    for file in write(tmp_path, 150, large=False):
        found = list(read_documents([Address.of(file)], warn=told.append))
        assert found, file
        for item in found:
            if isinstance(item, Source):
                assert "\0" not in item.text
                assert item.text.encode()
            else:
                assert item.error
                assert "\n" not in item.message
            assert "good" not in file.name or isinstance(item, Source)


@pytest.mark.slow
def test_a_run_over_a_thousand_of_them_ends_well(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    files = write(folder, 1000, large=True)
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "-o", f"{out}/", "--no-words", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=1800)
    assert done.returncode == 3, done.stderr[-2000:]
    records, rejected = rows(out.glob("part-*.jsonl")), rows(out.glob("rejected/*.jsonl"))
    answered = {record["source"]["uri"].split("#")[0] for record in records}
    answered |= {row["uri"].split("#")[0] for row in rejected}
    assert [file.name for file in files if file.as_posix() not in answered] == []
    assert {row["stage"] for row in rejected} == {"read"}
    assert not [row for row in rejected if "defect of mubiao" in row["error"]]
    peak = re.search(r"^mubiao_worker_peak_memory_bytes (\d+)$", (out / "metrics.prom").read_text(), re.M)
    assert peak is not None
    assert 0 < int(peak[1]) < MOST_MEMORY << 20


def rows(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The rows of JSONL files."""
    return [json.loads(line) for file in sorted(files) for line in file.read_bytes().split(b"\n") if line]
