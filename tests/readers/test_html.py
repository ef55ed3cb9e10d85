"""Web pages: the main text, its title and day; what is around it is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.documents import read_unit
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit
from tests.readers.reading import read_bad, read_good

PARAGRAPHS = [
    "9月13日，青川市召开项目推进会，市委书记何一苇出席并讲话。",
    "市长林若谷主持会议。会议指出，今年全市新建项目300个，总投资417亿元。",
    "副市长沈知远等参加。",
]
PAGE = """<!DOCTYPE html><html><head><meta charset="CHARSET">
<title>青川市召开项目推进会_青川市人民政府</title>
<meta name="ArticleTitle" content="青川市召开项目推进会">
<meta name="PubDate" content="2022-09-14 10:30"></head>
<body><div class="nav"><a href="/">首页</a><a href="/x">政务公开</a></div>
<div class="article"><h1>青川市召开项目推进会</h1><div class="content">BODY
<table><tr><td>指标</td><td>数值</td></tr><tr><td>项目</td><td>300个</td></tr></table></div></div>
<div class="footer">版权所有 青川市人民政府办公室 2019-2024</div></body></html>""".replace(
    "BODY", "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
)


def write(folder: Path, data: bytes | str, name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "nonsense"])
def test_the_main_text_with_title_and_day(tmp_path: Path, name: str, charset: str) -> None:
    page = PAGE.replace("CHARSET", charset)
    encoding = {"gb2312": "gb18030", "big5": "big5"}.get(charset, "utf-8")
    (source,) = read_good(write(tmp_path, page.encode(encoding, "xmlcharrefreplace"), name))
    lines = [line.strip() for line in source.text.split("\n")]
    assert lines == [*PARAGRAPHS, "指标\t数值", "项目\t300个"]
    assert (source.title, source.published) == ("青川市召开项目推进会", "2022-09-14")


def test_a_short_page_and_a_page_without_marks(tmp_path: Path) -> None:
    (source,) = read_good(write(tmp_path, "<html><body><p>青川市长何一苇出席。</p></body></html>"))
    assert (source.text, source.title, source.published) == ("青川市长何一苇出席。", None, None)


def test_the_encoding_that_the_user_names_goes_before_that_of_the_page(tmp_path: Path) -> None:
    data = PAGE.replace("CHARSET", "utf-8").encode("utf-16")
    (source,) = read_good(write(tmp_path, data), options=ReadingOptions("utf-16"))
    assert source.published == "2022-09-14"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "the page has no main text"),
        ("<html><body></body></html>", "the page has no main text"),
        ("<html><body><script>x</script></body></html>", "the page has no main text"),
        ("<html><body>" + "<div>" * 400 + "<p>青川市长何一苇出席。</p>", "nested 250 elements deep"),
        ("<html>" + "<table><tr><td>青川市</table>" * 5001, "more than 200,000 elements or 5,000 tables"),
        ("<html>" + "<p>青" * 200_001, "more than 200,000 elements or 5,000 tables"),
        ("<html>\0", "NUL"),
    ],
)
def test_pages_without_text(tmp_path: Path, page: str, reason: str) -> None:
    assert reason in read_bad(write(tmp_path, page)).error


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<table><tr>", "&#xd800;", "&", "青川市", "<!--"]))
)
def test_any_tags_give_a_document_or_a_rejection(pieces: list[str]) -> None:
    unit = Unit("a.html", "a.html", ".html", ReadingOptions(), data=("<html>" + "".join(pieces)).encode())
    found = read_unit(unit, warn=pytest.fail)
    assert not isinstance(found, Source) or found.text.encode()
