"""The date recognizer: time expressions by patterns/dates.jsonl, resolved against ``doc._.dct``."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.base import Candidate, record_candidates, text_of
from pipeline.layers import BY_NAME
from pipeline.resources import resource
from pipeline.rows import read_rows
from pipeline.values.dates_grammar import DateGrammar, DatePattern
from pipeline.values.dates_reading import read_dates
from pipeline.values.festivals import Festival

PATTERNS, FESTIVALS = "patterns/dates.jsonl", "seeds/festivals.jsonl"


class DateRecognizer:
    """Write the dates of a Doc as the SpanGroup ``doc.spans["date_recognizer"]``.

    ``span._.date`` holds type and value by TIMEX3, start_date and end_date (ISO 8601, inclusive, or None).
    """

    def __init__(self, name: str, patterns: str = PATTERNS, festivals: str = FESTIVALS) -> None:
        """Read the grammar and the days of festivals; raises RowError where a row is malformed."""
        self.name = name
        self.festivals = {row.id: row for row in read_rows(resource(festivals), Festival)}
        self.grammar = DateGrammar(read_rows(resource(patterns), DatePattern))

    def __call__(self, doc: Doc) -> Doc:
        """Record the dates of the Doc."""
        candidates = self.find(text_of(doc), doc._.dct)
        record_candidates(doc, self.name, BY_NAME["dates"].label, candidates)
        return doc

    def find(self, text: str, dct: str | None) -> Iterator[Candidate]:
        """Yield the dates of a text as candidates; `dct` is the article's day or year (ISO) or None."""
        for reading in read_dates(text, self.grammar, dct, festivals=self.festivals):
            attributes = reading.value.attributes()
            yield Candidate(reading.start, reading.end, reading.rule, reading.confidence, attributes)


@Language.factory(
    "date_recognizer",
    default_config={"patterns": PATTERNS, "festivals": FESTIVALS},
    assigns=["doc.spans", "span._.date"],
)
def create_date_recognizer(nlp: Language, name: str, patterns: str, festivals: str) -> DateRecognizer:
    """Return a DateRecognizer; `patterns` and `festivals` are its data files."""
    return DateRecognizer(name, patterns, festivals)
