"""What holds for any text: the offset map, the cover of the page, no error, the same result twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import Article, clean
from pipeline.clean.lines import BLANKS, BREAKS, INVISIBLE
from tests.clean.cases import read_cases

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
REAL_PAGES = sorted((SHARED / "seeds").glob("*.txt")) + sorted(
    (SHARED / "annotation" / "texts").glob("*.txt")
)

UNSEEN = regex.compile(f"[{BLANKS}{BREAKS}{INVISIBLE}]")
MARKS = frozenset("#-+*•·●■□◆▲△▶★☆>")

PIECES = st.sampled_from(
    [
        *(
            "市委书记白桦",
            "记者 白桦 丁一",
            "晨报青岚3月21日讯",
            "（记者 江 海）",
            "今年，全市将新增企业12家。",
            "扫描二维码看视频",
        ),
        *(
            "## ",
            "# ",
            "- ",
            "**",
            "□",
            "　　",
            " ",
            "\u00a0",
            "\u2009",
            "\u3000",
            "\u200b",
            "\ufeff",
            "\x00",
            "\ud800",
        ),
        *(
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "\x0c",
            "\u2028",
            "\x85",
            "，",
            "。",
            "“",
            "”",
            "（",
            "）",
            "《",
            "——",
            "！？",
            "：",
            "；",
        ),
        *(
            "２０２２年３月３日 星期四",
            "2021年8月5日 星期四",
            "3月32日",
            "9999年99月99日",
            "广告",
            "天气预报",
            "新闻热线 3581234",
        ),
        *("😀", "👨‍👩‍👧", "ＡＢＣ", "5G", "R&D", "1.4万亿", "①", "𠮷", "é", "\u0301", "-", "|", "<!-- x -->"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join)


def check_offsets(source: str, article: Article) -> None:
    assert len(article.text) == len(article.offsets) > 0
    assert all(a < b for a, b in zip(article.offsets, article.offsets[1:], strict=False))
    for char, place in zip(article.text, article.offsets, strict=True):
        assert source[place] == char or (char == "\n" and regex.match(f"[{BREAKS}]", source[place]))


def check_cover(source: str, articles: list[Article]) -> None:
    places = sorted(place for article in articles for place in article.offsets)
    assert len(places) == len(set(places))
    missing = set(range(len(source))) - set(places)
    assert {source[place] for place in missing if not UNSEEN.match(source[place])} <= MARKS
    starts = [article.offsets[0] for article in articles]
    assert starts == sorted(starts)


def check_zones(article: Article) -> None:
    assert all(0 <= zone.start < zone.end <= len(article.text) for zone in article.zones)
    assert all(a.end <= b.start for a, b in zip(article.zones, article.zones[1:], strict=False))
    assert not regex.search(r"^\s|\s$|\n\n", article.text)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text(source: str) -> None:
    articles = clean(source)
    check_cover(source, articles)
    for article in articles:
        check_offsets(source, article)
        check_zones(article)
    assert clean(source) == articles


@given(TEXTS, st.sampled_from([None, "2022-03-03"]), st.sampled_from([None, "题目"]))
@settings(max_examples=100, deadline=None)
def test_metadata_win(source: str, published: str | None, title: str | None) -> None:
    articles = clean(source, title=title, published=published)
    if published:
        assert {article.published for article in articles} <= {published}
    first = next((article for article in articles if article.kind == "article"), None)
    if first and title:
        assert first.title == title


@pytest.mark.parametrize("case", read_cases("clean_pages"), ids=lambda case: case["id"])
def test_pages_of_our_own(case: dict[str, str]) -> None:
    articles = clean(case["source"])
    check_cover(case["source"], articles)
    for article in articles:
        check_offsets(case["source"], article)
        check_zones(article)


@pytest.mark.skipif(not REAL_PAGES, reason="the real pages are not beside this checkout")
def test_real_pages() -> None:
    for path in REAL_PAGES:
        source = path.read_bytes().decode("utf-8")
        articles = clean(source)
        check_cover(source, articles)
        for article in articles:
            check_offsets(source, article)
            check_zones(article)


@pytest.mark.parametrize(
    "source",
    [
        "今年，全市将新增企业10家 以上。" * 20_000,
        "字\n" * 20_000,
        "## 标题\n记者 白桦\n正文在此，今天下雨。\n" * 3_000,
        "记者 " * 30_000,
        "（" * 50_000,
        "3月" * 30_000,
    ],
    ids=["one long line", "one character a line", "many articles", "roles", "brackets", "months"],
)
def test_large_texts_are_done(source: str) -> None:
    articles = clean(source)
    assert sum(len(article.text) for article in articles) > len(source) // 3
