"""Spark itself, with two workers of which one is killed in the middle: the output is that of a plain run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from pipeline.errors import UsageError
from pipeline.readers.options import ReadingOptions
from pipeline.scale.arrow import Engine
from pipeline.scale.spark import extract
from pipeline.scale.submit import PYTHON
from pipeline.writers.jsonl import to_line
from pipeline.writers.parquet import rows_of
from tests.scale.engines import EXTRACTION, documents, plain_run, with_addresses

pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'mubiao[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs a Java runtime", allow_module_level=True)

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two threads, and four tries for each task: with local[2] a lost worker is the end."""
    from pyspark.sql import SparkSession

    os.environ.setdefault(PYTHON, sys.executable)
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def test_records_are_those_of_a_plain_run(spark: SparkSession, tmp_path: Path) -> None:
    rows = documents(60)
    lines, rejected = plain_run(rows, tmp_path)
    frame = spark.createDataFrame(with_addresses(rows, tmp_path)).repartition(4)
    found = extract(frame, Engine(EXTRACTION)).collect()
    records = [row.record.asDict(recursive=True) for row in found if row.record is not None]
    assert sorted(to_line(row).decode().rstrip() for row in rows_of(records)) == sorted(lines)
    assert sorted(row.rejection.id for row in found if row.rejection is not None) == sorted(rejected)


class Killer(threading.Thread):
    """Kills the first of Spark's Python workers that has worked for a while."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.killed = 0

    def run(self) -> None:
        deadline = time.monotonic() + 120
        while not self.killed and time.monotonic() < deadline:
            for process in psutil.Process().children(recursive=True):
                if is_busy_worker(process):
                    process.kill()
                    self.killed = process.pid
                    return
            time.sleep(0.05)


def is_busy_worker(process: psutil.Process) -> bool:
    """Whether it is a worker that has loaded the pipeline; the daemon is their parent."""
    try:
        parent = process.parent()
        forked = parent is not None and "pyspark.daemon" in " ".join(parent.cmdline())
        return forked and process.cpu_times().user > 2.5
    except psutil.Error:
        return False


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(spark: SparkSession, tmp_path: Path) -> None:
    rows = documents(120, repeat=60)
    lines, _ = plain_run(rows, tmp_path)
    frame = spark.createDataFrame(with_addresses(rows, tmp_path)).repartition(8)
    killer = Killer()
    killer.start()
    found = extract(frame, Engine(EXTRACTION, as_lines=True)).collect()
    assert killer.killed, "the test is to kill a worker"
    assert sorted(row.record for row in found if row.record is not None) == sorted(lines)


def test_a_missing_column_is_told(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("x",)], ["text"])
    with pytest.raises(UsageError, match="there is no column 'body'"):
        extract(frame, Engine(EXTRACTION, ReadingOptions(text_column="body")))


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_command_writes_records_and_rejections(tmp_path: Path, form: str) -> None:
    rows = documents(20)
    lines, rejected = plain_run(rows, tmp_path)
    source = tmp_path / "documents.jsonl"
    addressed = with_addresses(rows, tmp_path)
    source.write_text("".join(json.dumps(row) + "\n" for row in addressed), encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "spark", "--master", "local[2,4]"]
    options = ["--no-words", "--no-tagger", "--format", form, "-o", str(tmp_path / "out")]
    done = subprocess.run([*command, str(source), *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    if form == "jsonl":
        parts = sorted((tmp_path / "out/records").glob("*.txt"))
        written = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    else:
        import pyarrow.parquet as pq

        table = pq.read_table(tmp_path / "out/records").to_pylist()
        written = [to_line(row).decode().rstrip() for row in rows_of(table)]
    assert sorted(written) == sorted(lines)
    parts = (tmp_path / "out/rejected").glob("*.json")
    refused = [json.loads(line) for part in parts for line in part.read_bytes().splitlines()]
    assert sorted(row["id"] for row in refused) == sorted(rejected)
