"""What a run counts: documents, what was found in them, what was rejected at which step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.records import Record
from pipeline.rejection import Rejection

COUNTED = ("people", "positions", "organizations", "dates", "goals", "results")


@dataclass(slots=True)
class Counts:
    """What a run did.

    `found` holds the records, the articles among them, and the mentions of each layer; `stages` the rejected
    documents by the step that refused them.
    """

    documents: int = 0
    rejected: int = 0
    characters: int = 0
    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)

    def add(self, characters: int, found: Mapping[str, int], rejection: Rejection | None) -> None:
        """Count one document."""
        self.documents += 1
        self.characters += characters
        self.found.update(found)
        if rejection is not None:
            self.rejected += 1
            self.stages[rejection.stage] += 1

    def settle(self, stages: Iterable[str]) -> None:
        """Take back rejected documents, by the steps that refused them: they were tried again since."""
        for stage in stages:
            self.documents -= 1
            self.rejected -= 1
            self.stages[stage] -= 1
        self.stages = +self.stages

    def add_all(self, other: Counts) -> None:
        """Count what another has counted."""
        self.documents += other.documents
        self.rejected += other.rejected
        self.characters += other.characters
        self.seconds += other.seconds
        self.found.update(other.found)
        self.stages.update(other.stages)

    @property
    def line(self) -> str:
        """The counts as one line; the speed is that of the work, without the loading of the pipeline."""
        counted = {"documents": self.documents, **{name: self.found[name] for name in ("articles", *COUNTED)}}
        counts = ", ".join(
            f"{name} {count:,}" for name, count in (counted | {"rejected": self.rejected}).items()
        )
        speed = self.characters / self.seconds if self.seconds else 0
        return f"{counts}; {self.seconds:.1f} s, {speed:,.0f} characters a second"


def count_found(records: Iterable[Record]) -> Counter[str]:
    """Return the number of records, of articles among them, and of the mentions of each layer."""
    found: Counter[str] = Counter()
    for record in records:
        found["records"] += 1
        found["articles"] += record["kind"] == "article"
        for layer in COUNTED:
            found[layer] += len(record[layer])  # type: ignore[literal-required]
    return found
