from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.segmentation.segmenter import FEATURES, META, WEIGHTS, load_segmenter
from pipeline.segmentation.train import DEV, TRAIN, Recipe, main, sha256, train


def test_meta_tells_data_recipe_scores_and_files(small_model: Path, corpus: Path) -> None:
    meta = json.loads((small_model / META).read_text(encoding="utf-8"))
    assert meta["recipe"] == {"iterations": 3, "features": 200, "seed": 1998}
    assert meta["train"]["sha256"] == sha256(corpus / TRAIN)
    assert (meta["train"]["paragraphs"], meta["dev"]["paragraphs"]) == (12, 2)
    assert meta["unpruned"]["features"] > meta["shipped"]["features"] == 200
    assert 0.5 < meta["shipped"]["f1"] <= 1
    for name in (FEATURES, WEIGHTS):
        assert meta["files"][name] == {
            "bytes": (small_model / name).stat().st_size,
            "sha256": sha256(small_model / name),
        }


def test_the_written_model_segments(small_model: Path) -> None:
    assert load_segmenter(small_model).cut("会议要求加快学校建设。") == [
        "会议",
        "要求",
        "加快",
        "学校",
        "建设",
        "。",
    ]


def test_same_data_and_seed_give_the_same_bytes(small_model: Path, corpus: Path, tmp_path: Path) -> None:
    train(corpus, tmp_path, Recipe(iterations=3, features=200))
    for name in (FEATURES, WEIGHTS, META):
        assert (tmp_path / name).read_bytes() == (small_model / name).read_bytes()


def test_a_model_that_is_kept_is_pruned_again_not_trained_again(
    raw_model: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacy_pkuseg.train", lambda *_, **__: pytest.fail("trained again"))
    meta = train(corpus, tmp_path, Recipe(features=20), raw=raw_model)
    assert meta["shipped"]["features"] == 20


def test_too_few_paragraphs_are_refused(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / TRAIN).write_text("会议 。\n", encoding="utf-8")
    shutil.copy(corpus / DEV, tmp_path / DEV)
    with pytest.raises(UsageError, match="too few"):
        train(tmp_path, tmp_path / "model", Recipe())


def test_command_writes_a_model(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model"
    assert main([str(corpus), "-o", str(model), "--iterations", "1", "--features", "50"]) == 0
    assert '"shipped"' in capsys.readouterr().out
    load_segmenter(model)


def test_command_names_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing"
    assert main([str(missing), "-o", str(tmp_path / "model")]) == 2
    assert str(missing / TRAIN) in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


def test_command_names_a_malformed_line(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / TRAIN).write_text("会议 。\n会议  。\n", encoding="utf-8")
    shutil.copy(corpus / DEV, tmp_path / DEV)
    assert main([str(tmp_path), "-o", str(tmp_path / "model")]) == 2
    assert f"{tmp_path / TRAIN}:2: " in capsys.readouterr().err
