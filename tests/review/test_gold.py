"""Gold beside the records: what agrees, what is false, what is missing, where cleaning left blanks out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MubiaoError, RowError, UsageError
from pipeline.record_files import read_records
from pipeline.review.checks import check_state
from pipeline.review.gold import lay_beside, read_gold_folder
from pipeline.review.items import items_of
from pipeline.run import Settings, run
from tests.review.conftest import state_of
from tests.review.texts import record

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
LAYERS: dict[str, list[Any]] = {
    layer: [] for layer in ("people", "positions", "organizations", "dates", "goals")
}


def row(words: str, start: int, **fields: Any) -> dict[str, Any]:
    return {"source_start": start, "source_end": start + len(words), "text": words, **fields}


def test_marks() -> None:
    gold = LAYERS | {
        "people": [row("何一苇", 5, name="何一苇")],
        "positions": [row("市长", 3, optional=True)],
        "organizations": [row("云溪区", 9, name=["云溪区", "云溪区政府"])],
        "dates": [row("2022年", 20, type="DATE", value="2021")],
    }
    beside = lay_beside(record(), gold)
    assert beside.marks["people:5-8"] == "agrees"
    assert beside.marks["people:15-18"] == "false"
    assert beside.marks["positions:3-5"] == "optional"
    assert beside.marks["dates:20-25"] == "differs"
    (missing,) = beside.missing
    assert (missing.key, missing.text, missing.fields["name"]) == ("organizations:9-12", "云溪区", "云溪区")


def test_blanks_of_the_source_are_left_out() -> None:
    """The source has two blanks before the body and one inside it."""
    made = record()
    made["source"]["end"] += 3
    gold = LAYERS | {"organizations": [row("云 溪区", 11, name="云溪区")]}
    (missing,) = lay_beside(made, gold).missing
    assert missing.key == "organizations:9-12"


def test_what_stands_elsewhere_on_the_page_is_left_aside() -> None:
    gold = LAYERS | {"people": [row("何一苇", 900, name="何一苇")]}
    assert not lay_beside(record(), gold).missing


def test_every_sample_article(tmp_path: Path) -> None:
    """Nearly all their gold finds its place, and every missing item can be accepted as it is."""
    path = tmp_path / "records.jsonl"
    run([str(ARTICLES)], Settings(path, words=False, tagger=False, quiet=True))
    gold = read_gold_folder(ARTICLES / "gold")
    rows = [one for layers in gold.values() for layer in LAYERS for one in layers[layer]]
    demanded = sum(not one.get("optional") for one in rows)
    placed = 0
    for line in read_records([path], reject=lambda rejection: pytest.fail(rejection.message)):
        beside = lay_beside(line.record, gold[line.record["source"]["sha256"]])
        items = {item.key: item for item in (*items_of(line.record), *beside.missing)}
        placed += sum(mark in ("agrees", "differs") for mark in beside.marks.values()) + len(beside.missing)
        for item in beside.missing:
            check_state(line.record["text"], state_of(item), items.get)
    assert placed >= 0.995 * demanded


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("[]", RowError),
        ("{", RowError),
        (json.dumps({"doc": "a", "sha256": "0", "layers": {}}), RowError),
        (json.dumps({"doc": "a", "sha256": "0", "layers": LAYERS | {"people": [{"text": "x"}]}}), RowError),
    ],
)
def test_what_is_no_gold(tmp_path: Path, content: str, error: type[MubiaoError]) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(error, match=r"a\.json"):
        read_gold_folder(tmp_path)


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold"):
        read_gold_folder(tmp_path)
