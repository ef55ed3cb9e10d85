"""The figures behind the table: by rule, by band of confidence, by kind of error; as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.evaluate.kinds import KINDS
from pipeline.evaluate.outcomes import by_band, by_rule, calibration_error
from pipeline.evaluate.tallies import DIGITS, Evaluation
from pipeline.terminal import in_columns

Row = dict[str, Any]


def format_details(evaluation: Evaluation) -> str:
    """Return the details as tables, each with its heading, a blank line between them."""
    return "\n\n".join(
        "\n".join([heading, *in_columns([list(rows[0]), *(list(row.values()) for row in rows)])])
        for heading, rows in tables(evaluation).items()
        if rows
    )


def format_json_details(evaluation: Evaluation) -> str:
    """Return the figures and their details as one JSON object."""
    bands = by_band(evaluation.outcomes)
    details = {"calibration_error": round(calibration_error(bands), DIGITS), **tables(evaluation)}
    return json.dumps({"figures": evaluation.table(), **details}, ensure_ascii=False)


def tables(evaluation: Evaluation) -> dict[str, list[Row]]:
    """Return the rows of each table: ``rules``, ``bands``, ``kinds``."""
    return {
        "rules": list(rule_rows(evaluation)),
        "bands": list(band_rows(evaluation)),
        "kinds": list(kind_rows(evaluation)),
    }


def rule_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Yield the precision of each rule in its layer with its 95 % interval."""
    for (layer, rule), share in by_rule(evaluation.outcomes).items():
        low, high = share.interval
        yield {
            "layer": layer,
            "rule": rule,
            "p": round(share.precision, DIGITS),
            "low": round(low, DIGITS),
            "high": round(high, DIGITS),
            "right": share.right,
            "n": share.total,
        }


def band_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Yield, for each band of confidence, the mean confidence beside the share that is right."""
    for band in by_band(evaluation.outcomes):
        low, high = band.share.interval
        yield {
            "from": band.low,
            "to": band.high,
            "confidence": round(band.confidence, DIGITS),
            "p": round(band.share.precision, DIGITS),
            "low": round(low, DIGITS),
            "high": round(high, DIGITS),
            "n": band.share.total,
        }


def kind_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Yield the number of errors of each kind, layer by layer."""
    for layer in sorted({layer for layer, _ in evaluation.kinds}):
        yield {"layer": layer, **{kind: evaluation.kinds[layer, kind] for kind in KINDS}}
