"""Evidence for titles: beside a name, of a body, in a chain; alone there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.post_evidence import BESIDE_NAME, IN_CHAIN, OF_BODY
from tests.marked import repeated

KEY = "post_evidence"


@pytest.fixture(scope="module")
def evidence(nlp: Language, recognize: Callable[[str], Doc]) -> Callable[[str], dict[str, tuple[str, float]]]:
    """Return for each title of a text the reason that speaks for it and how much it weighs."""

    def run(text: str) -> dict[str, tuple[str, float]]:
        doc = nlp.get_pipe(KEY)(recognize(text))
        group = doc.spans[KEY]
        scores = group.attrs["scores"]
        return {span.text: (span.id_, score) for span, score in zip(group, scores, strict=True)}

    return run


Evidence = Callable[[str], dict[str, tuple[str, float]]]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("主任周望岳到会", "主任"),
        ("周望岳主任到会", "主任"),
        ("决定任命周望岳为局长", "局长"),
        ("局长周望岳、郑清源到会", "局长"),
    ],
)
def test_a_name_beside_a_title(evidence: Evidence, text: str, title: str) -> None:
    assert evidence(text) == {title: ("position.beside_name", BESIDE_NAME)}


def test_all_titles_of_a_chain_share_its_holder(evidence: Evidence) -> None:
    assert set(evidence("市审计局党组书记、局长周望岳").values()) == {("position.beside_name", BESIDE_NAME)}


def test_a_body_before_a_title(evidence: Evidence) -> None:
    assert evidence("市审计局局长须按时到会") == {"局长": ("position.of_body", OF_BODY)}


def test_a_sure_title_vouches_for_its_neighbours(evidence: Evidence) -> None:
    found = evidence("党组书记、局长要带头")
    assert found["局长"] == ("position.in_chain", IN_CHAIN)


@pytest.mark.parametrize("text", ["主任要带头", "会议由局长主持", "", "没有头衔的句子"])
def test_a_title_alone_has_none(evidence: Evidence, text: str) -> None:
    assert evidence(text) == {}


def test_other_groups_can_be_named() -> None:
    nlp = spacy.blank("zh")
    groups = {"positions": "mine", "organizations": "none", "people": "none"}
    nlp.add_pipe(KEY, config={"groups": groups})
    assert list(nlp("主任周望岳到会").spans[KEY]) == []


def test_long_chains_come_to_an_end(nlp: Language, recognize: Callable[[str], Doc]) -> None:
    doc = recognize(repeated("李永强，现任主任。市审计局，院长。", 20_000))
    assert KEY in nlp.get_pipe(KEY)(doc).spans
