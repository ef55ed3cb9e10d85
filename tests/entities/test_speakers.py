"""Speakers of reports against a list of them, on rows of our own making."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline.entities.speakers import Speaker, fault, main, measure

REPORT = """——2021年1月8日在{place}第五届人民代表大会第一次会议上
{title} {name}
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员提出意见。
一、2020年工作回顾
过去一年，全市上下攻坚克难，经济平稳运行。
"""
ROWS = [
    ("淄博市", 2021, "市长", "周望岳", "周望岳"),
    ("潍坊市", 2021, "代市长", "李向前", "李向前"),
    ("烟台市", 2021, "市长", "郑可为", "王大川"),
    ("东营市", 2021, "市长", "枣庄市市长", "王大川"),
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    reports, speakers = tmp_path / "reports.jsonl.gz", tmp_path / "speakers.jsonl"
    with gzip.open(reports, "wt", encoding="utf-8") as lines:
        for place, year, title, _, spoke in ROWS:
            text = REPORT.format(place=place, title=title, name=spoke)
            row = {"title": f"{place}政府工作报告", "place": place, "year": year, "text": text}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    with speakers.open("w", encoding="utf-8") as lines:
        for place, year, title, name, _ in ROWS:
            row = {"place": place, "year": year, "title": title, "name": name}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return reports, speakers


def test_speakers_are_linked_and_wrong_rows_named(files: tuple[Path, Path]) -> None:
    outcome = measure(*files)
    assert (outcome.linked, outcome.missed, outcome.rate) == (2, [], 1.0)
    assert [speaker.name for speaker, _ in outcome.wrong] == ["枣庄市市长", "郑可为"]
    lines = list(outcome.lines())
    assert lines[0] == "linked 2 of 2 (100.0%)"
    assert "王大川" in lines[-1]


@pytest.mark.parametrize(
    ("place", "title", "name", "wrong"),
    [
        ("淄博市", "市长", "周望岳", False),
        ("淄博市", "代市长", "欧阳青山", False),
        ("北京市", "市长", "周望岳", False),
        ("内蒙古自治区", "代主席", "乌云其木格", False),
        ("文山壮族苗族自治州", "州长", "周望岳", False),
        ("云川市", "市长", "周望岳", False),
        ("淄博市", "主席", "周望岳", True),
        ("文山壮族苗族自治州", "市长", "周望岳", True),
        ("淄博市", "市长", "周望岳讲话", True),
        ("淄博市", "市长", "淄博市市长", True),
        ("淄博市", "市长", "呢望岳", True),
    ],
)
def test_a_row_may_be_wrong_by_itself(place: str, title: str, name: str, wrong: bool) -> None:
    assert (fault(Speaker(place, 2021, title, name)) is not None) is wrong


def test_the_command_tells(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path) for path in files]) == 0
    assert capsys.readouterr().out.startswith("linked 2 of 2")


def test_a_missing_file_or_key_is_named(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(files[0]), "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err
    files[1].write_text('{"place": "淄博市"}\n', encoding="utf-8")
    assert main([str(path) for path in files]) == 2
    assert "speakers.jsonl:1: missing key 'year'" in capsys.readouterr().err
