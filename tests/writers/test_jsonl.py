"""Writing whole or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.writers.jsonl import JsonlWriter, to_line, write_jsonl

ROWS = [{"id": "1", "text": "青川市\n云溪区"}, {"id": "2", "value": 417e8}]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_rows_are_written_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with write_jsonl(path) as writer:
        for row in ROWS:
            writer.write(row)
        assert not path.exists(), "it appears when it is whole"
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == ROWS
    assert writer.count == 2
    assert names(tmp_path) == ["out.jsonl"]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with write_jsonl(tmp_path / "a" / "b" / "out.jsonl"):
        pass
    assert (tmp_path / "a" / "b" / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize("fault", [ValueError("a defect"), KeyboardInterrupt(), SystemExit(143)])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, fault: BaseException) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(type(fault)), write_jsonl(path) as writer:
        writer.write(ROWS[0])
        raise fault
    assert path.read_text() == "old"
    assert names(tmp_path) == ["out.jsonl"]


def test_a_file_without_rows_is_not_kept_where_none_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "out.rejected.jsonl"
    path.write_text("old")
    with write_jsonl(path, keep_empty=False):
        pass
    assert names(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    link.symlink_to(target)
    with write_jsonl(link) as writer:
        writer.write(ROWS[0])
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8")) == ROWS[0]


def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    with write_jsonl(tmp_path / "out.jsonl"):
        pass
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_device_is_written_to_and_stays_a_device() -> None:
    with write_jsonl(Path(os.devnull)) as writer:
        writer.write(ROWS[0])
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Is a directory") as caught, write_jsonl(tmp_path):
        pytest.fail("the block must not begin")
    assert caught.value.place == tmp_path
    assert caught.value.remedy


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(OutputError, match="nothing can be written"),
        write_jsonl(tmp_path / "file" / "out.jsonl"),
    ):
        pytest.fail("the block must not begin")


class FullDisk(io.BytesIO):
    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told() -> None:
    with pytest.raises(OutputError, match=r"out\.jsonl: nothing can be written there: No space left"):
        JsonlWriter(FullDisk(), place="out.jsonl").write(ROWS[0])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_told() -> None:
    with pytest.raises(OutputError, match=r"/dev/full: nothing can be written there"):  # noqa: SIM117
        with write_jsonl(Path("/dev/full")) as writer:
            writer.write(ROWS[0])


class ClosedPipe(io.BytesIO):
    def write(self, _: object) -> int:
        raise BrokenPipeError


def test_a_closed_pipe_is_no_output_error() -> None:
    with pytest.raises(BrokenPipeError):
        JsonlWriter(ClosedPipe(), place="out.jsonl").write(ROWS[0])


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("abc"), PLAIN))
def test_a_row_is_one_line_and_comes_back(row: dict[str, object]) -> None:
    line = to_line(row)
    assert line.count(b"\n") == 1
    assert json.loads(line) == row
