"""What a rejection says."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.rejection import Rejection, explain


@pytest.mark.parametrize(
    ("rejection", "message"),
    [
        (Rejection("a.txt", "read", "the file is empty"), "a.txt: the file is empty"),
        (Rejection("a.txt", "read", "no text", line=3), "a.txt:3: no text"),
        (Rejection("a.jsonl#12", "read", "no JSON", line=12), "a.jsonl:12: no JSON"),
        (Rejection("a.jsonl#12", "clean", "too long", line=12, id="n"), "a.jsonl:12: clean: too long"),
    ],
)
def test_message(rejection: Rejection, message: str) -> None:
    assert rejection.message == message


def test_row_has_its_keys_in_order() -> None:
    row = Rejection("a.txt", "read", "the file is empty").row
    assert list(row) == ["id", "uri", "line", "stage", "error"]


def test_explain_leaves_the_place_out() -> None:
    error = SourceError("no text", place="a.txt", line=3, remedy="give a text")
    assert explain(error) == "no text (give a text)"
    assert explain(SourceError("no text", place="a.txt")) == "no text"
