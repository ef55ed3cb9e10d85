"""What an export was asked for, checked and made ready before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import UsageError
from pipeline.export.examples import ExampleMaker
from pipeline.export.formats import Format, Writer, find_format, load_writer
from pipeline.export.ledger import Ledger
from pipeline.export.reviewed import read_decisions
from pipeline.export.selection import Selection
from pipeline.export.sets import Request
from pipeline.export.splits import Plan, parse_method, parse_shares

SHARES, METHOD = "80/10/10", "text"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to export: the format, what of the records, and the options, None for those not given.

    `options` are those that not all formats have: ``tokens``, and of training sets ``max_length``,
    ``negatives``, ``split``, ``split_by``, ``splits_from``, ``seed``. `db` is a file of reviewers' decisions,
    `gaps` as in `ExampleMaker`; `license` is what the card says of the texts, an identifier that Hugging Face
    knows.
    """

    name: str
    selection: Selection = field(default_factory=Selection)
    options: Mapping[str, Any] = field(default_factory=dict)
    gaps: bool = True
    db: Path | None = None
    license: str = "other"
    plots: bool = False


class Job(NamedTuple):
    """An export made ready: its format, its writer, what makes examples and splits, the writer's options."""

    name: str
    format: Format
    write: Writer
    maker: ExampleMaker
    request: Request
    options: Mapping[str, Any]

    @property
    def recipe(self) -> dict[str, Any]:
        """All that decides what an export of given records holds, as plain data."""
        options = {name: str(value) for name, value in self.options.items() if name != "layers"}
        recipe = {"mubiao": version("mubiao"), "format": self.name, **self.maker.recipe, **options}
        return recipe | self.request.recipe if self.format.splits else recipe


def prepare(settings: Settings) -> Job:
    """Check the settings and load what they name.

    Raises UsageError for an unknown format, an option that does not go with it, a wrong value, a missing
    file or package; OutputError for a file that holds no decisions.
    """
    given = {name: value for name, value in settings.options.items() if value is not None}
    if settings.db is not None:
        given["db"] = settings.db
    row = find_format(settings.name, given)
    if settings.selection.reviewed and settings.db is None:
        raise UsageError("--reviewed needs the reviewers' decisions", remedy="name their file with --db")
    decisions = None if settings.db is None else read_decisions(settings.db)
    selection = replace(settings.selection, decisions=decisions)
    if selection.layers is not None:
        given["layers"] = selection.layers
    own = {name: given[name] for name in row.options if name in given}
    maker = ExampleMaker(selection, given.get("max_length", row.max_length), settings.gaps)
    return Job(settings.name, row, load_writer(settings.name), maker, _request(given, selection), own)


def _request(given: Mapping[str, Any], selection: Selection) -> Request:
    by, borders = parse_method(given.get("split_by", METHOD))
    plan = Plan(parse_shares(given.get("split", SHARES)), given.get("seed", 0), by, borders)
    ledger = Ledger(given["splits_from"]) if "splits_from" in given else None
    if ledger is not None:
        plan = ledger.check(plan)
    return Request(plan, ledger, given.get("negatives"), selection.decisions)
