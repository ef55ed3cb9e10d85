"""Labels as tags of characters: each span is Begin, Inside, End or Single, everything else is O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

OUTSIDE = 0
BEGIN, INSIDE, END, SINGLE = range(4)
PARTS = 4


class TaggedSpan(NamedTuple):
    """A labelled span: offsets in characters (end exclusive), label, confidence between 0 and 1."""

    start: int
    end: int
    label: str
    confidence: float = 1.0


class TagSet:
    """The tags of some labels: tag 0 is O, then B, I, E, S of the first label, of the second, and so on."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self.size = 1 + PARTS * len(self.labels)

    def tag(self, label: str, part: int) -> int:
        """Return the tag of a label's part; raises ModelError for a label that is not in the set."""
        try:
            return 1 + PARTS * self.labels.index(label) + part
        except ValueError:
            known = ", ".join(self.labels)
            raise ModelError(f"the tagger has no label {label!r}", remedy=f"known: {known}") from None

    def encode(self, length: int, spans: Iterable[tuple[int, int, str]]) -> NDArray[np.int16]:
        """Return the tags of a text of `length` characters; the spans must not overlap."""
        tags = np.full(length, OUTSIDE, dtype=np.int16)
        for start, end, label in spans:
            tags[start:end] = self.tag(label, INSIDE)
            tags[start], tags[end - 1] = self.tag(label, BEGIN), self.tag(label, END)
            if end - start == 1:
                tags[start] = self.tag(label, SINGLE)
        return tags

    def allowed(self) -> NDArray[np.bool_]:
        """Return whether a tag (row) may stand before another (column); column 0: which may end a text."""
        part = np.concatenate([[END], np.tile(np.arange(PARTS), len(self.labels))])
        label = np.concatenate([[-1], np.repeat(np.arange(len(self.labels)), PARTS)])
        closed = (part == END) | (part == SINGLE)
        opens = (part == BEGIN) | (part == SINGLE)
        opens[OUTSIDE] = True
        continues = ((part == INSIDE) | (part == END)) & (label >= 0)
        same = label[:, None] == label[None, :]
        allowed: NDArray[np.bool_] = np.where(closed[:, None], opens[None, :], continues[None, :] & same)
        return allowed
