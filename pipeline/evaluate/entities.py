"""Scoring mentions: people, positions, organizations, dates; and whether offsets hold what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.evaluate.attributes import AttributeCheck
from pipeline.evaluate.items import Item
from pipeline.evaluate.matching import Matching, match, without_duplicates
from pipeline.evaluate.outcomes import outcomes_of
from pipeline.evaluate.spans import Page, half_overlap, sameness
from pipeline.evaluate.tallies import MISSED_ITEM, ErrorRow, Evaluation, error_row


def score_mentions(
    page: Page,
    layer: str,
    predicted: Sequence[Item],
    gold: Sequence[Item],
    *,
    check: AttributeCheck | None = None,
) -> Evaluation:
    """Return strict and loose figures of a layer, its false and missed items, and its attributes' checks."""
    mentions = without_duplicates(predicted)
    strict, loose = match(mentions, gold, sameness), match(mentions, gold, half_overlap)
    evaluation = Evaluation({f"{layer}.strict": strict.counts, f"{layer}.loose": loose.counts})
    evaluation.errors = false_and_missed(page, layer, strict)
    evaluation.outcomes = outcomes_of(layer, strict)
    if check is not None:
        evaluation.include(_checked_attributes(page, layer, strict, check))
    return evaluation


def _checked_attributes(page: Page, layer: str, matching: Matching, check: AttributeCheck) -> Evaluation:
    evaluation = Evaluation()
    for found, wanted in matching.pairs:
        for answer in check(found, wanted):
            evaluation.checks.append((answer.figure, answer.correct))
            if answer.kind and not answer.correct:
                evaluation.errors.append(error_row(page, layer, answer.kind, found, detail=answer.detail))
    return evaluation


def false_and_missed(page: Page, layer: str, matching: Matching) -> list[ErrorRow]:
    """Return the error rows of a matching."""
    false = [error_row(page, layer, "FP", item) for item in matching.false]
    return false + [error_row(page, layer, MISSED_ITEM, item) for item in matching.missed]


def score_offsets(page: Page, predicted: Iterable[Item]) -> Evaluation:
    """Return how many items stand where their offsets say, in the record's text and in the source."""
    items = list(predicted)
    checks = [("offsets", item.faithful) for item in items]
    errors = [error_row(page, "offsets", "BAD", item) for item in items if not item.faithful]
    return Evaluation(checks=checks, errors=errors)
