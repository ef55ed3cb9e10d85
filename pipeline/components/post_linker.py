"""Link people, positions and organizations: full names, facts of bodies, for each position holders and body.

Also writes ``doc._.place``, the place that the page is about, and ``doc._.posts``, what it states of posts.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.components.base import text_of
from pipeline.knowledge.bodies import body_facts
from pipeline.layers import get_attribute, set_attribute
from pipeline.linking.chains import ChainReader, Item
from pipeline.linking.full_names import FullNames
from pipeline.linking.main_places import Weights, add, titled
from pipeline.linking.page_place import PagePlace, page_place
from pipeline.linking.post_times import PostTimes
from pipeline.linking.posts import Post, PostReader
from pipeline.linking.stated_posts import Level, PostStatements, StatedPost


class PostLinker:
    """Set what is known of each resolved span, ``doc._.place`` and ``doc._.posts``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Link the Doc's spans; running it again gives the same Doc."""
        text = text_of(doc)
        full_names = FullNames(text, _known_places(doc))
        place = doc._.place = _place(doc, text, full_names)
        people = self._people(doc)
        bodies, titles = _spans(doc, "organizations"), _spans(doc, "positions")
        levels = _describe_bodies(bodies, full_names, text, context=None if place is None else place["code"])
        times = PostTimes(text, lambda: list(_spans(doc, "dates")))
        statements = PostStatements(text, people, times, levels=levels)
        reader = ChainReader(text, list(titles), list(bodies), list(people))
        stated: list[StatedPost] = []
        for post in PostReader(text, reader, list(bodies), full_names).posts():
            set_attribute(titles[post.title], "position", _attributes(post, people))
            stated += statements.of(post)
        doc._.posts = stated
        return doc

    def _people(self, doc: Doc) -> dict[Item, str]:
        """Give every person a name, and return the names by their places."""
        names: dict[Item, str] = {}
        for item, span in _spans(doc, "people").items():
            person = get_attribute(span, "person")
            if person is None:
                person = {"name": "".join(span.text.split())}
                set_attribute(span, "person", person)
            names[item] = person["name"]
        return names


def _known_places(doc: Doc) -> Weights:
    """Return the weights of the places that the page and the article's title name."""
    article = doc._.article or {}
    return add(article.get("places") or {}, titled(article.get("title")))


def _place(doc: Doc, text: str, full_names: FullNames) -> PagePlace | None:
    article = doc._.article or {}
    return page_place(text, full_names, title=article.get("title"), zones=article.get("zones", ()))


def _describe_bodies(
    bodies: dict[Item, Span], full_names: FullNames, text: str, *, context: str | None
) -> dict[str, Level]:
    """Set what is known of each body; return their levels by their full names."""
    levels: dict[str, Level] = {}
    for item, span in bodies.items():
        name = full_names.of(text[item.start : item.end], item.start)
        facts = body_facts(name, span.id_, context)
        levels[name] = facts.level
        set_attribute(span, "organization", facts.of(name))
    return levels


def _spans(doc: Doc, layer: str) -> dict[Item, Span]:
    return {Item(span.start_char, span.end_char): span for span in doc.spans.get(layer, ())}


def _attributes(post: Post, people: dict[Item, str]) -> dict[str, object]:
    holders = list(dict.fromkeys(people[item] for item in post.holders))
    return {"people": holders, "organization": post.organization}


@Language.factory(
    "post_linker",
    requires=["doc.spans"],
    assigns=["span._.person", "span._.position", "span._.organization", "doc._.place", "doc._.posts"],
)
def create_post_linker(nlp: Language, name: str) -> PostLinker:
    """Return the linker of posts."""
    return PostLinker(name)
