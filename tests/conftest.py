"""What tests share: the built pipeline without words, a hypothesis profile for busy machines."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

import pipeline

settings.register_profile("mubiao", deadline=None)
settings.load_profile("mubiao")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline without the word segmenter."""
    return pipeline.load(words=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, which only root can mount."""
    yield from mounted(tmp_path / "disk", "-o", "size=1m", "-t", "tmpfs", "tmpfs")


def mounted(place: Path, *options: str) -> Iterator[Path]:
    """Give a mounted file system; skips the test where nothing can be mounted."""
    place.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", *options, place], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here: it takes root")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
