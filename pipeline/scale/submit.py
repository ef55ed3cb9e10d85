"""spark-submit, with our program and its arguments."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.scale import spark_job

PROGRAM = Path(__file__).parent / "program" / "mubiao_spark.py"


def submit(arguments: Sequence[str], *, master: str | None, conf: Sequence[str]) -> int:
    """Run our program by spark-submit and return its exit code.

    `arguments` are those of the program (`spark_job.parser`), `conf` settings of Spark as ``key=value``.
    Raises UsageError where Spark is not installed. The process ends where the arguments cannot be.
    """
    spark_job.parser().parse_args(arguments)
    options = [] if master is None else ["--master", master]
    for setting in conf:
        options += ["--conf", setting]
    return subprocess.run([find_submit(), *options, str(PROGRAM), *arguments], check=False).returncode


def find_submit() -> str:
    """Return spark-submit: that of SPARK_HOME, else the one that comes with pyspark."""
    home = os.environ.get("SPARK_HOME")
    spec = find_spec("pyspark")
    if home is not None:
        return str(Path(home, "bin", "spark-submit"))
    if spec is None or spec.origin is None:
        remedy = "install it with: pip install 'mubiao[spark]', or name one with SPARK_HOME"
        raise UsageError("pyspark is not installed", remedy=remedy)
    return str(Path(spec.origin).with_name("bin") / "spark-submit")
