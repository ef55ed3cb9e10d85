from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RowError, UsageError
from pipeline.segmentation.corpus import read_paragraphs


def test_words_are_split_at_single_blanks(tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text("市长 出席 会议 。\n今年 1月\n", encoding="utf-8")
    assert read_paragraphs(path) == [["市长", "出席", "会议", "。"], ["今年", "1月"]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("市长  出席".encode(), "one blank"),
        (" 市长 出席".encode(), "one blank"),
        ("市长 出席 ".encode(), "one blank"),
        ("市长\t出席".encode(), "one blank"),
        ("市长　出席".encode(), "one blank"),
        (b"", "one blank"),
        ("市长 出席".encode("gb18030"), "no UTF-8"),
    ],
)
def test_malformed_line_is_named(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes("会议 。\n".encode() + line + b"\n" + "会议 。\n".encode())
    with pytest.raises(RowError, match=reason) as caught:
        read_paragraphs(path)
    assert caught.value.place == path
    assert caught.value.line == 2


def test_long_malformed_line_is_shown_shortened(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("会议  " + "好" * 500 + "\n", encoding="utf-8")
    with pytest.raises(RowError) as caught:
        read_paragraphs(path)
    assert len(caught.value.reason) < 100


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(RowError, match="no paragraph"):
        read_paragraphs(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt.*cannot be read"):
        read_paragraphs(tmp_path / "none.txt")
