"""Posts and titles: 市委副书记, 代市长, 专职副主任, 党组书记, 一级调研员, 记者.

A title is read from its end: every head (书记, 局长, 记者 …) is found first, then the rows of
patterns/positions.jsonl are matched backwards from it. Rows with `holder` propose a title that counts only
beside a name or a body; the component post_evidence vouches for those that have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import regex
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.base import Candidate, PatternComponent, text_of
from pipeline.knowledge.lists import alternatives, expand, read_list
from pipeline.rows import PatternRow

REACH = 16
_PLACE_HEADS = frozenset(f"{place}长" for place in "路区市县省州镇乡村河林湖会部行院社站司")
_HAN = regex.compile(r"[\p{Han}]")
_LONG_WORD = regex.compile(
    r"长(?:江|效|期|远|乐|征|途|城|春|沙|安|三角|治|宁|寿|兴|青|廊|短|龙|假|跑|度|足|久|大|势|白山|葛|垣|汀|泰|丰|岛|阳|岭|湖|河|达(?:到|[0-9约近一二三四五六七八九十百千万两几数]))"
)
_BEFORE_TITLES = frozenset("副代原任兼")
_NO_TITLE_AFTER = regex.compile(
    r"(?:处(?!长)|台|站|团|会|联席|办公|令(?!狐)|制|们|代表团|工程|热线|信箱|接待|室|级|网|证|节|站|学|协)"
)


@dataclass(frozen=True, slots=True)
class PositionRow(PatternRow):
    """A form of titles. `holder`: it is a post only beside a person (主任), not alone like 市委书记.

    `after` is an expression for what must follow; `expression` cannot see beyond the title's end.
    """

    holder: bool = False
    after: str = ""


class PositionRecognizer(PatternComponent):
    """Find titles by their heads and the modifiers before them."""

    label = "POSITION"
    patterns_file = "patterns/positions.jsonl"
    row_type = PositionRow

    def prepare(self) -> None:
        """Compile the heads (forwards) and the rows (backwards)."""
        # Plain alternatives are what the standard library's engine is quicker at.
        heads = read_list("positions/title_heads.txt") + read_list("positions/media_roles.txt")
        self._heads = re.compile(alternatives(heads))
        self._titles = [
            (row, regex.compile(f"(?r){expand(row.expression)}"), regex.compile(row.after))
            for row in self.rows
        ]

    def find(self, doc: Doc) -> Iterable[Candidate]:
        """Yield the titles of the text: for each head the longest reading, the surer of equals."""
        text = text_of(doc)
        for head in self._heads.finditer(text):
            end = head.end()
            if not _NO_TITLE_AFTER.match(text, end) and not self._is_long(text, head.start(), end):
                candidate = self._longest(text, end)
                if candidate is not None:
                    yield candidate

    def _is_long(self, text: str, start: int, end: int) -> bool:
        """Say whether 长 begins the next word (建宁路|长江, 社区|长效) instead of ending a title."""
        before = text[start - 1 : start]
        # 副市长江文涛, 云州市市长江文涛: only the title can stand behind 副 and behind its own level word.
        in_phrase = _HAN.match(before) is not None and before not in _BEFORE_TITLES and before != text[start]
        return in_phrase and text[start:end] in _PLACE_HEADS and _LONG_WORD.match(text, end - 1) is not None

    def _longest(self, text: str, end: int) -> Candidate | None:
        best: Candidate | None = None
        for row, pattern, after in self._titles:
            match = pattern.match(text, pos=max(0, end - REACH), endpos=end)
            if match and (best is None or match.start() < best.start) and after.match(text, end):
                best = Candidate(match.start(), end, row.id, row.confidence)
        return best


@Language.factory("position_recognizer", assigns=["doc.spans"])
def create_position_recognizer(nlp: Language, name: str) -> PositionRecognizer:
    """Return a recognizer with the package's patterns."""
    return PositionRecognizer(name)
