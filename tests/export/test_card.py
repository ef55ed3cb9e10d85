"""The dataset card: its header is what Hugging Face reads, its figures are those of the files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from huggingface_hub import DatasetCard, DatasetCardData

from pipeline.errors import UsageError
from pipeline.export.card import CARD, format_header
from pipeline.export.folder import hash_files
from pipeline.export.formats import FORMATS
from pipeline.export.labels import NAMES
from pipeline.export.plots import write_plots
from pipeline.export.run import Exported, export
from pipeline.export.selection import Selection
from pipeline.export.settings import Settings
from pipeline.export.statistics import Statistics
from pipeline.records import Record

SETS = [name for name, row in FORMATS.items() if row.splits]


@pytest.fixture(scope="module")
def made(record_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Exported]:
    folder = tmp_path_factory.mktemp("card") / "out"
    settings = Settings(
        "hf", Selection(min_confidence=0.5), {"max_length": 200}, license="cc-by-4.0", plots=True
    )
    return folder, export([record_file], folder, settings)


@pytest.mark.parametrize("name", SETS)
def test_hugging_face_reads_the_header(name: str) -> None:
    rows = {"train": {"records": 9_000}, "test": {"records": 1_000}}
    card = DatasetCard(format_header(name, rows, "mit") + "\n")
    assert isinstance(card.data, DatasetCardData)
    told = card.data.to_dict()
    assert (told["language"], told["license"], told["size_categories"]) == (["zh"], "mit", ["10K<n<100K"])
    if name in ("hf", "uie", "chat"):
        files = told["configs"][0]["data_files"]
        assert [file["split"] for file in files] == ["train", "test"]
    else:
        assert "configs" not in told


def test_the_figures_of_the_card_are_those_of_the_files(made: tuple[Path, Exported]) -> None:
    folder, exported = made
    assert exported.sets is not None
    card = DatasetCard.load(folder / CARD)
    assert card.data.license == "cc-by-4.0"
    text = card.text
    for label in NAMES:
        counts = [row.labels[label] for row in exported.sets.statistics.values()]
        assert f"| `{label}` | {' | '.join(f'{count:,}' for count in counts)} |" in text
    for heading in ("Splits", "Labels", "Lengths", "Licence", "Recipe", "Known gaps"):
        assert f"## {heading}" in text
    assert "**0 of them cross a border between splits**" in text
    assert "law on personal information" in text
    assert "cc-by-4.0" in text


def test_the_manifest_tells_recipe_and_files(made: tuple[Path, Exported]) -> None:
    folder, _ = made
    manifest = json.loads((folder / "export.json").read_bytes())
    there = hash_files(folder)
    assert {name: there[name] for name in manifest["files"]} == manifest["files"]
    assert set(there) - set(manifest["files"]) == {
        "README.md",
        "export.json",
        "labels.svg",
        "confidences.svg",
    }
    assert manifest["recipe_sha256"] in (folder / CARD).read_text(encoding="utf-8")
    assert manifest["recipe"]["min_confidence"] == 0.5


def test_another_recipe_has_another_hash(record_file: Path, tmp_path: Path) -> None:
    hashes = set()
    for seed in (0, 0, 1):
        export([record_file], tmp_path / "out", Settings("conll", options={"seed": seed}))
        hashes.add(json.loads((tmp_path / "out" / "export.json").read_bytes())["recipe_sha256"])
    assert len(hashes) == 2


def test_plots_are_steady_and_hold_every_label(made: tuple[Path, Exported], tmp_path: Path) -> None:
    folder, exported = made
    assert exported.sets is not None
    write_plots(tmp_path, {name: row.row for name, row in exported.sets.statistics.items()})
    for name in ("labels.svg", "confidences.svg"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
        texts = {element.text for element in ElementTree.parse(folder / name).iter() if element.text}
        assert set(NAMES) <= texts


def test_plots_without_matplotlib_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"pip install 'mubiao\[export\]'"):
        write_plots(tmp_path, {})


def test_a_card_of_nothing_can_be_written(records: list[Record], tmp_path: Path) -> None:
    source = tmp_path / "r.jsonl"
    source.touch()
    made = export([source], tmp_path / "out", Settings("conll", plots=True))
    assert made.written == 0
    assert "0 examples of 0 records" in (tmp_path / "out" / CARD).read_text(encoding="utf-8")


def test_an_empty_split_has_figures_too() -> None:
    row: dict[str, Any] = Statistics().row
    assert row["records"] == row["characters"] == 0
    assert row["first_day"] is None
    assert row["reviewed"] is None
