"""Another spaCy model as evidence: tested with a tiny pipeline that the test makes."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from pipeline.build import build_nlp
from pipeline.errors import ModelError

TEXT = "蓝鹤软件 落户青禾。"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with an ner component, trained on one sentence until it knows its two entities."""
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")
    for label in ("ORG", "GPE"):
        ner.add_label(label)
    doc = nlp.make_doc(TEXT)
    example = Example.from_dict(doc, {"entities": [(0, 4, "ORG"), (7, 9, "GPE")]})
    nlp.initialize(lambda: [example])
    for _ in range(40):
        nlp.update([example], drop=0.0)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    nlp.to_disk(folder)
    return folder


def test_its_entities_are_candidates_by_character(model: Path) -> None:
    nlp = build_nlp(words=False, ner_model=str(model))
    doc = nlp(TEXT)
    assert [(s.text, s.label_, s.id_) for s in doc.spans["ner_model"]] == [
        ("蓝鹤软件", "ORGANIZATION", "ner_model")
    ]
    assert list(doc.spans["ner_model"].attrs["scores"]) == [0.7]


def test_the_resolver_weighs_them(model: Path) -> None:
    without = build_nlp(words=False)(TEXT)
    assert [span.text for span in without.spans["organizations"]] == []
    doc = build_nlp(words=False, ner_model=str(model))(TEXT)
    assert [(span.text, span.id_) for span in doc.spans["organizations"]] == [("蓝鹤软件", "ner_model")]


def test_running_twice_gives_the_same_doc(model: Path) -> None:
    nlp = build_nlp(words=False, ner_model=str(model))
    doc = nlp(TEXT)
    before = doc.to_bytes()
    assert nlp.get_pipe("ner_model")(doc).to_bytes() == before


def test_an_absent_package_names_the_command_that_installs_it() -> None:
    with pytest.raises(ModelError, match="python -m spacy download zh_no_such_model"):
        build_nlp(words=False, ner_model="zh_no_such_model")


def test_a_pipeline_without_ner_is_refused(tmp_path: Path) -> None:
    spacy.blank("zh").to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="has no component 'ner'"):
        build_nlp(words=False, ner_model=str(tmp_path / "bare"))
