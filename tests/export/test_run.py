"""An export as a whole: what is read, refused and written, and the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline import cli
from pipeline.errors import OutputError, UsageError
from pipeline.export.folder import new_folder
from pipeline.export.run import export
from pipeline.export.settings import Settings


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, ["export", *map(str, arguments)])


def test_what_is_no_record_is_written_down_and_the_rest_goes_on(record_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    lines = record_file.read_bytes().splitlines(keepends=True)
    broken.write_bytes(lines[0] + b'{"id": 1}\n' + lines[1])
    told = call(broken, "--to", "tables", "-o", tmp_path / "out")
    assert told.exit_code == cli.REJECTED
    row = json.loads((tmp_path / "out" / "export.rejected.jsonl").read_bytes())
    assert (Path(row["uri"]).name, row["line"], row["stage"]) == ("broken.jsonl", 2, "read")
    assert row["error"].startswith(("id: ", "schema_version: "))
    assert "records 2, written 2, rejected 1" in told.stderr


def test_all_well_is_exit_code_0_and_no_rejects(record_file: Path, tmp_path: Path) -> None:
    told = call(record_file, "--to", "tables", "-o", tmp_path / "out", "-q")
    assert (told.exit_code, told.stderr) == (0, "")
    assert not (tmp_path / "out" / "export.rejected.jsonl").exists()


@pytest.mark.parametrize("arguments", [("--to", "excel"), ("--to", "tables")])
def test_wrong_usage_writes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert call(tmp_path / "missing.jsonl", *arguments, "-o", tmp_path / "out").exit_code == cli.USAGE
    assert not list(tmp_path.iterdir())


def test_an_earlier_export_is_replaced_as_a_whole(record_file: Path, tmp_path: Path) -> None:
    for stale in (False, True):
        export([record_file], tmp_path / "out", Settings("tables"))
        assert not (tmp_path / "out" / "old.csv").exists()
        if not stale:
            (tmp_path / "out" / "old.csv").touch()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(UsageError, match="other things than an export"), new_folder(tmp_path):
        pass
    with pytest.raises(UsageError, match="a file, not a folder"), new_folder(tmp_path / "thesis.txt"):
        pass


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space"), new_folder(tmp_path / "out") as folder:
        (folder / "half").touch()
        raise OSError(28, "No space left on device")
    assert not list(tmp_path.iterdir())
