from __future__ import annotations

import pytest

from pipeline.values.dates_clock import clock, full_hour, part_code


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({}, ""),
        ({"h": "14"}, "T14:00"),
        ({"h": "5", "min": "30"}, "T05:30"),
        ({"h": "8", "past": "半"}, "T08:30"),
        ({"h": "九", "min": "十五"}, "T09:15"),
        ({"h": "零"}, "T00:00"),
        ({"part": "下午"}, "TAF"),
        ({"part": "下午", "h": "3"}, "T15:00"),
        ({"part": "晚", "h": "9"}, "T21:00"),
        ({"rd": "今晚", "h": "8"}, "T20:00"),
        ({"rd": "今晚"}, "TEV"),
        ({"rd": "昨夜"}, "TNI"),
        ({"rd": "今天"}, ""),
        ({"part": "上午", "h": "9", "min": "5"}, "T09:05"),
    ],
)
def test_clock(groups: dict[str, str | None], expected: str) -> None:
    assert clock(groups) == expected


@pytest.mark.parametrize(
    ("hour", "part", "expected"),
    [
        (12, "中午", 12),
        (11, "中午", 11),
        (1, "中午", 13),
        (12, "晚", 24),
        (12, "凌晨", 0),
        (2, "凌晨", 2),
        (2, "深夜", 2),
        (11, "深夜", 23),
        (15, "下午", 15),
        (7, "", 7),
    ],
)
def test_hours_of_twelve_become_hours_of_twenty_four(hour: int, part: str, expected: int) -> None:
    assert full_hour(hour, part_code(part)) == expected
