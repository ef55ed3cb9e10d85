"""When a post was entered or held: only a date that the text ties to the post."""

from __future__ import annotations

import pytest

from pipeline.linking.chains import Item
from pipeline.linking.post_times import PostTimes

CASES = [
    ("2021年9月任|市长", "2021年9月", True),
    ("2021年9月起担任|市长", "2021年9月", True),
    ("2021年9月，周好当选|市长", "2021年9月", True),
    ("2018年至2021年 |县长", "2018年至2021年", True),
    ("3月18日|市长周好到场", "3月18日", False),
    ("3月18日下午，|市长周好到场", "3月18日", False),
    ("他在3月18日 |市长", "3月18日", False),
    ("2021年9月到任后一直忙于走访各个社区和企业的他任|市长", "2021年9月", False),
]


@pytest.mark.parametrize(("marked", "date", "tied"), CASES)
def test_a_date_is_a_posts_only_where_the_text_says_so(marked: str, date: str, tied: bool) -> None:
    text, start = marked.replace("|", ""), marked.index("|")
    item = Item(text.index(date), text.index(date) + len(date))
    assert PostTimes(text, lambda: [item]).of(start) == (item if tied else None)


def test_dates_are_read_only_when_needed() -> None:
    def unread() -> list[Item]:
        raise AssertionError("no date was needed")

    assert PostTimes("市长周好到场", unread).of(0) is None
