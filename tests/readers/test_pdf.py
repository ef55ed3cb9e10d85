"""PDF: pages and columns in reading order, turned pages, and what has no text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.readers import pdf
from tests.readers.make_pdf import Placed, column, make_pdf
from tests.readers.reading import read_bad, read_good

TITLE = "青川市召开重点项目建设推进会"
LEFT = [f"左栏第{n}行，青川市委书记何一苇出席。" for n in range(12)]
RIGHT = [f"右栏第{n}行，云溪区长林若谷讲话。" for n in range(9)]
PAGE: list[Placed] = [
    (TITLE, 200, 60),
    *column(LEFT, 50, 120),
    *column(RIGHT, 310, 120),
    ("第1版", 290, 800),
]


def text_of(folder: Path, data: bytes) -> str:
    path = folder / "a.pdf"
    path.write_bytes(data)
    (source,) = read_good(path)
    return source.text


def visible(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_columns_are_read_one_after_the_other(tmp_path: Path, turned: int) -> None:
    assert visible(text_of(tmp_path, make_pdf(PAGE, turned=turned))) == [TITLE, *LEFT, *RIGHT, "第1版"]


def test_the_order_in_the_file_does_not_count(tmp_path: Path) -> None:
    shuffled = random.Random(1).sample(PAGE, len(PAGE))
    assert text_of(tmp_path, make_pdf(shuffled)) == text_of(tmp_path, make_pdf(PAGE))


def test_pages_follow_one_another(tmp_path: Path) -> None:
    assert text_of(tmp_path, make_pdf([("甲", 50, 60)], [], [("乙", 50, 60)])) == "甲\f\f乙"


def test_words_keep_their_blanks_and_paragraphs_their_indents(tmp_path: Path) -> None:
    lines = [("GDP grew in 2022", 50, 60), ("占 比 12.5%", 70, 75), ("青川市", 50, 120)]
    assert text_of(tmp_path, make_pdf(lines)) == "GDP grew in 2022\n　　占 比 12.5%\n\n青川市"


BAD = [
    (make_pdf([], []), "the PDF has no text layer: a scan or a drawing (run character recognition"),
    (make_pdf(PAGE, password="x"), "the PDF is encrypted (save it without a password)"),
    (make_pdf(PAGE)[:1500], "the PDF is broken"),
    (b"", "the PDF is broken"),
    (b"%PDF-1.7\n" + bytes(999), "the PDF is broken"),
]


@pytest.mark.parametrize(("data", "reason"), BAD)
def test_what_has_no_text(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert reason in read_bad(path).error


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(PAGE, PAGE))
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "more than 1 pages" in read_bad(path).error
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 400)
    assert "the text is longer than 400 characters" in read_bad(path).error
