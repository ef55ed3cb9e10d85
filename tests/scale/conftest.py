"""What tests of runs share: pages, a pipeline without components, a hash of all that a run has written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.build import MAX_LENGTH
from pipeline.scale import extractor

VOLATILE = ("metrics.prom", ".lock")


@pytest.fixture(scope="session")
def grid() -> Language:
    """The character grid without components."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}})
    nlp.max_length = MAX_LENGTH
    return nlp


@pytest.fixture
def no_recognizers(monkeypatch: pytest.MonkeyPatch, grid: Language) -> None:
    monkeypatch.setattr(extractor, "build_nlp", lambda *_, **__: grid)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Seven pages, of which one is no text and two are the same."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        text = f"晨报青川3月{number + 1}日讯 青川市长何一苇到云溪区调研，全区将新建项目{number}个。\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "3.txt").write_bytes(b"\0")
    (folder / "rows.jsonl").write_text(
        '{"id": "a", "text": "云溪区今年新建项目三百个。"}\nno json\n{"id": "a", "text": "青川市。"}\n',
        encoding="utf-8",
    )
    return folder


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a run, by its path, without what tells the time."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in VOLATILE
    }
