"""How far a share that was counted on a sample can be trusted: the interval of Wilson (1927, JASA 22:209)."""

from __future__ import annotations

from math import sqrt

# The quantile of the normal distribution for 95 %.
Z95 = 1.959963984540054


def wilson(right: int, total: int, *, z: float = Z95) -> tuple[float, float] | None:
    """Return the bounds of a share (0 to 1) of which `right` of `total` were counted; None for no count.

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
    return max(0.0, low), min(1.0, high)
