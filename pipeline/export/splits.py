"""Splits that do not leak: texts that are alike stay together, and what was once told apart stays so.

Texts are gone through one by one: those of an earlier ledger first, the others by day of publication and
hash. A text like none before it goes where the hash of its key (and the seed) sends it; one that is like
others goes to their split; one that is like texts of two splits would join them and is dropped. Therefore

1. no two texts of different splits share a band of their fingerprints, so no component of texts that are
   alike crosses a border;
2. the split of a text depends on the texts before it alone: texts that come later move none, which are
   those of a later day, or all new ones where the earlier ledger is given.

By date, place or source a text goes where its day, place or source is sent, and is dropped where that is not
the split of the texts that it is like.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.errors import UsageError
from pipeline.export.fingerprints import band_table

NAMES = ("train", "dev", "test")
DROPPED, UNDATED = -1, -2
METHODS = ("text", "date", "place", "source")


class Plan(NamedTuple):
    """How to split: shares in percent, in the order of `NAMES`; the seed; by text, date, place or source.

    `borders` are the first days of dev and of test where it goes by date.
    """

    shares: tuple[float, float, float] = (80.0, 10.0, 10.0)
    seed: int = 0
    by: str = "text"
    borders: tuple[str, str] | None = None


class Text(NamedTuple):
    """One text that is to be placed: `published` None is no day; `fixed` its split in an earlier ledger."""

    text: bytes
    key: str
    published: str | None
    bands: bytes
    fixed: int | None = None


def parse_shares(text: str) -> tuple[float, float, float]:
    """Return the shares in ``80/10/10``, or ``90/10`` without dev, as percent; raises UsageError."""
    try:
        shares = [float(part) for part in text.split("/")]
    except ValueError:
        shares = []
    if len(shares) == 2:
        shares.insert(1, 0.0)
    if len(shares) != 3 or min(shares) < 0 or not 0 < sum(shares) < 1e6 or shares[0] == 0:
        raise UsageError(
            f"{text!r} are no shares of train, dev and test", remedy="give them like 80/10/10 or 90/10"
        )
    return tuple(100 * share / sum(shares) for share in shares)  # type: ignore[return-value]


def parse_method(text: str) -> tuple[str, tuple[str, str] | None]:
    """Return the method and its borders: ``date:2023-01-01,2023-07-01``; raises UsageError."""
    import datetime

    method, _, days = text.partition(":")
    borders = tuple(days.split(",")) if days else None
    if method not in METHODS or (borders and method != "date"):
        raise UsageError(f"there is no way to split by {text!r}", remedy=f"known: {', '.join(METHODS)}")
    if borders is None:
        return method, None
    try:
        first, second = (datetime.date.fromisoformat(day).isoformat() for day in borders)
    except ValueError as error:
        raise UsageError(
            f"{days!r} are no two days", remedy="give the first days of dev and test: date:DAY,DAY"
        ) from error
    return method, (min(first, second), max(first, second))


def place(texts: Sequence[Text], plan: Plan) -> list[int]:
    """Return each text's split, by its number in `NAMES`, or DROPPED, or UNDATED.

    The texts come in the order in which they are placed, those with a `fixed` split first.
    """
    buckets = band_table([text.bands for text in texts])
    held = np.full(buckets.max(initial=-1) + 1, DROPPED, dtype=np.int8)
    placed = []
    for text, row in zip(texts, buckets, strict=True):
        split = text.fixed
        if split is None:
            split = _split(text, {found for found in held[row].tolist() if found >= 0}, plan)
        if split >= 0:
            held[row] = split
        placed.append(split)
    return placed


def date_borders(texts: Sequence[Text], plan: Plan) -> tuple[str, str] | None:
    """Return the first days of dev and of test by which the dated texts come nearest to the shares."""
    days = sorted(text.published for text in texts if text.published is not None)
    if not days:
        return None
    train, dev, _ = plan.shares
    ranks = (round(len(days) * train / 100), round(len(days) * (train + dev) / 100))
    first, second = (days[min(rank, len(days) - 1)] for rank in ranks)
    return first, second


def _split(text: Text, alike: set[int], plan: Plan) -> int:
    wanted = _wanted(text, plan)
    if plan.by == "text" and alike:
        return alike.pop() if len(alike) == 1 else DROPPED
    return wanted if alike <= {wanted} or wanted < 0 else DROPPED


def _wanted(text: Text, plan: Plan) -> int:
    if plan.by == "date" and plan.borders is not None:
        if text.published is None:
            return UNDATED
        return sum(text.published >= border for border in plan.borders)
    digest = hashlib.blake2b(f"{plan.seed}:{text.key}".encode(), digest_size=8).digest()
    point = int.from_bytes(digest, "big") / 2**64 * 100
    train, dev, _ = plan.shares
    return int(point >= train) + int(point >= train + dev)
