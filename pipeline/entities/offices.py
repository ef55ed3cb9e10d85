"""Offices: their names without what tells a status, which one person holds alone, which are media's."""

from __future__ import annotations

from functools import cache

import regex

from pipeline.knowledge.lists import read_list

_STATUS = regex.compile(r"^(?:原|前|代理|代(?!表|办))")
_SHARED = regex.compile(
    r"副|常务|专职|助理|委员|常委|成员|候选|名誉|荣誉|前任|第[一二三]书记|车间|班主任|分会"
)
_MEDIA = regex.compile(r"(?:记者|通讯员|编辑|摄影|摄影师|撰稿人?|评论员|编导|主编|校对)$")


def office_name(position: str) -> str:
    """Return a title without the words of its status: who was 代市长 holds the office 市长.

    >>> office_name("代市长"), office_name("原局长"), office_name("代表")
    ('市长', '局长', '代表')
    """
    return _STATUS.sub("", position) or position


def is_sole(office: str) -> bool:
    """Say whether one person holds such an office at a time (seeds/positions/sole_offices.txt)."""
    return office.endswith(_sole()) and _SHARED.search(office) is None


def is_media_role(office: str) -> bool:
    """Say whether the office is a part in making the page: 记者, 编辑, 通讯员."""
    return _MEDIA.search(office) is not None or office in _media_roles()


@cache
def _sole() -> tuple[str, ...]:
    return read_list("positions/sole_offices.txt")


@cache
def _media_roles() -> frozenset[str]:
    return frozenset(read_list("positions/media_roles.txt"))
