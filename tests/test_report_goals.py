"""The figures of many reports: what is counted, and that the same reports give the same page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.report_goals import BEGIN, END, Tally, between_marks, numerals, sample, sources, tables, tally

TEXT = "一、2023年工作回顾\n2023年，全市新增企业30家。党的二十大胜利召开，5G网络全覆盖，实施项目18个。"
DRAWN = "二十", "5"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl.gz"
    rows = [{"id": str(n), "title": "云川市2024年政府工作报告", "text": TEXT} for n in range(2)]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(lines.encode()))
    return path


@pytest.fixture(scope="module")
def found(reports: Path) -> Tally:
    return tally(reports)


def test_reports_are_read_with_their_titles(reports: Path) -> None:
    assert [(s.uri, s.title, s.text) for s in sources(reports)] == [
        (str(n), "云川市2024年政府工作报告", TEXT) for n in range(2)
    ]


def test_what_is_counted(found: Tally) -> None:
    assert found.reports == 2
    assert sum(found.statements.values()) == 4
    assert (found.indicators["企业"], found.units["家"], found.units["个"]) == (2, 2, 2)


def test_numerals_that_no_item_covers(found: Tally) -> None:
    assert sorted(numeral.text for numeral in found.missed) == sorted(DRAWN * 2)
    assert {numeral.kind for numeral in found.missed} == {"figures", "words"}
    assert all(numeral.line().count("⟦") == 1 for numeral in found.missed)
    assert sample(found.missed) == sample(found.missed)


def test_the_page_keeps_what_is_not_measured(found: Tally) -> None:
    page = f"# Goals\n\n{BEGIN}\nold\n{END}\n\nread by eye\n"
    new = between_marks(page, tables(found))
    assert "old" not in new
    assert new.startswith("# Goals\n") and new.endswith("read by eye\n")
    assert "| 企业 | 2 |" in new
    assert between_marks(new, tables(found)) == new


def test_an_empty_record_has_no_numerals() -> None:
    record = {"text": "没有数字", "dates": [], "goals": [], "results": []}
    assert list(numerals(record)) == []  # type: ignore[arg-type]
