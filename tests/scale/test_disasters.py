"""The command as it is run at night: killed, on a full disk, in a read-only folder, out of memory."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import mounted
from tests.scale.conftest import contents

COMMAND = [sys.executable, "-m", "pipeline"]
FAST = ["--no-words", "--no-tagger", "--quiet"]
PARAGRAPH = "青川市长何一苇到云溪区调研。今年全区将新建重点项目{0}个，总投资{0}亿元，同比增长{0}%。\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred rows, some of them bad, some of them twice."""
    path = tmp_path_factory.mktemp("corpus") / "rows.jsonl"
    rows = [json.dumps({"id": f"{n % 190}", "text": PARAGRAPH.format(n) * 15}) for n in range(200)]
    rows[7] = rows[77] = "no json"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def arguments(corpus: Path, out: Path, *more: str) -> list[str]:
    return [*COMMAND, "run", str(corpus), "-o", f"{out}/", "--shard-size", "40000", *FAST, *more]


def execute(command: Sequence[str], **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **more)  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="module")
def whole(corpus: Path) -> dict[str, str]:
    """What an undisturbed run of one worker leaves."""
    out = corpus.parent / "whole"
    assert execute(arguments(corpus, out)).returncode == 3
    return contents(out)


def kill_at_random(command: list[str], seconds: float) -> bool:
    """Start the command, kill it and all its workers after so long; return whether it had ended before."""
    running = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return False
    return True


def killed_and_resumed(corpus: Path, out: Path, kills: int) -> None:
    chance, killed = random.Random(6), 0
    while killed < kills:
        if kill_at_random(arguments(corpus, out, "--resume", "--workers", "2"), chance.uniform(0.5, 4.0)):
            shutil.rmtree(out)  # it is whole: begin again
        killed += 1
    assert execute(arguments(corpus, out, "--resume", "--workers", "2")).returncode == 3


def test_killed_and_resumed(corpus: Path, whole: dict[str, str], tmp_path: Path) -> None:
    killed_and_resumed(corpus, tmp_path / "out", 4)
    assert contents(tmp_path / "out") == whole


@pytest.mark.slow
def test_killed_fifty_times_and_resumed(corpus: Path, whole: dict[str, str], tmp_path: Path) -> None:
    killed_and_resumed(corpus, tmp_path / "out", 50)
    assert contents(tmp_path / "out") == whole


def test_a_full_disk_is_told_and_resumed(
    corpus: Path, whole: dict[str, str], small_disk: Path, tmp_path: Path
) -> None:
    out = small_disk / "out"
    done = execute(arguments(corpus, out))
    assert done.returncode == 1
    *_, told = done.stderr.splitlines()
    assert told.startswith(f"mubiao: {out}/part-0000")
    assert told.endswith("No space left on device (make room, or name another place with -o)")
    assert all(whole[name] == value for name, value in contents(out).items()), "no half file"
    # There is room again: here, on another disk.
    shutil.copytree(out, tmp_path / "out")
    assert execute(arguments(corpus, tmp_path / "out", "--resume")).returncode == 3
    assert contents(tmp_path / "out") == whole


def test_a_full_disk_leaves_no_half_file_of_one_output(corpus: Path, small_disk: Path) -> None:
    done = execute([*COMMAND, "run", str(corpus), "-o", str(small_disk / "out.jsonl"), *FAST])
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"mubiao: {small_disk}/out.jsonl: nothing can be written")
    assert list(small_disk.iterdir()) == []


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    yield from mounted(tmp_path / "read-only", "-o", "ro", "-t", "tmpfs", "tmpfs")


def test_a_read_only_folder_is_told_before_the_work(corpus: Path, read_only: Path) -> None:
    started = time.monotonic()
    for out in (read_only, read_only / "new"):
        done = execute(arguments(corpus, out))
        assert done.returncode == 1
        (told,) = done.stderr.splitlines()
        assert "nothing can be written there: Read-only file system" in told
    assert list(read_only.iterdir()) == []
    assert time.monotonic() - started < 20


def test_a_worker_without_memory_costs_only_its_document(corpus: Path, tmp_path: Path) -> None:
    """A document of nearly three million characters, and 420 MB of addresses for each process."""
    big = tmp_path / "big.jsonl"
    text = json.dumps({"id": "big", "text": PARAGRAPH.format(1) * 60_000}, ensure_ascii=False)
    small = json.dumps({"id": "small", "text": PARAGRAPH.format(2)})
    big.write_text(f"{text}\n{small}\n{small.replace('small', 'last')}\n", encoding="utf-8")
    done = execute(
        arguments(big, tmp_path / "out"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (420 << 20, 420 << 20)),
    )
    assert done.returncode == 3, done.stderr
    (path,) = (tmp_path / "out/rejected").iterdir()
    (row,) = map(json.loads, path.read_text().splitlines())
    assert row["id"] in ("big", None)
    assert "memory" in row["error"]
    parts = sorted((tmp_path / "out").glob("part-*"))
    found = [json.loads(line)["id"] for part in parts for line in part.read_bytes().splitlines()]
    assert found == ["small-1", "last-1"]
