"""The pipeline in several processes: worker processes of a run, and Spark."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.bench.contenders import Run
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit

# Pieces of work of some pages each, so that all workers have some.
SHARD_BYTES = 1 << 15
PARTITIONS = 8


def workers(count: int) -> Callable[[Sequence[Source]], Run]:
    """Return what loads so many worker processes, as `mubiao run --workers` has them, without the writing."""

    def load(sources: Sequence[Source]) -> Run:
        from pipeline.scale.pool import Pool
        from pipeline.scale.shards import cut_shards
        from pipeline.settings import Extraction, Work

        pool = Pool(Extraction(), Work(workers=count, timeout=60.0), warn=_tell)
        shards = list(cut_shards(map(_unit, sources), size=SHARD_BYTES))
        return lambda: sum(len(results) for _, results in pool.results(shards))

    return load


def _unit(source: Source) -> Unit:
    return Unit(source.uri, source.id, ".txt", ReadingOptions(), data=source.text.encode())


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


def spark(sources: Sequence[Source]) -> Run:
    """Start Spark with two local executors' threads; the records are made and thrown away."""
    from pyspark.sql import SparkSession

    from pipeline.scale.arrow import Engine
    from pipeline.scale.spark import extract
    from pipeline.scale.submit import PYTHON

    os.environ.setdefault(PYTHON, sys.executable)
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.adaptive.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    folder = TemporaryDirectory()
    rows = Path(folder.name, "documents.jsonl")
    lines = (json.dumps({"id": source.id, "text": source.text}) + "\n" for source in sources)
    rows.write_text("".join(lines), encoding="utf-8")
    frame = session.read.schema("id string, text string").json(str(rows)).repartition(PARTITIONS)

    def run(_kept: object = folder) -> None:
        extract(frame, Engine(as_lines=True)).write.format("noop").mode("overwrite").save()

    return run
