"""The component ``goal_linker``: what is counted, planned or done, by when and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.components.base import text_of
from pipeline.layers import get_attribute, set_attribute
from pipeline.linking.goal_deadline import DateMention, read_mention
from pipeline.linking.goal_figures import figure_odds
from pipeline.linking.goal_lexicon import GoalLexicon, GoalWord
from pipeline.linking.goal_owner import article_place, find_speakers, head_of, place_or_body
from pipeline.linking.goal_passage import Passages, report_years, year_before
from pipeline.linking.goal_reader import GoalKnowledge, GoalPage, lead_owner, read_goals
from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_status import Context, ContextLexicon
from pipeline.linking.goal_tense import load_tense_model
from pipeline.resources import resource
from pipeline.rows import read_rows
from pipeline.values.quantities import measured
from pipeline.values.units import Unit, UnitTable


class GoalLinker:
    """Complete ``span._.goal`` of the resolved quantities with status, indicator, action, change, deadline,
    owner.

    An article of the kind "other" (weather, adverts) has no goals: its quantities are dropped.
    """

    def __init__(self, name: str, knowledge: GoalKnowledge, units: UnitTable) -> None:
        self.name, self.knowledge, self.units = name, knowledge, units

    def __call__(self, doc: Doc) -> Doc:
        """Link the Doc's quantities; running it again gives the same Doc."""
        group = doc.spans.get("goals")
        if not group:
            return doc
        if (doc._.article or {}).get("kind") == "other":
            doc.spans["goals"] = SpanGroup(doc, name="goals", spans=[], attrs={"scores": []})
            return doc
        spans = list(group)
        known = [get_attribute(span, "goal") for span in spans]
        page = self._page(doc, spans, known)
        for span, goal, added in zip(spans, known, read_goals(page, self.knowledge), strict=True):
            set_attribute(span, "goal", {**goal, **added})
        return doc

    def _page(self, doc: Doc, spans: list[Span], known: list[dict[str, Any]]) -> GoalPage:
        text, today = text_of(doc), doc._.dct
        title = (doc._.article or {}).get("title")
        years = report_years(title, today)
        dates = list(_dates(doc, text, years.review if years else year_before(today)))
        bodies = _bodies(doc)
        speaking = _speaking_bodies(doc)
        people = [(s.start_char, s.end_char, _name(s)) for s in doc.spans.get("people", ())]
        speakers = find_speakers(text, people, speaking)
        place = article_place(title, [name for *_, name in bodies], _page_place(doc))
        return GoalPage(
            text=text,
            quantities=[self._statement(text, span, goal) for span, goal in zip(spans, known, strict=True)],
            dates=dates,
            masked_dates=[(s.start_char, s.end_char) for s in doc.spans.get("dates", ()) if not _is_rate(s)],
            bodies=_free_bodies(doc, bodies),
            speakers=speakers,
            passages=Passages(text, dates, self.knowledge.tense, title, today),
            today=today,
            owner=lead_owner({speaker.body: 1 for speaker in speakers}, place),
            place=place,
        )

    def _statement(self, text: str, span: Span, goal: dict[str, Any]) -> Statement:
        kind, comparator = measured(span.id_, self.units.kind(goal["unit"])), goal["comparator"]
        start, end = span.start_char, span.end_char
        odds = figure_odds(text[start:end], kind, comparator)
        return Statement(start, end, goal["value"], goal["unit"], comparator, kind, span.id_, odds)


def _dates(doc: Doc, text: str, review_year: int | None) -> Iterator[DateMention]:
    for span in doc.spans.get("dates", ()):
        date = get_attribute(span, "date")
        if date is not None:
            mention = read_mention(text, (span.start_char, span.end_char), date, review_year)
            if mention is not None:
                yield mention


def _is_rate(span: Span) -> bool:
    """Whether a date is a rate that belongs to the noun behind it: 年平均投资, 日供水."""
    return (get_attribute(span, "date") or {}).get("type") == "SET" and not span.text.startswith("每")


def _name(span: Span) -> str:
    return str((get_attribute(span, "person") or {}).get("name") or "".join(span.text.split()))


def _bodies(doc: Doc) -> list[tuple[int, int, str]]:
    spans = doc.spans.get("organizations", ())
    return [(span.start_char, span.end_char, _body_name(span)) for span in spans]


def _body_name(span: Span) -> str:
    return str((get_attribute(span, "organization") or {}).get("name") or span.text)


def _free_bodies(doc: Doc, bodies: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The bodies that are no part of a title (市委 in 市委书记)."""
    titled = {n for span in doc.spans.get("positions", ()) for n in range(span.start_char, span.end_char + 1)}
    return [body for body in bodies if body[0] not in titled and body[1] not in titled]


def _page_place(doc: Doc) -> str | None:
    """The place that the page is about, as far as a linker before this one knows it."""
    place = doc._.place if Doc.has_extension("place") else None
    return None if place is None else str(place["name"])


def _speaking_bodies(doc: Doc) -> dict[str, str]:
    """The body for which each person speaks: that of the last post that heads one, else of the first post."""
    bodies: dict[str, str] = {}
    for span in doc.spans.get("positions", ()):
        post = get_attribute(span, "position") or {}
        body, heading = str(post.get("organization") or ""), head_of(span.text)
        for person in post.get("people", ()) if body else ():
            if heading or person not in bodies:
                bodies[person] = place_or_body(body)
    return bodies


def load_knowledge() -> GoalKnowledge:
    """Return the shipped words, triggers and tense model; raises RowError or ModelError where one is
    damaged."""
    lexicon = GoalLexicon(read_rows(resource("patterns/goal_words.jsonl"), GoalWord))
    contexts = ContextLexicon(read_rows(resource("patterns/contexts.jsonl"), Context))
    return GoalKnowledge(lexicon, contexts, load_tense_model())


@Language.factory("goal_linker", requires=["doc.spans"], assigns=["span._.goal"])
def create_goal_linker(nlp: Language, name: str) -> GoalLinker:
    """Return the component with the knowledge that is shipped."""
    return GoalLinker(name, load_knowledge(), UnitTable(read_rows(resource("patterns/units.jsonl"), Unit)))
