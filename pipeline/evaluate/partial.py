"""Documents that nobody has read in full: what was judged counts for precision, nothing for recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evaluate.items import Item
from pipeline.evaluate.kinds import MISSED
from pipeline.evaluate.matching import touches
from pipeline.evaluate.tallies import MISSED_ITEM, Evaluation

Items = Mapping[str, Sequence[Item]]


def judged_only(predicted: Items, gold: Items, negatives: Items) -> dict[str, list[Item]]:
    """Return the predictions that a reader has judged: those that share characters with what he left in gold.

    Accepted, corrected and doubtful items are in `gold`, rejected ones in `negatives`.
    """
    return {
        layer: [item for item in items if touches(item, [*gold[layer], *negatives[layer]])]
        for layer, items in predicted.items()
    }


def precision_only(evaluation: Evaluation) -> Evaluation:
    """Return an evaluation that tells of precision alone: nothing was demanded, so nothing was missed."""
    counts = {
        figure: counts._replace(gold=0, unread=counts.matched) for figure, counts in evaluation.counts.items()
    }
    errors = [row for row in evaluation.errors if row.kind != MISSED_ITEM]
    kinds = {key: count for key, count in evaluation.kinds.items() if key[1] != MISSED}
    return Evaluation(counts, evaluation.checks, errors, evaluation.outcomes, type(evaluation.kinds)(kinds))
