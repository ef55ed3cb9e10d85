"""What became of each judged item: by rule with Wilson intervals, by confidence with calibration."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from pipeline.evaluate.items import Item
from pipeline.evaluate.matching import Matching
from pipeline.evaluate.tallies import Outcome
from pipeline.values.intervals import Interval, wilson

K = TypeVar("K")

BANDS = 10
GOALS = "goals"
NOTHING_KNOWN = Interval(0.0, 1.0)


class Share(NamedTuple):
    """How many of how many were right."""

    right: int
    total: int

    @property
    def precision(self) -> float:
        """The share that is right, 0 of nothing."""
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> Interval:
        """The range in which the precision lies with 95 % confidence."""
        return wilson(self.right, self.total) or NOTHING_KNOWN


class Band(NamedTuple):
    """The items whose confidence is in [`low`, `high`): their mean confidence, and how many were right."""

    low: float
    high: float
    confidence: float
    share: Share


def outcomes_of(
    layer: str, matching: Matching, *, right: Callable[[Item, Item], bool] | None = None
) -> list[Outcome]:
    """Return the outcomes of a matching: pairs are right, or as `right` says; what is false is wrong."""
    found = [_outcome(layer, item, right is None or right(item, wanted)) for item, wanted in matching.pairs]
    return found + [_outcome(layer, item, False) for item in matching.false]


def _outcome(layer: str, item: Item, right: bool) -> Outcome:
    confidence = item.get("confidence")
    known = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    return Outcome(layer, item.rule, float(confidence) if known else None, right)


def by_layer(outcomes: Iterable[Outcome]) -> dict[str, Share]:
    """Return the precision of each layer, in the order of their first outcomes."""
    return _shares((outcome.layer, outcome.right) for outcome in outcomes)


def by_rule(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], Share]:
    """Return the precision of each (layer, rule), sorted; an item on which rules agreed counts for each."""
    shares = _shares(
        ((outcome.layer, rule), outcome.right) for outcome in outcomes for rule in outcome.rule.split("+")
    )
    return dict(sorted(shares.items()))


def _shares(answers: Iterable[tuple[K, bool]]) -> dict[K, Share]:
    shares: dict[K, Share] = {}
    for key, right in answers:
        known = shares.get(key, Share(0, 0))
        shares[key] = Share(known.right + right, known.total + 1)
    return shares


def by_band(outcomes: Iterable[Outcome]) -> list[Band]:
    """Return the bands of confidence, a tenth wide each, that hold anything; 1 is in the last one.

    A goal counts once, by its quantity, whose confidence it is.
    """
    bands: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.confidence is not None and outcome.layer != GOALS:
            bands.setdefault(max(0, min(BANDS - 1, int(outcome.confidence * BANDS))), []).append(outcome)
    return [_band(number, bands[number]) for number in sorted(bands)]


def _band(number: int, outcomes: Sequence[Outcome]) -> Band:
    mean = math.fsum(outcome.confidence or 0.0 for outcome in outcomes) / len(outcomes)
    share = Share(sum(outcome.right for outcome in outcomes), len(outcomes))
    return Band(number / BANDS, (number + 1) / BANDS, mean, share)


def calibration_error(bands: Iterable[Band]) -> float:
    """Return the expected calibration error, 0 of nothing.

    ECE = Σ n_b / N · |precision_b − confidence_b| (Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated
    Probabilities Using Bayesian Binning, AAAI 2015).
    """
    known = list(bands)
    total = sum(band.share.total for band in known)
    gaps = (band.share.total * abs(band.share.precision - band.confidence) for band in known)
    return math.fsum(gaps) / total if total else 0.0
