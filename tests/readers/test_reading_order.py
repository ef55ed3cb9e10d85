"""Pages as boxes: which column is read when, and what is no column."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.reading_order import Piece, page_text

SIZE = 10


def piece(text: str, left: float, top: float) -> Piece:
    return Piece(text, left, top, left + SIZE * len(text), top + SIZE)


def column(name: str, left: float, top: float, count: int) -> list[Piece]:
    return [piece(f"{name}{n:02}甲乙丙丁戊", left, top + 15 * n) for n in range(count)]


def order(pieces: list[Piece]) -> list[str]:
    """The names of the columns in the order in which they are read."""
    names: list[str] = []
    for line in page_text(pieces).split():
        if not names or names[-1] != line[0]:
            names.append(line[0])
    return names


TITLE = piece("题" * 20, 60, 0)
PAGES = [
    ("one column", column("左", 0, 0, 9), "左"),
    ("two columns", column("右", 100, 0, 9) + column("左", 0, 0, 9), "左右"),
    ("lines on other heights", column("右", 100, 7, 9) + column("左", 0, 0, 9), "左右"),
    ("a title over both", [*column("右", 200, 30, 9), *column("左", 0, 30, 9), TITLE], "题左右"),
    ("three columns", column("丙", 200, 0, 9) + column("乙", 100, 0, 9) + column("甲", 0, 0, 9), "甲乙丙"),
    ("a longer left column", column("右", 100, 0, 5) + column("左", 0, 0, 9), "左右"),
    ("a longer right column", column("右", 100, 0, 9) + column("左", 0, 0, 5), "左右"),
    ("a right column that begins higher", column("右", 100, 0, 9) + column("左", 0, 30, 5), "左右"),
    (
        "paragraphs side by side",
        [p for top in (0, 100) for p in column("右", 100, top, 5) + column("左", 0, top, 5)],
        "左右",
    ),
    (
        "two stories of two columns, a title each",
        [
            *column("乙", 200, 30, 5),
            *column("甲", 0, 30, 5),
            TITLE,
            piece("目" * 20, 60, 130),
            *column("丁", 200, 160, 5),
            *column("丙", 0, 160, 5),
        ],
        "题甲乙目丙丁",
    ),
    (
        "a headline over two of three columns",
        [
            *column("丙", 200, 0, 9),
            piece("题" * 15, 10, 0),
            *column("乙", 100, 30, 7),
            *column("甲", 0, 30, 7),
        ],
        "题甲乙丙",
    ),
]


@pytest.mark.parametrize(("pieces", "names"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES])
def test_columns(pieces: list[Piece], names: str) -> None:
    assert order(pieces) == list(names)


def test_cells_of_a_table_are_read_by_rows() -> None:
    cells = [piece(text, 100 * n, 15 * row) for row in range(6) for n, text in enumerate(("项目", "300个"))]
    assert page_text(cells) == "\n".join(["项目 300个"] * 6)


def test_two_pieces_on_one_line_are_one_line() -> None:
    assert page_text([piece("林若谷 摄", 200, 1), piece("何一苇 文", 0, 0)]) == "何一苇 文 林若谷 摄"


def test_indents_and_blank_lines_are_kept() -> None:
    lines = [piece("首行缩进的段落", 20, 0), piece("第二行", 0, 15), piece("隔行", 0, 60)]
    assert page_text(lines) == "　　首行缩进的段落\n第二行\n\n隔行"


BOXES = st.builds(
    Piece,
    st.text(st.characters(categories=["Lo"]), min_size=1, max_size=9),
    *[st.floats(-1e6, 1e6) for _ in range(4)],
)


@given(st.lists(BOXES, min_size=1))
def test_every_piece_is_read_once(pieces: list[Piece]) -> None:
    read = page_text(pieces)
    assert Counter(read.replace("\n", "").replace(" ", "").replace("\u3000", "")) == Counter(
        "".join(piece.text for piece in pieces)
    )
