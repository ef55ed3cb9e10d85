"""Documents to records: order, batches, and what a failing step does."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import annotate as annotate_module
from pipeline.annotate import BATCH_CHARACTERS, Outcome, annotate, passed_by_the_collector
from pipeline.errors import SourceError
from pipeline.readers.source import Source
from pipeline.rejection import Rejection

POISON = "毒"


def doc(text: str, ident: str = "n") -> Source:
    return Source(uri=f"{ident}.txt", text=text, id=ident, sha256="0" * 64)


def fail_on_poison(doc: Doc) -> Doc:
    if POISON in doc.text:
        raise KeyError("no such rule")
    return doc


@pytest.fixture(scope="module")
def nlp() -> Iterator[Language]:
    """The character grid with one component, which fails on one character."""
    Language.component("fail_on_poison", func=fail_on_poison)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}})
    nlp.add_pipe("fail_on_poison")
    yield nlp


def run(nlp: Language, *documents: Source | Rejection) -> list[Outcome]:
    return list(annotate(nlp, documents))


def test_outcomes_come_in_the_order_of_the_documents(nlp: Language) -> None:
    refused = Rejection("b.txt", "read", "the file is empty")
    first, second, third = run(nlp, doc("青川市。", "a"), refused, doc("云溪区。", "c"))
    assert [record["id"] for record in first.records + third.records] == ["a-1", "c-1"]
    assert second == Outcome(0, [], refused)
    assert (first.characters, third.characters) == (4, 4)


def test_records_outlive_the_memory_zone(nlp: Language) -> None:
    outcomes = run(nlp, *(doc(f"{n}号文件。" * 30_000, str(n)) for n in range(4)))
    assert [outcome.records[0]["text"][:1] for outcome in outcomes] == ["0", "1", "2", "3"]
    assert json.dumps([outcome.records for outcome in outcomes])


def test_batches_change_nothing(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [doc("青川市。" * (n + 1), str(n)) for n in range(9)]
    together = run(nlp, *documents)
    monkeypatch.setattr(annotate_module, "BATCH_CHARACTERS", 1)
    assert run(nlp, *documents) == together


def test_documents_are_read_as_they_are_needed(nlp: Language) -> None:
    read = []

    def documents() -> Iterator[Source]:
        for n in range(5):
            read.append(n)
            yield doc("字" * BATCH_CHARACTERS, str(n))

    outcomes = annotate(nlp, documents())
    next(outcomes)
    assert read == [0]


def test_a_failing_component_rejects_its_document_only(nlp: Language) -> None:
    good, bad, last = run(nlp, doc("青川市。", "a"), doc(f"一个{POISON}字。", "b"), doc("云溪区。", "c"))
    assert (good.rejection, last.rejection) == (None, None)
    assert (len(good.records), bad.records, len(last.records)) == (1, [], 1)
    assert bad.rejection is not None
    assert (bad.rejection.stage, bad.rejection.id, bad.rejection.uri) == ("fail_on_poison", "b", "b.txt")
    assert bad.rejection.error.startswith("KeyError: 'no such rule' (tests.test_annotate, line ")


def test_a_failing_row_is_named_by_its_line(nlp: Language) -> None:
    row = Source(uri="rows.jsonl#7", text=POISON, id="n", sha256="0" * 64, line=7)
    (outcome,) = run(nlp, row)
    assert outcome.rejection is not None
    assert outcome.rejection.message.startswith("rows.jsonl:7: fail_on_poison: KeyError")


@pytest.mark.parametrize(
    ("step", "stage"), [("clean", "clean"), ("make_docs", "make_doc"), ("to_record", "serialize")]
)
def test_a_failing_step_is_named(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, step: str, stage: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(annotate_module, step, fail)
    (outcome,) = run(nlp, doc("青川市。"))
    assert outcome.rejection is not None
    assert outcome.rejection.stage == stage
    assert "ZeroDivisionError: by nought" in outcome.rejection.error


def test_an_error_of_ours_speaks_for_itself(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SourceError("the page has no lines", place="n.txt", remedy="give another")

    monkeypatch.setattr(annotate_module, "clean", fail)
    (outcome,) = run(nlp, doc("青川市。"))
    assert outcome.rejection is not None
    assert outcome.rejection.error == "the page has no lines (give another)"


def test_an_article_that_spacy_refuses_is_rejected(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 10)
    short, long = run(nlp, doc("青川市。", "a"), doc("青川市云溪区项目建设一线。", "b"))
    assert short.rejection is None
    assert long.rejection is not None
    assert (long.rejection.stage, long.rejection.error) == (
        "clean",
        "an article of 13 characters is longer than 10 (split it)",
    )


def test_an_interrupt_goes_through(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(annotate_module, "clean", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(nlp, doc("青川市。"))


def test_the_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), passed_by_the_collector():
        assert gc.get_threshold()[0] > before[0]
        raise KeyError
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
