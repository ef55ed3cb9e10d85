"""How far a share that was counted on a sample can be trusted: the interval of Wilson (1927, JASA 22:209)."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

# The quantile of the normal distribution for 95 %.
Z95 = 1.959963984540054


class Interval(NamedTuple):
    """A range of shares (0 to 1)."""

    low: float
    high: float


def wilson(right: int, total: int, *, z: float = Z95) -> Interval | None:
    """Return the bounds of a share of which `right` of `total` were counted; None for no count.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), with z the normal quantile of the level.

    Unlike the normal approximation it stays within 0…1 and holds for small counts and shares near the ends.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if total == 0:
        return None
    share, square = right / total, z * z / total
    middle = share + square / 2
    half = z * sqrt(share * (1 - share) / total + square / (4 * total))
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return Interval(max(0.0, low), min(1.0, high))
