"""Scoring goals and results: the quantity's span, then everything that is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.evaluate.attributes import Check, same_body, same_number
from pipeline.evaluate.entities import false_and_missed
from pipeline.evaluate.items import Item
from pipeline.evaluate.matching import Matching, match
from pipeline.evaluate.outcomes import GOALS, outcomes_of
from pipeline.evaluate.spans import Page, half_overlap, overlap, sameness
from pipeline.evaluate.tallies import Counts, ErrorRow, Evaluation, error_row

TARGET = "target"


def score_quantities(page: Page, predicted: Sequence[Item], gold: Sequence[Item]) -> Evaluation:
    """Return the figures of quantities, of whole goals (the tuple), of targets, and of each attribute.

    Attributes are compared in loosely matched pairs: a border beside the right one is no wrong value.
    """
    strict, loose = match(predicted, gold, sameness), match(predicted, gold, half_overlap)
    evaluation = Evaluation({"quantities.strict": strict.counts, "quantities.loose": loose.counts})
    complete = 0
    for found, wanted in loose.pairs:
        parts = tuple_parts(found, wanted)
        complete += all(parts.values())
        evaluation.checks += [(check.figure, check.correct) for check in _checks(found, wanted, parts)]
        if not all(parts.values()):
            evaluation.errors.append(_wrong_tuple(page, found, wanted, parts))
    evaluation.counts["goals.tuple"] = loose.counts._replace(matched=complete)
    evaluation.counts["goals.target_detection"] = _target_counts(loose)
    evaluation.errors += false_and_missed(page, "quantities", loose)
    evaluation.outcomes = [
        *outcomes_of("quantities", strict),
        *outcomes_of(GOALS, loose, right=right_tuple),
    ]
    return evaluation


def right_tuple(found: Item, wanted: Item) -> bool:
    """Return whether all parts that make a goal are right."""
    return all(tuple_parts(found, wanted).values())


def tuple_parts(found: Item, wanted: Item) -> dict[str, bool]:
    """Return which of the parts that make a goal are right."""
    values = (same_number(found.get(key), wanted.get(key)) for key in ("value", "value_max"))
    return {
        "status": found.get("status") == wanted.get("status"),
        "value": all(values),
        "unit": (found.get("unit") or "") == (wanted.get("unit") or ""),
        "comparator": _same_comparator(found, wanted),
        "indicator": _same_indicator(found, wanted),
    }


def _same_comparator(found: Item, wanted: Item) -> bool:
    accepted = [wanted.get("comparator"), *(wanted.get("comparator_also") or [])]
    return found.get("comparator") in accepted


def _same_indicator(found: Item, wanted: Item) -> bool:
    """Return whether the indicator covers half of an accepted one; where gold has none, any may stand."""
    if wanted.get("indicator") is None:
        return bool(wanted.fields.get("indicator_optional", True)) or not found.indicators
    return any(
        overlap(ours.ink, other.ink) >= 0.5 for ours in found.indicators for other in wanted.indicators
    )


def _checks(found: Item, wanted: Item, parts: dict[str, bool]) -> Iterator[Check]:
    """Yield the answers to all that gold asks of this goal."""
    for part in ("status", "value", "unit", "comparator"):
        yield Check(f"goals.{part}", parts[part])
    if wanted.get("indicator") is not None:
        yield Check("goals.indicator", parts["indicator"])
        exact = [item.ink for item in found.indicators] == [wanted.indicators[0].ink]
        yield Check("goals.indicator_strict", exact)
    if wanted.get("change"):
        yield Check("goals.change", found.get("change") == wanted.get("change"))
    if wanted.get("deadline"):
        yield Check("goals.deadline", _same_deadline(found, wanted))
    if wanted.get("owner"):
        yield Check("goals.owner", same_body(found.get("owner"), wanted.get("owner")))


def _same_deadline(found: Item, wanted: Item) -> bool:
    """Return whether the last day is right: it binds, the first day is a matter of reading."""
    last_day = (found.get("deadline") or {}).get("end_date")
    return bool(last_day == wanted.get("deadline")[1])


def _target_counts(matching: Matching) -> Counts:
    """Return how well targets are told from results."""
    both = sum(_is_target(found) and _is_target(wanted) for found, wanted in matching.pairs)
    found = sum(map(_is_target, [found for found, _ in matching.pairs] + list(matching.false)))
    wanted = sum(map(_is_target, [wanted for _, wanted in matching.pairs] + list(matching.missed)))
    return Counts(both, found, wanted)


def _is_target(item: Item) -> bool:
    return bool(item.get("status") == TARGET)


def _wrong_tuple(page: Page, found: Item, wanted: Item, parts: dict[str, bool]) -> ErrorRow:
    kind = "/".join(part for part, correct in parts.items() if not correct)
    detail = f"got {_description(found)} want {_description(wanted)}"
    return error_row(page, "goals", kind, wanted, detail=detail)._replace(rule=found.rule)


def _description(item: Item) -> str:
    indicator = item.indicators[0].text if item.indicators else None
    parts = (item.get(key) for key in ("status", "value", "unit", "comparator"))
    return f"{' '.join(map(str, parts))} [{indicator}]"
