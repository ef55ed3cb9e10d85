"""Tag JSONL: {"text": …} a line in, {"text": …, "spans": [[start, end, label], …]} a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from pipeline.errors import SourceError
from pipeline.readers.row import Row
from pipeline.tagger.tagger import BATCH, Tagger
from pipeline.tagger.word_evidence import tag_texts

STANDARD_INPUT = "-"


def tag_lines(
    lines: Iterable[bytes], tagger: Tagger, *, words: bool = True, reject: Callable[[SourceError], None]
) -> Iterator[str]:
    """Yield a row for each line with a `text`, in their order, by batches; blank lines are passed over.

    A line that is no such row is given to `reject`, and no row comes of it.
    """
    for texts in _text_batches(lines, reject):
        found = tag_texts(tagger, texts, words=words, confidences=False)
        for text, spans in zip(texts, found, strict=True):
            row = {"text": text, "spans": [[span.start, span.end, span.label] for span in spans]}
            yield json.dumps(row, ensure_ascii=False)


def _text_batches(lines: Iterable[bytes], reject: Callable[[SourceError], None]) -> Iterator[list[str]]:
    texts: list[str] = []
    size = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                texts.append(_text(line, number))
            except SourceError as error:
                reject(error)
                continue
            size += len(texts[-1])
            if size >= BATCH:
                yield texts
                texts, size = [], 0
    if texts:
        yield texts


def _text(line: bytes, number: int) -> str:
    row = Row.parse(line, STANDARD_INPUT, number)
    text = row.string("text")
    if text is None:
        raise row.fault("the row lacks `text`")
    return text
