from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ModelError
from pipeline.linking.goal_tense import TenseModel, load_tense_model


def test_the_shipped_model_tells_plans_from_reviews() -> None:
    model = load_tense_model()
    ahead = "加快推进老旧小区改造，力争早日建成，确保群众满意。"
    back = "成功入选国家试点，完善了服务体系，城市面貌不断改善。"
    assert model.score(ahead, 0, len(ahead)) > 0 > model.score(back, 0, len(back))


def test_each_string_counts_once_in_the_range_only() -> None:
    model = TenseModel({"*": 0.5, "力争": 2.0})
    assert model.score("力争力争", 0, 4) == 2.5
    assert model.score("力争", 1, 2) == 0.5
    assert model.score("力争", 2, 2) == 0.5


@pytest.mark.parametrize("content", ["", "力争\t二\n", "力争 2\n", "力争\t2\n"])
def test_a_damaged_model_is_an_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="tense model"):
        load_tense_model(path)


def test_a_missing_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_tense_model(tmp_path / "weights.tsv")
