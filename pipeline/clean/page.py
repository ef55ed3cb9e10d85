"""Clean a page: unwrap its lines and cut it into articles."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import regex

from pipeline.clean.article import Article, Zone
from pipeline.clean.lines import BLANK, Line, read_lines

_STOP = regex.compile(r"[。！？!?；;：:…．][”’\"』」）)】》]*$")
_RUNNING = regex.compile(r"[。！？；]|[，,].*[，,]|.{60}")
_STRAY = regex.compile(rf"(?<=[\p{{Han}}，。、；：”])[{BLANK}]+(?=[\p{{Han}}“])")


def clean(text: str, *, title: str | None = None, published: str | None = None) -> list[Article]:
    """Return the articles of a page, in order; a page without any visible character has none.

    `title` and `published` (ISO 8601) are metadata and win over what the page says.
    """
    paragraphs = _paragraphs(list(read_lines(text)))
    if not paragraphs:
        return []
    body, offsets = _assemble(text, paragraphs)
    basis = None if published is None else "metadata"
    return [
        Article(body, offsets, "article", title, published, basis, (Zone("body", 0, len(body)),))  # type: ignore[arg-type]
    ]


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not line.mark and _goes_on(paragraphs[-1]):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _goes_on(paragraph: list[Line]) -> bool:
    last = paragraph[-1].text
    return not _STOP.search(last[-8:]) and _RUNNING.search(last[:200]) is not None


def _assemble(source: str, paragraphs: list[list[Line]]) -> tuple[str, Sequence[int]]:
    pieces: list[str] = []
    offsets = array("I")
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n")
            offsets.append(paragraph[0].opening - 1)
        for line in paragraph:
            at = line.start
            for stray in _STRAY.finditer(source, line.start, line.end):
                pieces.append(source[at : stray.start()])
                offsets.extend(range(at, stray.start()))
                at = stray.end()
            pieces.append(source[at : line.end])
            offsets.extend(range(at, line.end))
    return "".join(pieces), offsets
