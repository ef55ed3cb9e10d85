"""What ``mubiao spark`` hands to spark-submit."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.scale import submit as module
from pipeline.scale.submit import PYTHON, environment, find_submit, submit


@pytest.fixture
def fake_spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Spark whose spark-submit writes down its arguments."""
    program = tmp_path / "bin/spark-submit"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"json.dump(sys.argv[1:], open({str(tmp_path / 'arguments')!r}, 'w'))\nsys.exit(5)\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("SPARK_HOME", str(tmp_path))
    return tmp_path


def test_options_of_spark_come_before_the_program_and_ours_behind_it(fake_spark: Path) -> None:
    ours = ["a.parquet", "-o", "out", "--no-words"]
    assert submit(ours, master="local[2,4]", conf=["spark.task.maxFailures=8"]) == 5
    given = json.loads((fake_spark / "arguments").read_text())
    spark = ["--master", "local[2,4]", "--conf", "spark.task.maxFailures=8"]
    assert given == [*spark, str(module.PROGRAM), *ours]
    assert module.PROGRAM.is_file()


def test_wrong_arguments_are_told_before_spark_starts(fake_spark: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        submit(["a.parquet"], master=None, conf=[])
    assert ended.value.code == 2
    assert not (fake_spark / "arguments").exists()


def test_a_missing_spark_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPARK_HOME", raising=False)
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'mubiao\[spark\]'"):
        find_submit()


@pytest.mark.parametrize(
    ("master", "named", "python"),
    [
        (None, None, sys.executable),
        ("local[2,4]", None, sys.executable),
        ("local[2,4]", "/opt/python", "/opt/python"),
        ("yarn", None, None),
        ("spark://head:7077", "/opt/python", "/opt/python"),
    ],
)
def test_workers_here_run_by_this_python(
    monkeypatch: pytest.MonkeyPatch, master: str | None, named: str | None, python: str | None
) -> None:
    monkeypatch.delenv(PYTHON, raising=False)
    if named is not None:
        monkeypatch.setenv(PYTHON, named)
    assert environment(master).get(PYTHON) == python
