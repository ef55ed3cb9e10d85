"""People: names beside titles, in bylines and lists, before verbs of speech, and all further mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import regex
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.components.base import Candidate, PatternComponent, text_of
from pipeline.knowledge.lists import alternatives, expand, read_list
from pipeline.knowledge.name_cues import PageNames, Title
from pipeline.knowledge.name_reader import NameReader
from pipeline.rows import PatternRow

TITLE_GROUP, BODY_GROUP = "position_recognizer", "organization_recognizer"
# From this confidence on a title needs no neighbour to be one.
SURE = 0.5
LEADERS_RULE = "position.leaders"
_LIST = regex.compile(r"[\p{Han}]{2,4}、")
BYLINE_RULES, BYLINE_MARKS = ("position.medium",), tuple(" \u3000\u00a0\u2002\u2003：:/丨|")


@dataclass(frozen=True, slots=True)
class PersonRow(PatternRow):
    """A cue for names.

    `cue` says where the name stands: "after_title" and "before_title", "list" (after another name),
    "before" the expression, "between" it and `after`, "line_start" before it, "known" (the expression is the
    name). `prior` is the log-odds that the cue gives to a name; `confidence` the most that a name found by it
    can reach.
    """

    cue: str = "before"
    after: str = ""
    prior: float = 0.0


class Cue(NamedTuple):
    """A row with its expressions compiled."""

    row: PersonRow
    expression: regex.Pattern[str]
    after: regex.Pattern[str]


class PersonRecognizer(PatternComponent):
    """Find names by cues (rows of patterns/people.jsonl) and by how likely their characters are in names."""

    label = "PERSON"
    patterns_file = "patterns/people.jsonl"
    row_type = PersonRow

    def prepare(self) -> None:
        """Compile the cue rows and the heads of titles."""
        self._cues = [
            Cue(row, regex.compile(expand(row.expression)), regex.compile(expand(row.after)))
            for row in self.rows
        ]
        self._heads = regex.compile(alternatives(read_list("positions/title_heads.txt")))

    def find(self, doc: Doc) -> Iterable[Candidate]:
        """Yield the names of the text: those that a cue shows, then every other mention of them."""
        text = text_of(doc)
        names = PageNames(NameReader(text), self._titles(doc))
        for cue in self._cues:
            names.find(cue.row, cue.expression, cue.after)
        for name, rule, confidence in names.mentions():
            yield Candidate(name.start, name.end, rule, confidence, {"name": name.name})

    def _titles(self, doc: Doc) -> list[Title]:
        """Return the title candidates; without a position recognizer before us, the bare heads."""
        group = doc.spans.get(TITLE_GROUP)
        if group is None:
            return [Title(*match.span(), sure=False) for match in self._heads.finditer(text_of(doc))]
        text = text_of(doc)
        sure_starts = {span.end_char for span in doc.spans.get(BODY_GROUP, ())}
        # A title after another one (创始人、首席科学家) is one too.
        sure_starts.update(span.end_char + 1 for span in group if text.startswith("、", span.end_char))
        return [
            Title(
                span.start_char,
                span.end_char,
                score >= SURE or span.start_char in sure_starts or _before_names(text, span),
            )
            for span, score in zip(group, group.attrs["scores"], strict=True)
        ]


def _before_names(text: str, span: Span) -> bool:
    """Say whether the form shows that names follow: 记者 …, 责任编辑：…, 市领导某某、某某."""
    if span.id_ == LEADERS_RULE:
        return _LIST.match(text, span.end_char) is not None
    return span.id_.startswith(BYLINE_RULES) and text[span.end_char : span.end_char + 1] in BYLINE_MARKS


@Language.factory("person_recognizer", assigns=["doc.spans", "span._.person"])
def create_person_recognizer(nlp: Language, name: str) -> PersonRecognizer:
    """Return a recognizer with the package's patterns."""
    return PersonRecognizer(name)
