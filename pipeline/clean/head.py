"""The head of an article: which of the short lines before its first sentence are title, kicker, subtitle."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.clean.layout import LineKind
from pipeline.clean.paragraph import ENDS, NUMBER, Paragraph

LONGEST_TITLE, LONGEST_QUESTION = 70, 35  # characters
MOST_LINES = 4  # lines of a head without marks; what stands above them is no part of it
MOST_KICKERS = 3
SHORTEST_CAPTION, SHORTEST_TITLE = 6, 7  # characters; what is shorter rather names a column or a body

_NUMBERED = regex.compile(NUMBER)
_SPEAKER = regex.compile(r"(?:记者|问|答|主持人)\s?[:：]|\p{Han}{2,4}\s?[:：].*[？！?!]$")
_NO_HEADLINE = regex.compile(r"[。；]|^[(（].*[)）]$")
_SUBTITLE = regex.compile(r"在.*上$|(?:——?|－－|--|一?访|专访|记\p{Han}|[(（])")
_DOCUMENT = regex.compile(r"的(?:决定|通知|意见|公告|通报|报告|函|批复|方案|办法|公示)$|工作报告$")
_KICKER = regex.compile(
    r"[·•|｜]|系列(?:报道|评论|访谈)|访谈$|之[一二三四五六七八九十]+$|专[栏题]|特刊|喜迎|贯彻落实|深入学习"
)

ZONES = {
    LineKind.BYLINE: "byline",
    LineKind.CREDIT: "caption",
    LineKind.CAPTION: "caption",
    LineKind.LABEL: "kicker",
    LineKind.WEBHEAD: "webhead",
    LineKind.DAY: "webhead",
    LineKind.REPRINT: "reprint",
    LineKind.TABLE: "table",
}


def is_headline(paragraph: Paragraph) -> bool:
    """Whether the paragraph has the form of a headline or a heading: short, and no sentence.

    A number before it (一、…) makes it a heading inside a text; see `can_be_title`.
    """
    text = paragraph.text
    if paragraph.kind is LineKind.HEADING:
        return True
    if paragraph.kind is not LineKind.TEXT or _SPEAKER.match(text) or _NO_HEADLINE.search(text):
        return False
    if text[-1] in "？！?!":
        return len(text) <= LONGEST_QUESTION
    return len(text) <= LONGEST_TITLE and (text[-1] in ":：" or not paragraph.ended)


def can_be_title(paragraph: Paragraph) -> bool:
    """Whether a headline can be the title of an article."""
    text = paragraph.text
    return is_headline(paragraph) and not _NUMBERED.match(text) and text[-1] not in ":："


def zones_of_head(head: Sequence[Paragraph]) -> list[str | None]:
    """Return the zone of each paragraph of a head, None for one that is no part of the article.

    `head` are the lines between the last text and the first sentence of an article, furniture aside.
    """
    title = _title_index(head)
    if title is None:
        return [ZONES.get(paragraph.kind, "body") for paragraph in head]
    first = _first_kicker(head, title)
    zones: list[str | None] = []
    for i, paragraph in enumerate(head):
        zone = ZONES.get(paragraph.kind) or ("kicker" if i < title else _zone_below(head, i))
        if i == title:
            zone = "title"
        zones.append(None if i < first and zone == "kicker" else zone)
    return zones


def _zone_below(head: Sequence[Paragraph], i: int) -> str:
    """The zone of a line under the title: what repeats a line above it is the caption of a picture."""
    if not can_be_title(head[i]):
        return "body"
    return "caption" if _repeats(head, i) else "subtitle"


def _repeats(head: Sequence[Paragraph], i: int) -> bool:
    """Whether a line stands inside one of the lines above it: the post and name of whom the text portrays."""
    text = head[i].text
    above = head[max(0, i - MOST_LINES) : i]
    return len(text) >= SHORTEST_CAPTION and any(text in line.text for line in above)


def _title_index(head: Sequence[Paragraph]) -> int | None:
    able = [i for i, paragraph in enumerate(head) if can_be_title(paragraph) and not _repeats(head, i)]
    marked = [i for i in able if head[i].level]
    if not marked:
        return max(able[-MOST_LINES:], key=lambda i: (_title_score(head[i].text), -i), default=None)
    top = min(head[i].level for i in marked)
    equal = [i for i in marked if head[i].level == top]
    # Headings in a row are one head; apart from each other, the upper one heads a poster or an advert.
    while len(equal) > 1 and equal[-1] - equal[-2] == 1:
        equal.pop()
    return equal[-1]


def _title_score(text: str) -> int:
    """How much a line without a mark looks like a title among the lines of its head."""
    score = 2 + (len(text) >= SHORTEST_TITLE) + 2 * (_DOCUMENT.search(text) is not None)
    if _SUBTITLE.match(text):
        score -= 2
    if _KICKER.search(text):
        score -= 1
    if text[-1] in ENDS or any(sign in text for sign in "“”《》，、"):
        score += 1
    return score


def _first_kicker(head: Sequence[Paragraph], title: int) -> int:
    """The index of the first line that belongs to the head: an equal heading above cuts it off."""
    above = [i for i in range(title) if head[i].kind in (LineKind.TEXT, LineKind.HEADING, LineKind.LABEL)]
    if any(0 < head[i].level <= head[title].level for i in above):
        return title
    return above[-MOST_KICKERS] if len(above) >= MOST_KICKERS else 0
