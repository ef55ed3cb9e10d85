"""Words that stand before level words without being places."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.knowledge.place_statistics import main, words_before_levels
from pipeline.resources import resource

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "reports" / "reports.jsonl.gz"
REPORTS = [("甲市", "推进市域治理，临溪市见效。"), ("乙市", "推进市域治理，溪洛市见效。")]


def test_what_stands_there_in_several_places_is_a_word() -> None:
    words = words_before_levels(REPORTS)
    assert "推进" in words
    assert not {"临溪", "溪洛"} & set(words)


def test_one_place_alone_shows_nothing() -> None:
    assert words_before_levels([REPORTS[0], REPORTS[0]]) == []


def test_a_division_is_a_place_wherever_it_is_named() -> None:
    assert "淄博" not in words_before_levels([("甲市", "向淄博市学习"), ("乙市", "向淄博市学习")])


def test_a_phrase_may_begin_with_three_characters() -> None:
    words = words_before_levels([("甲市", "，提升城市品质"), ("乙市", "，提升城市品质")])
    assert "提升城" in words


def test_the_command_reads_reports_and_writes_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, output = tmp_path / "reports.jsonl.gz", tmp_path / "words.txt"
    with gzip.open(reports, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"place": place, "text": text}) + "\n" for place, text in REPORTS)
    monkeypatch.setattr(sys, "argv", ["place_statistics", str(reports), "-o", str(output)])
    main()
    assert output.read_text(encoding="utf-8").splitlines() == words_before_levels(REPORTS)


def test_missing_reports_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["place_statistics", str(tmp_path / "none.gz")])
    with pytest.raises(UsageError, match=r"none\.gz: the reports are missing \(name reports"):
        main()


@pytest.mark.skipif(not SHARED.is_file(), reason="the reports are not beside the checkout")
def test_the_seed_is_what_the_reports_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["place_statistics", str(SHARED), "-o", str(tmp_path / "words.txt")])
    main()
    assert (tmp_path / "words.txt").read_bytes() == resource("seeds/places/no_places.txt").read_bytes()
