"""Training on a few invented sentences; it needs numba, which only training does."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

# Compiling takes half a minute; so few sentences are learned from in a second without.
os.environ["NUMBA_DISABLE_JIT"] = "1"
pytest.importorskip("numba", reason="training needs the extra [train]")

from pipeline.cli import app
from pipeline.tagger.corpora import CorpusKind, Example
from pipeline.tagger.retrain import LABEL_SET
from pipeline.tagger.tagger import load_tagger
from pipeline.tagger.train import EVERY, hold_out
from pipeline.tagger.weights import META, file_name

SURNAMES = "赵钱孙李周吴郑王冯陈"
PLACES = ["云川", "青石", "南山", "白水"]


def sentences() -> list[str]:
    rows = []
    for number in range(120):
        name, place = SURNAMES[number % 10] + "文博远明"[number % 4], PLACES[number % 3]
        text = f"{name}昨天到{place}参加会议"
        rows.append({"text": text, "spans": [[0, 2, "PER"], [5, 7, "LOC"]]})
    return [json.dumps(row, ensure_ascii=False) for row in rows]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join([*sentences(), '{"text": "", "spans": []}']), encoding="utf-8")
    return path


def train(gold: Path, folder: Path, *options: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["train-tagger", str(gold), "-o", str(folder), *options])
    assert done.exit_code == 0, done.output
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


def test_training_learns_rejects_and_repeats_itself(gold: Path) -> None:
    first, second = gold.parent / "first", gold.parent / "second"
    figures = train(gold, first)
    assert figures["words"]["all"]["f1"] == 1.0  # type: ignore[index]
    text = "钱明昨天到白水参加会议"
    [spans] = load_tagger(LABEL_SET, first).find([text])
    assert [(text[span.start : span.end], span.label) for span in spans] == [("钱明", "PER"), ("白水", "LOC")]
    [rejected] = (first / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(rejected) == {"file": "gold.jsonl", "line": 121, "reason": "`text` is missing or empty"}
    train(gold, second)
    for name in (META, file_name(LABEL_SET)):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_training_may_begin_with_shipped_weights(gold: Path) -> None:
    train(gold, gold.parent / "own", "--from", "msra", "--epochs", "1")
    text = "新华社北京电"
    [spans] = load_tagger(LABEL_SET, gold.parent / "own").find([text])
    assert ("新华社", "ORG") in {(text[span.start : span.end], span.label) for span in spans}


def test_too_few_sentences_are_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "few.jsonl").write_text("\n".join(sentences()[:20]), encoding="utf-8")
    done = CliRunner().invoke(app, ["train-tagger", str(tmp_path / "few.jsonl"), "-o", str(tmp_path / "own")])
    assert done.exit_code == 2
    assert "20 sentences are too few" in done.output


def test_what_is_held_out_is_not_learned_from() -> None:
    kind = CorpusKind("small", (), {"PER": None}, ("PER",))
    examples = [Example(f"第{number % 70}句", ()) for number in range(80)]
    corpus = hold_out(kind, examples, [], block=2)
    assert len(corpus.held_out) == len(examples) // EVERY
    assert not {example.text for example in corpus.held_out} & {example.text for example in corpus.examples}
