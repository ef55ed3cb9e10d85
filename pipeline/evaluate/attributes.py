"""When an attribute of a found item is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pipeline.evaluate.items import Item
from pipeline.evaluate.spans import squeezed

RELATIVE_TOLERANCE = 1e-6


class Check(NamedTuple):
    """One answer, right or wrong; `kind` names the error where a wrong one is reported."""

    figure: str
    correct: bool
    kind: str = ""
    detail: str = ""


AttributeCheck = Callable[[Item, Item], Iterator[Check]]


def check_person(predicted: Item, gold: Item) -> Iterator[Check]:
    """Yield whether the full name is right."""
    answer = predicted.get("name")
    correct = answer is not None and squeezed(answer) == squeezed(gold.get("name") or gold.text)
    yield Check("people.name", correct)


def check_organization(predicted: Item, gold: Item) -> Iterator[Check]:
    """Yield whether the full name of a body is right."""
    answer, wanted = predicted.get("name"), gold.get("name") or gold.text
    yield Check("organizations.name", same_body(answer, wanted), "NAME", f"{answer} != {wanted}")


def check_date(predicted: Item, gold: Item) -> Iterator[Check]:
    """Yield whether the days and the TIMEX3 value are right; gold leaves out what context decides."""
    if gold.get("value_optional"):
        return
    if "start_date" in gold.fields:
        days, wanted = _days(predicted), _days(gold)
        detail = f"{days[0]}..{days[1]} != {wanted[0]}..{wanted[1]}"
        yield Check("dates.resolved", days == wanted, "VALUE", detail)
    if gold.get("value"):
        yield Check("dates.timex", predicted.get("value") == gold.get("value"))


def _days(item: Item) -> tuple[Any, Any]:
    return item.get("start_date"), item.get("end_date")


def same_body(answer: object, accepted: str | list[str] | None) -> bool:
    """Return whether a body's name is one of the accepted names.

    A name in brackets is implied only: giving none is right too. Where gold accepts None anything goes. The
    prefix 中共 and the difference of 人民政府 and 政府 do not count.
    """
    if accepted is None:
        return True
    names = [squeezed(name) for name in (accepted if isinstance(accepted, list) else [accepted])]
    if answer is None:
        return any(name == "" or name.startswith("(") for name in names)
    return _plain_name(squeezed(answer)) in map(_plain_name, names)


def _plain_name(name: str) -> str:
    return name.strip("()").replace("中共", "").replace("人民政府", "政府")


def same_number(answer: object, wanted: object) -> bool:
    """Return whether two numbers agree up to a millionth; None agrees with None only."""
    if answer is None or wanted is None:
        return answer is wanted
    try:
        number, target = float(answer), float(wanted)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return abs(number - target) <= RELATIVE_TOLERANCE * max(1.0, abs(target))
