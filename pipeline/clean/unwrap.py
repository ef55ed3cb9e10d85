"""Unwrap: join the lines of which a page's layout has made several out of one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from pipeline.clean.columns import full_lines
from pipeline.clean.layout import FURNITURE, LineKind
from pipeline.clean.lines import Line
from pipeline.clean.paragraph import ENDS, NUMBER, Paragraph, ends_sentence

HEADLINE = 45  # characters; a longer line is no headline that a byline follows
OPENING = 4  # characters in which parallel paragraphs begin alike
MOST_BETWEEN = 8  # lines of furniture between two halves of a sentence
LONG_LINE = 30  # characters; with a full stop inside it is no heading
FEW = 4  # long lines that tell nothing
ACCIDENTS = 0.03  # the share of long lines that lack their full stop on a page that breaks none
LONGEST_MEDIUM = 20  # characters of a medium's name before its broken end

_HANGING = frozenset("，、,；。！？：；”’』」）)】》〉％%")
_OPEN_END = frozenset("，、,（(《“‘「『〈【")
_PAIRS = tuple((pair[0], pair[1]) for pair in ("“”", "‘’", "《》", "（）", "【】", "「」", "『』", "()"))
_ITEM_START = regex.compile(NUMBER + "|[①-⑳]|——|【|[□■●◆▲]")
_FRAGMENT = regex.compile(r"\p{Han}[，、。；]")  # 能，全面…: the end of a word, cut by the layout
_WORDS = regex.compile(r"\p{Han}+")
_SPEAKER = regex.compile(r"\p{Han}{2,4}\s?[:：]")
_BROKEN_BYLINE = regex.compile(r"(?!本报|本网|见习|特约|实习|首席|文字|摄影)\p{Han}{1,2}(?:记者|通讯员)")
_BROKEN_NAME = regex.compile(r"\p{Han}{2,}\s\p{Han}$")
_REST_OF_NAME = regex.compile(r"\p{Han}{1,2}(?:\s|$)")
_JOINABLE = frozenset({LineKind.TEXT, LineKind.ITEM, LineKind.DATELINE})
_INTERRUPTING = FURNITURE | {LineKind.CAPTION, LineKind.CREDIT}
_HEAD_SIGNS = frozenset({LineKind.BYLINE, LineKind.WEBHEAD, LineKind.DATELINE})


def unwrap(lines: Sequence[Line], kinds: Sequence[LineKind]) -> list[Paragraph]:
    """Return the paragraphs of a page in the order of their first lines; every line is in one of them.

    `kinds` says what each line is on its own. Furniture and captions between two halves of a sentence do
    not keep them apart; they become paragraphs of their own.
    """
    page = _Page(lines, kinds)
    paragraphs: list[Paragraph] = []
    current: Paragraph | None = None
    between: list[Paragraph] = []
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if current and page.goes_on(current, i, bool(between)):
            current.add(line)
            for paragraph in between:
                paragraph.lifted = True
            between = []
            continue
        paragraphs.append(Paragraph(kind))
        paragraphs[-1].add(line)
        if kind in _INTERRUPTING and len(between) < MOST_BETWEEN:
            between.append(paragraphs[-1])
        else:
            current, between = paragraphs[-1], []
    return [paragraph.finish() for paragraph in paragraphs]


class _Page:
    """What the lines of a page tell about each other."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[LineKind]) -> None:
        self.lines, self.kinds = lines, kinds
        self.full = full_lines(lines, kinds)
        self.openings = _parallel_openings(lines)
        self.broken = any(self.full) or _is_broken(lines, kinds)

    def goes_on(self, current: Paragraph, i: int, over_furniture: bool) -> bool:
        """Whether line `i` continues the paragraph."""
        line, kind = self.lines[i], self.kinds[i]
        if LineKind.BYLINE in (kind, current.kind):
            return _mends_byline(current, line)
        if kind is not LineKind.TEXT or current.kind not in _JOINABLE:
            return False
        if over_furniture and not (
            current.running and not current.ended and any(c in line.text for c in "，,。；")
        ):
            return False
        if line.text[0] in _HANGING or current.lines[-1].text[-1] in _OPEN_END:
            return True
        if _ITEM_START.match(line.text) or line.indent > current.lines[-1].indent:
            return False
        if current.ended:
            return self.full[i - 1] and line.gap == 0 and current.running
        return self._continues(current, i)

    def _continues(self, current: Paragraph, i: int) -> bool:
        """Whether line `i` continues a paragraph whose last line has no end."""
        line = self.lines[i]
        if current.running and (self.broken or current.sentences):
            return line.text[:OPENING] not in self.openings and not self._is_headline(i)
        if _SPEAKER.match(line.text):
            return False
        opening = current.lines[0].text[:OPENING]
        parallel = opening in self.openings and opening != line.text[:OPENING]
        return self.full[i - 1] or parallel or _FRAGMENT.match(line.text) is not None or _is_open(current)

    def _is_headline(self, i: int) -> bool:
        """Whether a byline, a dateline or the head of a web page follows the line or its subtitle."""
        text = self.lines[i].text
        if not 8 <= len(text) <= HEADLINE or text[-1] in ENDS or "。" in text or self.lines[i].gap == 0:
            return False
        following = list(self.kinds[i + 1 : i + 3])
        if following[1:] and following[0] is LineKind.TEXT and len(self.lines[i + 1].text) <= HEADLINE:
            del following[0]
        return bool(following) and following[0] in _HEAD_SIGNS


def _is_broken(lines: Sequence[Line], kinds: Sequence[LineKind]) -> bool:
    """Whether the page breaks lines inside sentences: some of its long lines have no end, or it has few.

    On other pages a line with a comma and without a full stop is a heading. The last line does not
    count: a page may be cut off.
    """
    long = [
        line.text
        for line, kind in zip(lines, kinds, strict=True)
        if kind in _JOINABLE and len(line.text) >= LONG_LINE and "。" in line.text
    ]
    unended = sum(not ends_sentence(text) for text in long[:-1])
    return len(long) < FEW or unended > len(long) * ACCIDENTS


def _mends_byline(current: Paragraph, line: Line) -> bool:
    """Whether a byline was cut inside the medium (融媒体中/心记者 …) or inside a name (记者 叶/知秋).

    The paragraph becomes a byline.
    """
    if current.kind is LineKind.BYLINE:
        return (
            _BROKEN_NAME.search(current.lines[-1].text) is not None
            and _REST_OF_NAME.match(line.text) is not None
        )
    if current.kind is not LineKind.TEXT or current.running or current.length > LONGEST_MEDIUM:
        return False
    if not _BROKEN_BYLINE.match(line.text):
        return False
    current.kind = LineKind.BYLINE
    return True


def _is_open(paragraph: Paragraph) -> bool:
    """Whether a quotation or a bracket of the paragraph still waits for its end."""
    text = "".join(line.text for line in paragraph.lines)
    return any(text.count(first) > text.count(last) for first, last in _PAIRS)


def _parallel_openings(lines: Sequence[Line]) -> frozenset[str]:
    """Return the beginnings that several paragraphs share: 着力打造…, 着力打造….

    Parallel paragraphs are a figure of speeches and reports: such a beginning opens a paragraph.
    """
    openings: Counter[str] = Counter()
    sure: set[str] = set()
    before = ENDS
    for line in lines:
        opening = line.text[:OPENING]
        if "。" in line.text and _WORDS.fullmatch(opening):
            openings[opening] += 1
            if before[-1] in ENDS:
                sure.add(opening)
        before = line.text
    return frozenset(opening for opening in sure if openings[opening] > 1)
