"""Measure runs at scale: ``python -m tests.bench_scale [--documents N] [--rounds N] [--no-spark]``.

The same documents go through one worker, two workers and Spark in turn; the ratio of the median times counts,
since absolute figures say more about the machine. Spark is warm: it has done some documents before.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.resources import resource
from pipeline.scale.submit import PYTHON

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ONE, TWO, SPARK = "1 worker", "2 workers", "Spark local[2,4]"
# What each must reach: two workers of one, Spark of two workers.
TARGETS = {TWO: (ONE, 1.8), SPARK: (TWO, 0.7)}
PARTITIONS = 16


def write_documents(path: Path, count: int) -> int:
    """Write rows of paragraphs of our sample articles, each with its own end; return their characters."""
    paragraphs = [
        line
        for file in sorted(resource("seeds/articles").glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if len(line) > 80
    ]
    characters = 0
    with path.open("w", encoding="utf-8") as stream:
        for number, text in zip(range(count), itertools.cycle(paragraphs), strict=False):
            row = {"id": str(number), "text": f"{text}（{number}）", "published": "2022-09-14"}
            characters += len(row["text"])
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return characters


def run_shards(documents: Path, workers: int) -> tuple[float, int]:
    """Return the seconds of work of a run to a folder, and the peak memory of a worker in bytes."""
    out = documents.parent / "out"
    command = [sys.executable, "-m", "pipeline", "run", str(documents), "-o", f"{out}/", "-q"]
    subprocess.run([*command, "--workers", str(workers)], check=True)
    metrics = (out / "metrics.prom").read_text()
    shutil.rmtree(out)
    return _metric(metrics, "seconds_total"), int(_metric(metrics, "worker_peak_memory_bytes"))


def _metric(text: str, name: str) -> float:
    found = re.search(rf"^mubiao_{name} (\S+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"no metric {name}")
    return float(found[1])


def start_spark(documents: Path) -> SparkSession:
    """Return a session whose workers have loaded the pipeline."""
    from pyspark.sql import SparkSession

    os.environ.setdefault(PYTHON, sys.executable)
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.adaptive.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    run_spark(session, documents, limit=400)
    return session


def run_spark(session: SparkSession, documents: Path, limit: int | None = None) -> float:
    """Return the seconds of the same work on Spark, its lines of records written too."""
    from pipeline.scale.arrow import Engine
    from pipeline.scale.spark import extract

    out = documents.parent / "spark"
    frame = session.read.schema("id string, text string, published string").json(str(documents))
    frame = (frame if limit is None else frame.limit(limit)).repartition(PARTITIONS)
    started = time.perf_counter()
    lines = extract(frame, Engine(as_lines=True)).where("record IS NOT NULL").select("record")
    lines.write.mode("overwrite").text(str(out))
    return time.perf_counter() - started


def measure(documents: Path, rounds: int, with_spark: bool) -> Iterator[str]:
    """Yield the figures as lines."""
    session = start_spark(documents) if with_spark else None
    memory: list[int] = []

    def shards(workers: int) -> float:
        seconds, peak = run_shards(documents, workers)
        memory.append(peak)
        return seconds

    runs: dict[str, Callable[[], float]] = {ONE: lambda: shards(1), TWO: lambda: shards(2)}
    if session is not None:
        runs[SPARK] = lambda: run_spark(session, documents)
    seconds = {name: [run() for _ in range(rounds)] for name, run in runs.items()}
    for name, taken in seconds.items():
        yield f"{name:18} {statistics.median(taken):8.1f} s"
    for name, (other, least) in TARGETS.items():
        if name in seconds:
            ratio = statistics.median(seconds[other]) / statistics.median(seconds[name])
            yield f"{name} is {ratio:.2f} times as fast as {other}; at least {least}"
    yield f"peak memory of a worker: {max(memory) / 1e6:,.0f} MB; at most 700"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_scale")
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--no-spark", action="store_false", dest="spark")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents.jsonl")
        characters = write_documents(documents, given.documents)
        print(f"{given.documents:,} documents, {characters:,} characters, median of {given.rounds} rounds\n")
        for line in measure(documents, given.rounds, given.spark):
            print(line, flush=True)


if __name__ == "__main__":
    main()
