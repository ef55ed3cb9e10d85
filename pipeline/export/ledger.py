"""The ledger of splits: which text went where, so that a later export leaves it there.

``splits.jsonl``: a first row with the plan, then a row for each text in the order in which they were placed:
its hash, its split (null: dropped) and its fingerprint, since newcomers must be compared with texts that are
no longer given.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import RowError, SourceError, UsageError
from pipeline.export.fingerprints import BANDS, fingerprint_kind
from pipeline.export.splits import DROPPED, NAMES, UNDATED, Plan, Text
from pipeline.writers.jsonl import write_jsonl

LEDGER = "splits.jsonl"
REMEDY = "give the splits.jsonl of an earlier export"


class Ledger:
    """An earlier ledger: its plan, and its texts in their order with their splits fixed."""

    def __init__(self, path: Path) -> None:
        self.path = path / LEDGER if path.is_dir() else path
        self.plan, self.texts = _read(self.path)

    def check(self, plan: Plan) -> Plan:
        """Return the plan with the ledger's borders; raises UsageError where it is not the ledger's plan."""
        wanted = plan if plan.borders is not None else plan._replace(borders=self.plan.borders)
        for name, was, now in zip(Plan._fields, self.plan, wanted, strict=True):
            if was != now:
                raise UsageError(
                    f"these splits were made with {name} {was!r}, not {now!r}",
                    place=self.path,
                    remedy=f"export with the same {name}, or without --splits-from",
                )
        return wanted


def write_ledger(folder: Path, plan: Plan, texts: Iterable[tuple[Text, int]]) -> None:
    """Write the ledger into the folder."""
    with write_jsonl(folder / LEDGER) as writer:
        writer.write({"fingerprints": fingerprint_kind(), **plan._asdict()})
        for text, split in texts:
            if split == UNDATED:
                continue
            writer.write(
                {
                    "text": text.text.hex(),
                    "split": NAMES[split] if split >= 0 else None,
                    "bands": base64.b64encode(text.bands).decode(),
                }
            )


def _read(path: Path) -> tuple[Plan, list[Text]]:
    rows = _rows(path)
    number, head = next(rows, (1, {}))
    try:
        borders = head["borders"]
        plan = Plan(tuple(head["shares"]), head["seed"], head["by"], borders and tuple(borders))
        name = head["fingerprints"]
    except (KeyError, TypeError, ValueError) as error:
        raise RowError("no ledger of splits", place=path, line=number, remedy=REMEDY) from error
    if name != fingerprint_kind():
        reason = f"its fingerprints are {name!r}, this version makes {fingerprint_kind()!r}"
        raise UsageError(reason, place=path, remedy="export all anew without --splits-from")
    return plan, [_text(row, path, number) for number, row in rows]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise RowError("no JSON", place=path, line=number, remedy=REMEDY) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", place=path, remedy=REMEDY) from error


def _text(row: dict[str, Any], path: Path, number: int) -> Text:
    try:
        bands = base64.b64decode(row["bands"], validate=True)
        fixed = DROPPED if row["split"] is None else NAMES.index(row["split"])
        if len(bands) != 8 * BANDS:
            raise ValueError("a fingerprint of another length")
        return Text(bytes.fromhex(row["text"]), "", None, bands, fixed)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise RowError(
            f"no row of a ledger of splits: {error}", place=path, line=number, remedy=REMEDY
        ) from error
