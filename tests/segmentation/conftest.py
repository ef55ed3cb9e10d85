"""A very small segmenter, trained once a session on sentences of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.segmentation.train import DEV, TRAIN, Recipe, train

SENTENCES = Path(__file__).parent / "sentences.txt"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as training expects it."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = SENTENCES.read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / TRAIN).write_text("".join(lines[:12]), encoding="utf-8")
    (folder / DEV).write_text("".join(lines[12:]), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def raw_model(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model before pruning; beside it, in ``small``, the pruned one."""
    folder = tmp_path_factory.mktemp("model")
    train(corpus, folder / "small", Recipe(iterations=3, features=200), raw=folder / "raw")
    return folder / "raw"


@pytest.fixture
def small_model(raw_model: Path) -> Path:
    """A trained and pruned model with its meta."""
    return raw_model.parent / "small"
