"""A paragraph: the lines that a page's layout has cut it into, joined again."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import regex

from pipeline.clean.blanks import without_stray_blanks
from pipeline.clean.layout import LineKind
from pipeline.clean.lines import Line

CLOSERS = "”’』」〞\"')）】］〕》〉]"
ENDS = "。！？!?；;：:…．"
_SENTENCE = regex.compile("[。；]")
# How a sentence begins that is no headline: 在…方面，将…; 3月5日，…; 近日，…
_CLAUSE = regex.compile(
    r"(?:在|随着|围绕|按照|根据|针对|通过|对于|面对|为|近日|日前|目前|今年|去年|未来|截至|自|据"
    r"|\d{1,2}月|会上|会议|报告|记者|其中|同时|此外)"
    r".{0,30}[，,].{2}"
)
_QUESTION = regex.compile("[！？!?][^！？!?]")
_COMMA, _TWO_STOPS = regex.compile("[，,]"), regex.compile("[，,！？!?].*[，,！？!?].")
# Without a full stop a line of this length may still be a headline: with two commas, with one, without.
TWO_CLAUSES, LONG_CLAUSE, LONGEST_HEADLINE = 16, 24, 70
LONGEST_BYLINE = 60
CHINESE_NUMBER = r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]"
NUMBER = (
    CHINESE_NUMBER
    + r"|[(（]\d{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十百]{1,4}(?:章|节|条|部分)"
)
_NUMBERED_HEADING = regex.compile(CHINESE_NUMBER)
CLOSING_BYLINE = regex.compile(r"[(（][^（）()。]{0,16}(?:记者|通讯员|作者|编辑)[^（）()。]{1,40}[)）]$")
_REMARK = regex.compile("[。！？][(（][^（）()]{1,40}[)）]$")
_SENTENCE_KINDS = frozenset({LineKind.TEXT, LineKind.ITEM, LineKind.DATELINE})


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence, closing quotation marks and brackets aside."""
    return (text.rstrip(CLOSERS) or text)[-1] in ENDS


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines that belong together.

    `running` says that it reads like sentences, `sentences` that it certainly consists of them, `lifted`
    that it was taken out of the middle of another paragraph. `text` and `offsets` are filled by `finish`,
    once all lines are there: its characters without stray blanks, and their source offsets.
    """

    kind: LineKind
    lines: list[Line] = field(default_factory=list)
    running: bool = False
    sentences: bool = False
    lifted: bool = False
    length: int = 0
    text: str = ""
    offsets: array[int] = field(default_factory=lambda: array("I"))

    def add(self, line: Line) -> None:
        """Append a line."""
        self.lines.append(line)
        self.length += len(line.text)
        self.sentences = self.sentences or self.length > LONGEST_HEADLINE or "。" in line.text
        if not self.running:
            self.running = self.kind is LineKind.DATELINE or self._reads_on(line.text)

    def _reads_on(self, text: str) -> bool:
        if self.kind not in _SENTENCE_KINDS:
            return False
        if self.length > LONGEST_HEADLINE or _SENTENCE.search(text):
            return True
        if _NUMBERED_HEADING.match(self.lines[0].text):
            return False
        whole = "".join(line.text for line in self.lines)
        if self.length > LONG_CLAUSE and (_COMMA.search(whole) or _QUESTION.search(whole)):
            return True
        if whole[-1] in ENDS:
            return False
        return (self.length > TWO_CLAUSES and bool(_TWO_STOPS.search(whole))) or bool(_CLAUSE.match(whole))

    @property
    def ended(self) -> bool:
        """Whether it ends like a sentence, quotation marks and a byline in brackets aside."""
        text = self.lines[-1].text
        return ends_sentence(text) or self.signed or _REMARK.search(text[-LONGEST_BYLINE:]) is not None

    @property
    def signed(self) -> bool:
        """Whether it ends with a byline in brackets: （记者 卓然）."""
        return CLOSING_BYLINE.search(self.lines[-1].text[-LONGEST_BYLINE:]) is not None

    def finish(self) -> Paragraph:
        """Join the lines into `text` and `offsets`; returns itself."""
        text = "".join(line.text for line in self.lines)
        offsets = array("I")
        for line in self.lines:
            offsets.extend(range(line.start, line.end))
        self.text, self.offsets = without_stray_blanks(text, offsets, running=self.running)
        return self

    @property
    def level(self) -> int:
        """The level of a Markdown heading (1 is the highest), 0 where it is none."""
        return self.lines[0].level
