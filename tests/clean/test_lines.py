from __future__ import annotations

import pytest

from pipeline.clean.columns import full_lines, text_in_columns
from pipeline.clean.layout import LineKind
from pipeline.clean.lines import Line, read_lines


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0c"])
def test_any_line_break_ends_a_line(line_break: str) -> None:
    lines = list(read_lines(f"一{line_break}二{line_break}{line_break}三"))
    assert [line.text for line in lines] == ["一", "二", "三"]
    assert [line.gap for line in lines][:2] == [0, 0]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_blank_lines_are_counted(line_break: str) -> None:
    _, second = read_lines(f"一{line_break} \u3000{line_break}{line_break}二")
    assert second.gap == 2


@pytest.mark.parametrize(
    ("source", "text", "mark", "level"),
    [
        ("# 标题", "标题", "#", 1),
        ("##标题 ##", "标题", "##", 2),
        ("## △ 标题", "标题", "## △", 2),
        ("- 一项", "一项", "-", 0),
        ("□本报记者", "本报记者", "□", 0),
        ("**标题**", "标题", "**", 0),
        ("-5℃", "-5℃", "", 0),
        ("#1楼", "#1楼", "", 0),
        ("•", "•", "", 0),
        ("###", "###", "", 0),
    ],
)
def test_layout_marks(source: str, text: str, mark: str, level: int) -> None:
    (line,) = read_lines(source)
    assert (line.text, line.mark, line.level) == (text, mark, level)
    assert source[line.start : line.end] == text


def test_places_and_indentation() -> None:
    source = "\ufeff　　段落 \t\n"
    (line,) = read_lines(source)
    assert (line.text, line.indent, line.opening) == ("段落", 3, 0)
    assert source[line.start : line.end] == "段落"


@pytest.mark.parametrize("source", ["", "\n\n", " \u3000\t", "\ufeff", "\u200b\n\u00ad", "\ud800", "\x00"])
def test_nothing_visible_is_no_line(source: str) -> None:
    assert list(read_lines(source)) == []


def lines_of(*texts: str) -> tuple[list[Line], list[LineKind]]:
    return list(read_lines("\n".join(texts))), [LineKind.TEXT] * len(texts)


def test_a_column_is_proved_by_lines_of_one_width() -> None:
    lines, kinds = lines_of(
        "今年以来，全市坚持项目为王，狠抓落",
        "实，完成投资二百八十六亿元，占年度",
        "计划的六成，高于时序进度十个百分点",
        "。",
    )
    assert full_lines(lines, kinds) == [True, True, True, False]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "今年以来，全市完成投资二百八十六亿元。",
            "今年以来，全县完成投资二百八十六亿元。",
            "今年以来，全区完成投资二百八十六亿元。",
        ),
        ("抓改革", "促发展", "惠民生"),
        ("今年以来，全市坚持项目为王，狠抓落", "实，完成投资。"),
        ("坚持项目为王狠抓落实不放松", "坚持改革创新激发活力不停步", "坚持民生优先增进福祉不懈怠"),
    ],
    ids=["sentences", "slogans", "too few", "headlines"],
)
def test_no_column(texts: tuple[str, ...]) -> None:
    lines, kinds = lines_of(*texts)
    assert not any(full_lines(lines, kinds))


def test_a_line_of_a_column_is_no_furniture() -> None:
    lines, kinds = lines_of(
        "今年以来，全市坚持项目为王，狠抓落",
        "实，完成投资二百八十六亿元，开通了",
        "服务热线 3581234，受理诉求十万件",
        "扫描二维码",
    )
    kinds[2:] = [LineKind.HOTLINE, LineKind.QR]
    assert text_in_columns(lines, kinds) == [LineKind.TEXT, LineKind.TEXT, LineKind.HOTLINE, LineKind.QR]
    lines, kinds = lines_of(
        "今年以来，全市坚持项目为王，狠抓落",
        "实，完成投资二百八十六亿元，开通了",
        "水厂五座，完成投资三亿元，占计划的",
        "热线 3581234",
    )
    kinds[3] = LineKind.HOTLINE
    assert text_in_columns(lines, kinds) == [LineKind.TEXT] * 4
