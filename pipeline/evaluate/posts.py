"""Scoring posts: who holds which position, and in which body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.evaluate.attributes import same_body
from pipeline.evaluate.items import Item
from pipeline.evaluate.matching import split_optional, touches
from pipeline.evaluate.spans import Interval, Page, squeezed
from pipeline.evaluate.tallies import MISSED_ITEM, Counts, ErrorRow, Evaluation, error_row

# The position's place in the ink, and its holder.
Post = tuple[Interval, str]


def score_posts(page: Page, predicted: Sequence[Item], gold: Sequence[Item]) -> Evaluation:
    """Return the figures of pairs of position and holder, without and with the body, and the wrong ones."""
    demanded, optional = split_optional(gold)
    wanted = _posts(demanded)
    found = _posts(item for item in predicted if not touches(item, optional))
    held = [post for post in found if post in wanted]
    placed = {
        post for post in held if same_body(found[post].get("organization"), wanted[post].get("organization"))
    }
    counts = {
        "posts.person_position": Counts(len(held), len(found), len(wanted)),
        "posts.person_position_org": Counts(len(placed), len(found), len(wanted)),
    }
    return Evaluation(counts, errors=_errors(page, found, wanted, placed))


def _posts(positions: Iterable[Item]) -> dict[Post, Item]:
    """Return each holder of each position; the later of two statements about one post counts."""
    return {
        (position.ink, squeezed(person)): position
        for position in positions
        for person in position.get("people") or []
    }


def _errors(
    page: Page, found: dict[Post, Item], wanted: dict[Post, Item], placed: set[Post]
) -> list[ErrorRow]:
    rows = []
    for post, position in wanted.items():
        if post not in found:
            rows.append(_row(page, MISSED_ITEM, post, position))
        elif post not in placed:
            detail = f"{found[post].get('organization')} != {position.get('organization')}"
            rows.append(_row(page, "ORG", post, found[post], detail=detail))
    return rows + [_row(page, "FP", post, position) for post, position in found.items() if post not in wanted]


def _row(page: Page, kind: str, post: Post, position: Item, *, detail: str = "") -> ErrorRow:
    row = error_row(page, "posts", kind, position, detail=detail)
    return row._replace(text=f"{post[1]} · {position.text}")
