from __future__ import annotations

from typing import Any

import pytest

from pipeline.clean.columns import text_in_columns
from pipeline.clean.layout import kinds_of
from pipeline.clean.lines import read_lines
from pipeline.clean.paragraph import Paragraph, ends_sentence
from pipeline.clean.unwrap import unwrap
from tests.clean.cases import read_cases


def unwrapped(source: str) -> list[Paragraph]:
    lines = list(read_lines(source))
    return unwrap(lines, text_in_columns(lines, kinds_of(lines)))


@pytest.mark.parametrize("case", read_cases("clean_unwrap"), ids=lambda case: case["why"])
def test_unwrap(case: dict[str, Any]) -> None:
    assert [paragraph.text for paragraph in unwrapped(case["source"])] == case["paragraphs"]


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n\n\n", "\n \u3000\n"])
def test_any_break_is_unwrapped_alike(line_break: str) -> None:
    source = "记者梳理了近一周的活动，发现青岚市\n委书记、市长多次调研。"
    (paragraph,) = unwrapped(source.replace("\n", line_break))
    assert paragraph.text == source.replace("\n", "")


def test_offsets_lead_back() -> None:
    source = "记者梳理了近一周的活动，发现青岚市\n\n委 书记、市长多次调研。"
    (paragraph,) = unwrapped(source)
    assert "".join(source[place] for place in paragraph.offsets) == paragraph.text
    start = paragraph.text.index("市委书记")
    assert source[paragraph.offsets[start] : paragraph.offsets[start + 3] + 1] == "市\n\n委 书记"


def test_what_stood_inside_a_sentence_is_marked() -> None:
    first, second = unwrapped(
        "走进港口，满载集装箱的货轮鸣笛启航，岸桥\n\n扫描二维码看视频\n\n林立、车流如织，一片繁忙。"
    )
    assert (first.lifted, second.lifted) == (False, True)


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("走在前列。”", True),
        ("怎么办？", True),
        ("走在前列", False),
        ("（记者 白桦）", False),
        ("”", False),
        ("。", True),
    ],
)
def test_ends_sentence(text: str, ended: bool) -> None:
    assert ends_sentence(text) is ended


def test_a_byline_in_brackets_ends_a_paragraph() -> None:
    first, second = unwrapped("全市新增学位1.2万个，覆盖各县。（记者 白桦）\n市教育局")
    assert first.signed and first.ended
    assert second.text == "市教育局"
