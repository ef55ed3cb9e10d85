"""Counts of names: exact, in memory and beyond it."""

from __future__ import annotations

import pytest

from pipeline.report import tally as module
from pipeline.report.tally import open_tally


@pytest.mark.parametrize("remembered", [1, 3, 1000])
def test_counts_do_not_depend_on_what_is_remembered(monkeypatch: pytest.MonkeyPatch, remembered: int) -> None:
    monkeypatch.setattr(module, "REMEMBERED", remembered)
    with open_tally() as tally:
        for name in "乙甲乙丙乙甲丁":
            tally.add("person", name)
        tally.add("body", "甲", 5)
        assert tally.top("person", 3) == [("乙", 3), ("甲", 2), ("丁", 1)]
        assert tally.top("body", 9) == [("甲", 5)]
        assert (tally.distinct("person"), tally.distinct("year")) == (4, 0)
        assert (tally.count("person", "乙"), tally.count("body", "乙")) == (3, 0)
