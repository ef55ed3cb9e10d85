"""From a record to its examples: what is selected of it, whole or in passages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pipeline.export.passages import cut_record, passages_of
from pipeline.export.selection import STATEMENTS, Selection, items_of, rows_of
from pipeline.records import Record


@dataclass(slots=True)
class ExampleMaker:
    """Makes examples of records and counts what is left out on the way, in `left_out`.

    `max_length` None makes one example of each record. With `gaps` False a passage in which an item of the
    wanted layers was not sure enough is left out: it would teach that nothing is there.
    """

    selection: Selection
    max_length: int | None = None
    gaps: bool = True
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def recipe(self) -> dict[str, Any]:
        """How examples are made, as plain data."""
        return {**self.selection.recipe, "max_length": self.max_length, "gaps": self.gaps}

    def examples_of(self, record: Record) -> list[Record]:
        """Return the record's examples in the order of its text; none where the record is not wanted.

        Where a text is cut does not depend on what is selected of it.
        """
        if not self.selection.takes(record):
            self.left_out["records of other days and sources"] += 1
            return []
        chosen = self.selection.choose(record)
        self.left_out["items not selected"] += _count(record) - _count(chosen)
        passages = passages_of(record, self.max_length)
        examples = cut_record(chosen, passages)
        self._count_links(chosen, examples)
        return self._usable(record, chosen, [*zip(passages, examples, strict=True)])

    def _usable(
        self, record: Record, chosen: Record, examples: list[tuple[tuple[int, int], Record]]
    ) -> list[Record]:
        if not self.gaps:
            gaps = self.selection.gaps_of(record, chosen)
            whole = [row for row in examples if not any(row[0][0] <= start < row[0][1] for start, _ in gaps)]
            self.left_out["passages with gaps"] += len(examples) - len(whole)
            examples = whole
        found = [example for _, example in examples]
        if self.selection.proves_absence(record):
            return found
        positive = [example for example in found if _count(example)]
        self.left_out["passages that nobody has read in full"] += len(found) - len(positive)
        return positive

    def _count_links(self, chosen: Record, examples: list[Record]) -> None:
        posts = sum(len(example["posts"]) for example in examples)
        self.left_out["posts cut by a passage"] += len(chosen["posts"]) - posts
        links = sum(_count_links(example) for example in examples)
        self.left_out["links of statements cut by a passage"] += _count_links(chosen) - links


def _count(record: Record) -> int:
    return sum(1 for _ in items_of(record))


def _count_links(record: Record) -> int:
    return sum(goal["of"] is not None for layer in STATEMENTS for goal in rows_of(record, layer))
