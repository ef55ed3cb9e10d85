"""What was measured, as lines to read and as rows for a plot."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from pipeline.bench.arena import Measured
from pipeline.bench.contenders import BARE

HEAD = f"{'':36}{'characters/s':>14}{'ratio':>8}{'loading':>10}{'peak MiB':>10}  target"


def speed(measured: Measured) -> float:
    """Return the characters a second of the median round."""
    return measured.characters / statistics.median(measured.rounds)


def ratio(measured: Measured, other: Measured) -> float:
    """Return the median over the rounds of the speed over another's: machines change their pace."""
    pairs = zip(measured.rounds, other.rounds, strict=True)
    return statistics.median(
        (measured.characters / own) / (other.characters / others) for own, others in pairs
    )


def lines(results: Sequence[Measured]) -> Iterator[str]:
    """Yield the head and a line for each contender; the ratio is to the bare cut."""
    by_name = {measured.contender.name: measured for measured in results}
    yield HEAD
    for measured in results:
        memory = "" if measured.memory is None else f"{measured.memory:,.0f}"
        target = _target(measured, by_name.get(measured.contender.beside))
        yield (
            f"{measured.contender.name:36}{speed(measured):>14,.0f}{ratio(measured, by_name[BARE]):>8.2f}"
            f"{measured.loading:>8.2f} s{memory:>10}{target}"
        )


def _target(measured: Measured, other: Measured | None) -> str:
    """Return what must be reached, and what is where that is not told beside it."""
    contender = measured.contender
    if contender.at_least is None or other is None:
        return ""
    if contender.beside == BARE:
        return f"  at least {contender.at_least}"
    return f"  {ratio(measured, other):.2f} × {contender.beside}, at least {contender.at_least}"
