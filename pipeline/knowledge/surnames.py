"""Chinese surnames, single and double."""

from __future__ import annotations

from functools import cache

from pipeline.resources import resource

MAX_GIVEN = 2


@cache
def load_surnames() -> frozenset[str]:
    """Return all surnames of seeds/people/surnames.txt."""
    return frozenset(resource("seeds/people/surnames.txt").read_text(encoding="utf-8").split())


def split_name(text: str, surnames: frozenset[str]) -> tuple[str, str] | None:
    """Return (surname, given name) when `text` has the form of a Chinese name, else None.

    A double surname is preferred where two characters or more would be left of it as a whole name:

    >>> split_name("欧阳俊", frozenset({"欧", "欧阳"}))
    ('欧阳', '俊')
    """
    for size in (2, 1):
        given = text[size:]
        if text[:size] in surnames and 1 <= len(given) <= MAX_GIVEN:
            return text[:size], given
    return None
