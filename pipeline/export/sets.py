"""Training sets: records to examples, examples to splits, each split to its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.export.examples import ExampleMaker
from pipeline.export.fingerprints import fingerprint, fingerprint_kind
from pipeline.export.formats import Writer
from pipeline.export.leakage import Components, find_components
from pipeline.export.ledger import Ledger, write_ledger
from pipeline.export.reviewed import Decisions
from pipeline.export.splits import NAMES, Plan, date_borders, place
from pipeline.export.spool import Spool, as_text, open_spool
from pipeline.export.statistics import Statistics
from pipeline.records import Record


@dataclass(frozen=True, slots=True)
class Request:
    """How splits are made: the plan, an earlier ledger, the share of negatives, known decisions."""

    plan: Plan
    ledger: Ledger | None = None
    negatives: float | None = None
    decisions: Decisions | None = None

    @property
    def recipe(self) -> dict[str, Any]:
        """The request as plain data."""
        return {
            **self.plan._asdict(),
            "negatives": self.negatives,
            "splits_from_ledger": self.ledger is not None,
        }


@dataclass(slots=True)
class Sets:
    """What was made: the plan with its borders, texts, figures and losses by split, the proof."""

    plan: Plan
    doubles: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    statistics: dict[str, Statistics] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    components: Components | None = None
    groups_crossing: int = 0

    @property
    def report(self) -> dict[str, Any]:
        """The splits as ``splits.json`` tells them."""
        return {
            **self.plan._asdict(),
            "texts": {name: self.texts[name] for name in NAMES},
            "examples": {name: row.records for name, row in self.statistics.items()},
            "exact_duplicates_left_out": self.doubles,
            "texts_left_out_between_splits": self.texts["dropped"],
            "texts_left_out_without_day": self.texts["undated"],
            "fingerprints": fingerprint_kind(),
            **({} if self.components is None else self.components._asdict()),
            "places_or_sources_crossing": self.groups_crossing,
        }


def write_sets(
    records: Iterable[Record], folder: Path, write: Writer, maker: ExampleMaker, request: Request
) -> Sets:
    """Write the splits of the records' examples and the ledger; raises OutputError if anything leaks."""
    with open_spool() as spool:
        for record in records:
            found = fingerprint(record["text"])
            spool.add(record, found, maker.examples_of(record), seed=request.plan.seed)
        sets = Sets(request.plan, spool.drop_doubles())
        sets.plan = place_texts(spool, folder, request)
        sets.texts = spool.count_texts()
        for number in _used(sets.plan):
            name = NAMES[number]
            sets.statistics[name] = Statistics(request.decisions)
            examples = spool.examples(spool.choose(number, request.negatives))
            sets.dropped += write(_counted(examples, sets.statistics[name]), folder, split=name)
        prove(spool, sets)
    return sets


def place_texts(spool: Spool, folder: Path, request: Request) -> Plan:
    """Decide on each text's split, write it into spool and ledger; return the plan with its borders."""
    earlier = [] if request.ledger is None else request.ledger.texts
    known = {text.text for text in earlier}
    plan = request.plan
    newcomers = [as_text(document, plan.by) for document in spool.documents() if document.text not in known]
    if plan.by == "date" and plan.borders is None:
        plan = plan._replace(borders=date_borders(newcomers, plan))
    texts = [*earlier, *newcomers]
    placed = place(texts, plan)
    write_ledger(folder, plan, zip(texts, placed, strict=True))
    by_text = {text.text: split for text, split in zip(texts, placed, strict=True)}
    spool.place((document.id, by_text[document.text]) for document in [*spool.documents()])
    return plan


def _counted(examples: Iterable[Record], statistics: Statistics) -> Iterator[Record]:
    for example in examples:
        statistics.add(example)
        yield example


def _used(plan: Plan) -> list[int]:
    """Return the numbers of the splits that get a share."""
    return [number for number, share in enumerate(plan.shares) if share > 0]


def prove(spool: Spool, sets: Sets) -> None:
    """Count, from what the spool now holds, what crosses a border; raises OutputError if anything does."""
    bands, splits = [], []
    for row_bands, split in spool.splits_of_bands():
        bands.append(row_bands)
        splits.append(split)
    sets.components = find_components(bands, splits)
    sets.groups_crossing = spool.count_crossing(sets.plan.by)
    if sets.components.crossing or sets.groups_crossing:
        raise OutputError(
            f"{sets.components.crossing} components of texts that are alike cross a border between splits",
            remedy="this is a defect of mubiao, please report it",
        )
