"""Text for a terminal: rows in columns, passages on one line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

_BREAKS = str.maketrans({"\n": "⏎", "\r": "⏎", "\t": " ", "\u3000": " "})


def one_line(text: str) -> str:
    """Return the text with its line breaks shown as ⏎, tabs and wide blanks as blanks."""
    return text.translate(_BREAKS)


def in_columns(rows: Sequence[Sequence[object]]) -> list[str]:
    """Return rows of as many cells as lines in columns; a column that ends in a number stands right.

    A Chinese character is two columns wide on a terminal.
    """
    if not rows:
        return []
    cells = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    numbers = [isinstance(cell, int | float) for cell in rows[-1]]
    return [_joined(row, widths, numbers) for row in cells]


def _joined(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    padded = []
    for cell, width, number in zip(row, widths, numbers, strict=True):
        blank = " " * (width - cell_len(cell))
        padded.append(blank + cell if number else cell + blank)
    return "  ".join(padded).rstrip()
