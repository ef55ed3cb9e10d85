"""Scoring records against gold.

Spans are compared by the characters that they cover, white space apart: *strict* is the very same characters,
*loose* at least half of their union. A prediction that matches nothing demanded but touches an optional item
is passed over. Attributes are compared in matched pairs. Of documents that nobody has read in full only what
was judged counts, and for precision alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from pipeline.evaluate.attributes import check_date, check_organization, check_person
from pipeline.evaluate.details import format_details, format_json_details
from pipeline.evaluate.entities import score_mentions, score_offsets
from pipeline.evaluate.gold import Gold, read_gold
from pipeline.evaluate.items import Item
from pipeline.evaluate.kinds import count_kinds
from pipeline.evaluate.partial import judged_only, precision_only
from pipeline.evaluate.posts import score_posts
from pipeline.evaluate.predictions import read_predictions, read_records
from pipeline.evaluate.quantities import score_quantities
from pipeline.evaluate.report import format_errors, format_json, format_table
from pipeline.evaluate.spans import Page
from pipeline.evaluate.tallies import ErrorRow, Evaluation

__all__ = [
    "ErrorRow",
    "Evaluation",
    "evaluate_files",
    "evaluate_page",
    "format_errors",
    "format_evaluation",
    "format_json",
    "format_table",
]

Items = Mapping[str, Sequence[Item]]


def evaluate_files(records: Path, gold: Sequence[Path], texts: Path) -> Evaluation:
    """Return the evaluation of a file of records against gold files; `texts` is the folder of their texts.

    Records of other documents are left aside. Raises SourceError where a file is missing or unreadable,
    RowError where one is malformed or does not belong to its text.
    """
    by_document = read_records(records)
    evaluation = Evaluation()
    for path in gold:
        gold_page = read_gold(path, texts)
        predicted = read_predictions(by_document.get(gold_page.page.name, []), gold_page.page)
        evaluation.include(_evaluate(gold_page, predicted))
    return evaluation


def _evaluate(gold: Gold, predicted: Items) -> Evaluation:
    """Return the evaluation of a page; one that was not read in full tells of precision alone."""
    if gold.fully_read:
        return evaluate_page(gold.page, predicted, gold.layers)
    judged = judged_only(predicted, gold.layers, gold.negatives)
    return precision_only(evaluate_page(gold.page, judged, gold.layers))


def format_evaluation(evaluation: Evaluation, *, as_json: bool, details: bool) -> str:
    """Return the figures as a table or as JSON, with their details where they are asked for."""
    if as_json:
        return format_json_details(evaluation) if details else format_json(evaluation)
    table = format_table(evaluation)
    return f"{table}\n\n{format_details(evaluation)}" if details else table


def evaluate_page(page: Page, predicted: Items, gold: Items) -> Evaluation:
    """Return the evaluation of one page: predicted and demanded items by layer."""
    evaluation = score_offsets(page, chain.from_iterable(predicted.values()))
    mentions = (
        ("people", check_person),
        ("positions", None),
        ("organizations", check_organization),
        ("dates", check_date),
    )
    for layer, check in mentions:
        evaluation.include(score_mentions(page, layer, predicted[layer], gold[layer], check=check))
        if layer == "positions":
            evaluation.include(score_posts(page, predicted[layer], gold[layer]))
    evaluation.include(score_quantities(page, predicted["goals"], gold["goals"]))
    evaluation.kinds = count_kinds(predicted, gold)
    return evaluation
