"""spark-submit, with our program and its arguments."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.scale import spark_job

# The variable by which Spark is told with which Python its workers run.
PYTHON = "PYSPARK_PYTHON"
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
    command = [find_submit(), *options, str(PROGRAM), *arguments]
    return subprocess.run(command, env=environment(master), check=False).returncode


def environment(master: str | None) -> dict[str, str]:
    """Return what spark-submit sees: on this machine its workers run by this Python, if none is named.

    On a cluster the Python of each machine is known there alone.
    """
    here = master is None or master.startswith("local")
    return ({PYTHON: sys.executable} if here else {}) | dict(os.environ)


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
