"""What all recognizers share: candidates, how they are recorded on the Doc, and how they are saved.

A recognizer *finds* candidates in a text and *records* them as one SpanGroup under its own name, cleared
first, so that running it twice gives the same Doc. The rule stands in ``span.id_``, the confidences in
``group.attrs["scores"]`` (spaCy's own convention for scored groups).
"""

from __future__ import annotations

import dataclasses
import json
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from spacy.tokens import Doc, Span, SpanGroup

from pipeline.layers import BY_LABEL, LAYERS, set_attribute
from pipeline.resources import resource
from pipeline.rows import PatternRow, parse_row, read_rows

TEXT_KEY = "mubiao.text"


class Candidate(NamedTuple):
    """A possible span of a layer: character offsets, the rule that found it, its confidence (0 to 1).

    `attributes` are plain data for the layer's span extension, or None.
    """

    start: int
    end: int
    rule: str
    confidence: float
    attributes: dict[str, Any] | None = None


def register_extensions() -> None:
    """Declare the Doc's and the spans' extension attributes; calling it again changes nothing."""
    for layer in LAYERS:
        if not Span.has_extension(layer.attribute):
            Span.set_extension(layer.attribute, default=None)
    for name in ("dct", "article", "place", "posts"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register_extensions()


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, joined once per Doc: ten components ask for it."""
    text = doc.user_data.get(TEXT_KEY)
    if text is None:
        text = doc.user_data[TEXT_KEY] = doc.text
    return str(text)


def record_candidates(doc: Doc, key: str, label: str, candidates: Iterable[Candidate]) -> None:
    """Write the candidates as the SpanGroup `key`, in place of what stood there."""
    ordered = sorted(set_by_span(candidates).values(), key=itemgetter(0, 1))
    spans = list(_spans(doc, label, ordered))
    scores = [candidate.confidence for candidate in ordered]
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={"scores": scores})


def set_by_span(candidates: Iterable[Candidate]) -> dict[tuple[int, int], Candidate]:
    """Keep for each pair of boundaries the most confident candidate; the first of equals."""
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        key = candidate[:2]
        other = best.get(key)
        if other is None or candidate.confidence > other.confidence:
            best[key] = candidate
    return best


def _spans(doc: Doc, label: str, candidates: Iterable[Candidate]) -> Iterator[Span]:
    attribute = BY_LABEL[label].attribute
    on_grid = len(doc) == len(text_of(doc))
    for start, end, rule, _, attributes in candidates:
        place = (start, end) if on_grid else token_range(doc, start, end)
        span = Span(doc, *place, label=label, span_id=rule)
        if attributes is not None:
            set_attribute(span, attribute, attributes)
        yield span


def token_range(doc: Doc, start_char: int, end_char: int) -> tuple[int, int]:
    """Return token offsets for character offsets; they are equal on the character grid.

    On another grid (``spacy.blank("zh")`` merges a blank into the character before it) the token that
    holds each end is taken.
    """
    if len(doc) == len(text_of(doc)):
        return start_char, end_char
    starts = doc.user_data.get("mubiao.starts")
    if starts is None:
        starts = doc.user_data["mubiao.starts"] = [token.idx for token in doc]
    last = bisect_left(starts, end_char)
    first = bisect_left(starts, start_char + 1) - 1
    return first, last


class Recognizer(ABC):
    """A component that finds candidates of one layer and records them under its own name."""

    label: ClassVar[str]

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Record the candidates on the Doc, in place of those of an earlier run."""
        record_candidates(doc, self.name, self.label, self.find(doc))
        return doc

    @abstractmethod
    def find(self, doc: Doc) -> Iterable[Candidate]:
        """Yield the candidates in the Doc, which is not changed."""


class PatternComponent(Recognizer):
    """A recognizer whose rules are rows of a pattern file; the rows are saved with the pipeline.

    Subclasses name the file and the row type, and compile the rows in `prepare`.
    """

    patterns_file: ClassVar[str]
    row_type: ClassVar[type[PatternRow]]

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.initialize(read_rows(resource(self.patterns_file), self.row_type))

    def initialize(self, patterns: list[Any]) -> None:
        """Take other rows instead of the package's."""
        self.rows = patterns
        self.prepare()

    @abstractmethod
    def prepare(self) -> None:
        """Compile ``self.rows`` to what `find` needs."""

    def to_bytes(self, **_: Any) -> bytes:
        """Return the rows as JSONL."""
        lines = (json.dumps(dataclasses.asdict(row), ensure_ascii=False) for row in self.rows)
        return "\n".join(lines).encode("utf-8")

    def from_bytes(self, data: bytes, **_: Any) -> PatternComponent:
        """Take the rows of `to_bytes`; raises RowError where they are malformed."""
        lines = enumerate(data.decode("utf-8").splitlines(), 1)
        self.initialize([parse_row(text, self.row_type, place=self.name, line=n) for n, text in lines])
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the rows to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> PatternComponent:
        """Read the rows of `to_disk`."""
        return self.from_bytes(Path(path).read_bytes())
