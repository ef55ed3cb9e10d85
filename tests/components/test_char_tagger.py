from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.components.char_tagger import CharTagger
from pipeline.errors import ModelError, UsageError
from pipeline.layers import BY_LABEL
from pipeline.tagger.tagger import load_tagger

TEXT = "新华社记者赵文博昨天从上海回到北京大学。"
GRID = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}


def build(*components: str, **config: Any) -> Language:
    nlp = spacy.blank("zh", config=GRID)
    for name in components:
        nlp.add_pipe(name)
    nlp.add_pipe("char_tagger", config=config)
    return nlp


@pytest.mark.parametrize("before", [(), ("words",)])
def test_candidates_have_layers_labels_scores_and_rule(before: tuple[str, ...]) -> None:
    doc = build(*before)(TEXT)
    group = doc.spans["char_tagger"]
    found = {span.text: span.label_ for span in group}
    assert found == {"新华社": "ORGANIZATION", "赵文博": "PERSON", "北京大学": "ORGANIZATION"}
    assert set(found.values()) <= BY_LABEL.keys()
    assert {span.id_ for span in group} == {"char_tagger"}
    assert len(group.attrs["scores"]) == len(group)
    assert all(0.5 <= score <= 1 for score in group.attrs["scores"])


def test_running_again_gives_the_same_doc() -> None:
    nlp = build()
    doc = nlp(TEXT)
    before = [(span.start, span.end) for span in doc.spans["char_tagger"]]
    again = nlp.get_pipe("char_tagger")(doc)
    assert [(span.start, span.end) for span in again.spans["char_tagger"]] == before


def test_another_label_set_serves_other_layers() -> None:
    nlp = build(label_set="resume", labels={"TITLE": "POSITION"}, min_confidence=0.3)
    doc = nlp("历任海通证券有限公司董事长、总经理。")
    group = doc.spans["char_tagger"]
    assert [(span.text, span.label_) for span in group] == [("董事长", "POSITION"), ("总经理", "POSITION")]


@pytest.mark.parametrize("before", [(), ("words",)])
def test_docs_in_a_stream_are_tagged_as_alone(before: tuple[str, ...]) -> None:
    nlp = build(*before)
    texts = [TEXT, "", "记者从上海发回报道。", TEXT * 3]
    for doc, text in zip(nlp.pipe(texts, batch_size=3), texts, strict=True):
        alone = nlp(text)
        found = [(span.start, span.end, span.label_) for span in doc.spans["char_tagger"]]
        assert found == [(span.start, span.end, span.label_) for span in alone.spans["char_tagger"]]


def test_the_least_confidence_is_kept_to() -> None:
    assert len(build(min_confidence=1.0)(TEXT).spans["char_tagger"]) == 0


def test_it_works_on_spacys_own_grid() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("char_tagger")
    doc = nlp("今天 他 回到北京大学。")
    assert [span.text for span in doc.spans["char_tagger"]] == ["北京大学"]


@pytest.mark.parametrize("text", ["", " ", "。"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert len(build()(text).spans["char_tagger"]) == 0


def test_the_pipeline_survives_the_disk(tmp_path: Path) -> None:
    build().to_disk(tmp_path / "nlp")
    nlp = spacy.load(tmp_path / "nlp")
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["char_tagger"]] == ["新华社", "赵文博", "北京大学"]


@pytest.mark.parametrize("labels", [{"GAME": "PERSON"}, {"PER": "LOCATION"}])
def test_unknown_labels_are_named(labels: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="cannot label"):
        CharTagger("char_tagger", load_tagger("msra"), labels, 0.5)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        build(model=str(tmp_path))
