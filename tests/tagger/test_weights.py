from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ModelError, UsageError
from pipeline.tagger.weights import (
    META,
    SHIPPED_MODEL,
    Weights,
    file_name,
    load_weights,
    save_weights,
    sha256,
    write_meta,
)
from tests.tagger.conftest import LABEL_SET, LABELS

FILE = file_name(LABEL_SET)


def test_weights_survive_the_file(model: Path, weights: Weights) -> None:
    loaded = load_weights(model, LABEL_SET)
    assert (loaded.labels, loaded.scale) == (weights.labels, weights.scale)
    for name in ("keys", "votes", "transitions", "calibration"):
        np.testing.assert_array_equal(getattr(loaded, name), getattr(weights, name))
        assert getattr(loaded, name).dtype == getattr(weights, name).dtype


def test_any_keys_survive_the_file(tmp_path: Path, weights: Weights) -> None:
    keys = np.unique(np.random.default_rng(1).integers(0, 2**32, 500, dtype=np.uint32))
    many = replace(weights, keys=keys, votes=np.ones((len(keys), weights.votes.shape[1]), np.int8))
    save_weights(many, tmp_path / FILE)
    write_meta(tmp_path, {"label_sets": {LABEL_SET: {"labels": LABELS}}})
    np.testing.assert_array_equal(load_weights(tmp_path, LABEL_SET).keys, keys)


def test_the_same_weights_are_the_same_bytes(tmp_path: Path, weights: Weights) -> None:
    for name in ("a.npz", "b.npz"):
        save_weights(weights, tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def rewrite(path: Path, **members: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | members), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "damage", "reason"),
    [
        (FILE, Path.unlink, "this file of the tagger is missing"),
        (FILE, truncate, "this file of the tagger is truncated or altered"),
        (META, Path.unlink, "the tagger cannot be read: No such file or directory"),
        (META, truncate, "this file of the tagger is damaged"),
        (META, lambda path: rewrite(path, files={}), "this file of the tagger is damaged"),
        (META, lambda path: path.write_text("[]"), "this file of the tagger is damaged"),
        (
            META,
            lambda path: rewrite(path, format=99),
            "the tagger has format 99, this version reads format 1",
        ),
    ],
)
def test_damage_is_told_with_file_and_remedy(
    model: Path, file: str, damage: Callable[[Path], object], reason: str
) -> None:
    damage(model / file)
    with pytest.raises(ModelError) as caught:
        load_weights(model, LABEL_SET)
    remedy = "train it anew with `make train`, or reinstall mubiao"
    assert str(caught.value) == f"{model / file}: {reason} ({remedy})"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_damaged_though_its_hash_agrees(model: Path, content: bytes) -> None:
    (model / FILE).write_bytes(content)
    rewrite(model / META, files={FILE: {"sha256": sha256(content)}})
    with pytest.raises(ModelError, match="damaged"):
        load_weights(model, LABEL_SET)


def test_an_unknown_label_set_is_named_with_the_known_ones(model: Path) -> None:
    with pytest.raises(UsageError, match=r"no label set 'boson' \(known: small\)"):
        load_weights(model, "boson")


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED_MODEL.iterdir()) < 12_000_000
