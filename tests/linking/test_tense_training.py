from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.linking import tense_training
from pipeline.linking.goal_tense import load_tense_model
from pipeline.linking.tense_training import examples, labelled, strings, train

REPORT = """云川市政府工作报告
一、2021年工作回顾
{back}
二、2022年工作安排
{ahead}
三、加强自身建设
我们要坚持依法行政，不断提高服务群众的能力和水平，接受各方面监督。
"""
BACK = "成功入选国家试点，新增了岗位，城市面貌持续改善，群众满意度不断提升，公园建成开放。"
AHEAD = "力争新增岗位，确保早日开工，加快推进公园建设，着力改善城市面貌，提升群众满意度。"


def test_headings_label_their_sections() -> None:
    paragraphs = labelled(REPORT.format(back=BACK, ahead=AHEAD))
    assert [(p.ahead, p.text) for p in paragraphs] == [(False, BACK), (True, AHEAD)]


def test_a_report_with_one_kind_of_section_teaches_nothing() -> None:
    assert labelled("一、2021年工作回顾\n" + BACK) == []


def test_strings_hold_no_figures() -> None:
    assert strings("增长8%。") == {"增长", "%。"}


def test_sentences_are_the_examples() -> None:
    paragraphs = labelled(REPORT.format(back=BACK * 2, ahead=AHEAD))
    assert [label for label, _ in examples(paragraphs)] == [False, False, True]


def test_training_tells_the_sections_apart_and_repeats_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tense_training, "LEAST_COUNT", 2)
    monkeypatch.setattr(tense_training, "LEAST_WEIGHT", 0.0)
    reports = tmp_path / "reports.jsonl.gz"
    with gzip.open(reports, "wt", encoding="utf-8") as file:
        for n in range(12):
            file.write(
                json.dumps({"text": REPORT.format(back=BACK + f"{n}个。", ahead=AHEAD + f"{n}个。")}) + "\n"
            )
    first, second = tmp_path / "a" / "weights.tsv", tmp_path / "b" / "weights.tsv"
    assert train(reports, first).startswith("12 reports")
    train(reports, second)
    assert first.read_bytes() == second.read_bytes()
    model = load_tense_model(first)
    assert model.score(AHEAD, 0, len(AHEAD)) > 0 > model.score(BACK, 0, len(BACK))


def test_missing_reports_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        train(tmp_path / "none.jsonl.gz", tmp_path / "weights.tsv")
