"""What reviewers decided, as an export asks for it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from pipeline.records import Mention, Record

# The text's SHA-256, the layer, start and end in the text.
Key = tuple[str, str, int, int]
# Decisions know goals and results by one name.
LAYERS = {"results": "goals"}


class Decisions(NamedTuple):
    """What reviewers accepted as it is, what they rejected or changed, and the texts they read in full."""

    accepted: frozenset[Key]
    refused: frozenset[Key]
    read: frozenset[str]

    def on(self, record: Record) -> TextDecisions:
        """Return the decisions on one record's text."""
        return TextDecisions(self, hash_of(record["text"]))


class TextDecisions(NamedTuple):
    """The decisions on one text."""

    decisions: Decisions
    text: str

    @property
    def complete(self) -> bool:
        """Whether somebody has read the text in full: what has no item there has none for sure."""
        return self.text in self.decisions.read

    def accepts(self, layer: str, item: Mention) -> bool:
        """Return whether the item was accepted as it is."""
        return self._key(layer, item) in self.decisions.accepted

    def refuses(self, layer: str, item: Mention) -> bool:
        """Return whether the item was rejected, or accepted in another form."""
        return self._key(layer, item) in self.decisions.refused

    def _key(self, layer: str, item: Mention) -> Key:
        return self.text, LAYERS.get(layer, layer), item["start"], item["end"]


def hash_of(text: str) -> str:
    """Return by what decisions know a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_decisions(path: Path) -> Decisions:
    """Return the decisions in a file that `mubiao review` wrote.

    Raises UsageError where there is no such file, OutputError where it is no file of decisions.
    """
    from pipeline.review.store import read_settled

    accepted, refused, read = set[Key](), set[Key](), set[str]()
    for document in read_settled(path):
        if document.read_by:
            read.add(document.sha256)
        for item in document.items:
            if item.found is None:
                continue
            key = (document.sha256, item.found.layer, item.found.start, item.found.end)
            if item.decision == "accepted":
                accepted.add(key)
            elif item.decision in ("rejected", "changed"):
                refused.add(key)
    return Decisions(frozenset(accepted), frozenset(refused), frozenset(read))
