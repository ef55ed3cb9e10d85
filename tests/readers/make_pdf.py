"""PDF files as tests need them: lines of text at their places, or a drawing without text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595, 842
CORNERS = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}
Placed = tuple[str, float, float]  # a line, and where it begins: from the left, from the top


def make_pdf(
    *pages: Iterable[Placed], size: float = 10, password: str | None = None, turned: int = 0
) -> bytes:
    """Return a PDF with the lines of each page, turned by degrees; without lines a page holds a drawing."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=password)
    for lines in pages:
        canvas.setFont(FONT, size)
        canvas.translate(*CORNERS[turned])
        canvas.rotate(turned)
        canvas.rect(50, 50, 100, 100)
        for text, left, top in lines:
            canvas.drawString(left, HEIGHT - top, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def column(lines: Sequence[str], left: float, top: float, *, pitch: float = 15) -> list[Placed]:
    """Return lines one below the other."""
    return [(line, left, top + n * pitch) for n, line in enumerate(lines)]
