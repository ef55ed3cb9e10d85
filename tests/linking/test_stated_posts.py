"""What the whole linker states of posts, on sentences of our own."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

from pipeline.build import build_nlp

CASES = [
    ("云川市委书记周好出席会议。", [("周好", "市委书记", "云川市委", "市", "current")]),
    (
        "云川市委副书记、市长周好出席会议。",
        [
            ("周好", "市委副书记", "云川市委", "市", "current"),
            ("周好", "市长", "云川市政府", "市", "current"),
        ],
    ),
    (
        "时任云川市水务局局长李向前回忆道，云川市曾经缺水。",
        [("李向前", "局长", "云川市水务局", "市", "former")],
    ),
    (
        "云川市委副书记、代市长周好讲话。",
        [
            ("周好", "市委副书记", "云川市委", "市", "current"),
            ("周好", "代市长", "云川市政府", "市", "acting"),
        ],
    ),
    ("青禾集团董事长李向前介绍了项目。", [("李向前", "董事长", "青禾集团", None, "current")]),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_nlp(words=False)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_states_posts(nlp: Language, text: str, expected: list[tuple[Any, ...]]) -> None:
    doc = nlp(text)
    stated = [
        (post["person"], post["position"], post["organization"], post["level"], post["status"])
        for post in doc._.posts
    ]
    assert stated == expected


def test_evidence_stands_where_it_says(nlp: Language) -> None:
    doc = nlp("云川市水务局局长李向前到场。李向前2021年9月任云川市水务局局长。")
    [_, post] = doc._.posts
    evidence = post["evidence"]
    assert doc.text[slice(*evidence.person)] == "李向前"
    assert doc.text[slice(*evidence.organization)] == "云川市水务局"
    assert doc.text[slice(*evidence.date)] == "2021年9月"
    assert doc.text[slice(*evidence.whole)] == "李向前2021年9月任云川市水务局局长"


def test_running_again_changes_nothing(nlp: Language) -> None:
    doc = nlp("时任云川市水务局局长李向前回忆道，云川市曾经缺水。")
    before = list(doc._.posts)
    assert nlp.get_pipe("post_linker")(doc)._.posts == before
