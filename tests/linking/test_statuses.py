"""Whether a post is held, was held, is to be held."""

from __future__ import annotations

import pytest

from pipeline.linking.statuses import StatusRow, status_of, status_rows
from pipeline.rows import unmark


@pytest.mark.parametrize("row", [row for row, _ in status_rows()], ids=lambda row: row.id)
def test_a_row_tells_its_example_and_not_its_counter_example(row: StatusRow) -> None:
    text, [(start, end)] = unmark(row.example)
    assert status_of(text, end, (end, len(text)), 0) == row.status
    patterns = {other.id: pattern for other, pattern in status_rows()}
    lead = row.counter_example[: row.counter_example.index("云川")]
    assert patterns[row.id].search(lead) is None
    assert text[start:end]


CASES = [
    ("时任⟦市长⟧周好", "former"),
    ("曾任云川乡⟦乡长⟧", "former"),
    ("原云川市委⟦书记⟧周好", "former"),
    ("周好辞去⟦市长⟧职务", "former"),
    ("周好的⟦局长⟧职务", "former"),
    ("⟦原局长⟧周好", "former"),
    ("⟦代市长⟧周好", "acting"),
    ("⟦代理检察长⟧周好", "acting"),
    ("拟任⟦局长⟧", "proposed"),
    ("提名周好为⟦市长⟧", "proposed"),
    ("现任⟦局长⟧", "current"),
    ("曾任县长。今天⟦局长⟧周好", None),
    ("到高原⟦乡长⟧周好家", None),
    ("人大⟦代表⟧周好", None),
    ("周好的⟦局长⟧很忙", None),
]


@pytest.mark.parametrize(("marked", "status"), CASES)
def test_the_words_before_a_post_tell_its_status(marked: str, status: str | None) -> None:
    text, [title] = unmark(marked)
    body = text.find("云川市委")
    start = body if 0 <= body < title[0] else title[0]
    assert status_of(text, start, title, 0) == status


def test_what_belongs_to_the_title_before_does_not_count() -> None:
    text = "时任县长、市长周好"
    assert status_of(text, 5, (5, 7), 4) is None
