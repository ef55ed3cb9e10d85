"""The page of a corpus: its counts as tables and plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.html import page, plots
from pipeline.report.counts import BINS, CONFIDENCE_LAYERS, LAYERS, UNDATED, UNKNOWN, Counts
from pipeline.report.rejected import Rejected

COMMONEST = 25
IN_YEARS = 12
YEARS_SHOWN = 8
# Months up to here, above it whole years: a column must stay wide enough to be seen.
MONTHS_SHOWN = 60
STATUSES = ("target", "achieved")


def write_report(path: Path, counts: Counts, rejected: Rejected, *, title: str) -> None:
    """Write the report. Raises OutputError, and UsageError where the extra is not installed."""
    years = sorted(year for year in {year for year, _ in counts.years} if year != UNDATED)
    values = {
        "title": title,
        "counts": counts,
        "documents": counts.tally.distinct("document"),
        "period": _period(counts.published),
        "layers": [(layer, counts.layers[layer]) for layer in LAYERS],
        "indicators": _goals_by(counts, "indicator"),
        "owners": _goals_by(counts, "owner"),
        "years": [(year, *(counts.years[year, status] for status in STATUSES)) for year in years],
        "undated": [counts.years[UNDATED, status] for status in STATUSES],
        "in_years": _in_years(counts, years[-YEARS_SHOWN:]),
        "people": _names(counts, "person"),
        "bodies": _names(counts, "body"),
        "rejected": rejected,
        "plots": {
            "deadlines": _deadline_plot(counts.deadlines),
            "confidences": _confidence_plot(counts),
        },
    }
    page.write_page(path, "report.html", values)


def _period(published: Mapping[str, int]) -> str:
    months = sorted(month for month in published if month != UNDATED)
    if not months:
        return "no dates"
    return months[0] if len(months) == 1 else f"{months[0]} – {months[-1]}"


def _goals_by(counts: Counts, what: str) -> list[tuple[str, int, int]]:
    """Return (name, goals, results) of the names with the most of both."""
    count = counts.tally.count
    return [
        (name, count(f"{what} {STATUSES[0]}", name), count(f"{what} {STATUSES[1]}", name))
        for name in _commonest(counts, what, COMMONEST)
    ]


def _commonest(counts: Counts, what: str, limit: int) -> list[str]:
    """Return the names that the most goals and results have; those without one are left out."""
    return [name for name, _ in counts.tally.top(what, limit + 1) if name != UNKNOWN][:limit]


def _names(counts: Counts, what: str) -> list[tuple[str, int, int]]:
    """Return (name, records, mentions) of the names that the most records have."""
    commonest = counts.tally.top(f"{what} records", COMMONEST)
    return [(name, records, counts.tally.count(f"{what} mentions", name)) for name, records in commonest]


def _in_years(counts: Counts, years: Sequence[str]) -> dict[str, Any]:
    """Return the commonest indicators and owners with their goals and results of each of the last years."""
    tables: dict[str, list[tuple[str, list[int]]]] = {}
    for what in ("indicator", "owner"):
        tables[what] = [
            (name, [counts.tally.count(f"{what} by year", f"{name}\t{year}") for year in years])
            for name in _commonest(counts, what, IN_YEARS)
        ]
    return {"years": years, **tables}


def _deadline_plot(deadlines: Mapping[str, int]) -> Any:
    """Return the goals by the month, or the year, in which their time frames end; None without any."""
    months = sorted(month for month in deadlines if month != UNDATED)
    if not months:
        return None
    labels = _months(months[0], months[-1])
    counted: Mapping[str, int] = deadlines
    if len(labels) > MONTHS_SHOWN:
        labels = [str(year) for year in range(int(months[0][:4]), int(months[-1][:4]) + 1)]
        counted = {label: sum(deadlines[month] for month in months if month[:4] == label) for label in labels}
    series = {"goals": [float(counted.get(label, 0)) for label in labels]}
    return plots.draw_columns(labels, series, title="Goals by the end of their time frame")


def _months(first: str, last: str) -> list[str]:
    """Return all months from the first to the last.

    >>> _months("2021-11", "2022-02")
    ['2021-11', '2021-12', '2022-01', '2022-02']
    """
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def _confidence_plot(counts: Counts) -> Any:
    if not counts.confidences:
        return None
    labels = [f"{number / BINS:.2f}" for number in range(BINS)]
    series = {
        layer: [float(counts.confidences[layer, number]) for number in range(BINS)]
        for layer in CONFIDENCE_LAYERS
    }
    return plots.draw_columns(labels, series, title="Mentions by confidence, in bands of 0.05")
