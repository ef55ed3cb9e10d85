"""What was measured, as lines to read and as rows for a plot."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from pipeline.bench.arena import Measured
from pipeline.bench.contenders import BARE

HEAD = f"{'':36}{'characters/s':>14}{'ratio':>8}{'at least':>10}{'loading':>10}{'peak MiB':>10}"


def speed(measured: Measured) -> float:
    """Return the characters a second of the median round."""
    return measured.characters / statistics.median(measured.rounds)


def ratio(measured: Measured, bare: Measured) -> float:
    """Return the median over the rounds of the speed over the bare cut's: machines change their pace."""
    pairs = zip(measured.rounds, bare.rounds, strict=True)
    return statistics.median((measured.characters / own) / (bare.characters / other) for own, other in pairs)


def lines(results: Sequence[Measured]) -> Iterator[str]:
    """Yield the head and a line for each contender."""
    bare = next(measured for measured in results if measured.contender.name == BARE)
    yield HEAD
    for measured in results:
        at_least = measured.contender.at_least
        memory = "" if measured.memory is None else f"{measured.memory:,.0f}"
        yield (
            f"{measured.contender.name:36}{speed(measured):>14,.0f}{ratio(measured, bare):>8.2f}"
            f"{'' if at_least is None else at_least:>10}{measured.loading:>8.2f} s{memory:>10}"
        )
