"""Link people, positions and organizations: full names, and for each position its holders and its body."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.components.base import text_of
from pipeline.linking.chains import ChainReader, Item
from pipeline.linking.full_names import FullNames
from pipeline.linking.posts import Post, PostReader


class PostLinker:
    """Set ``span._.person``, ``span._.organization`` and ``span._.position`` on the Doc's resolved spans."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Link the Doc's spans; running it again gives the same Doc."""
        text = text_of(doc)
        full_names = FullNames(text, (doc._.article or {}).get("places"))
        people = self._people(doc)
        bodies, titles = _spans(doc, "organizations"), _spans(doc, "positions")
        for item, span in bodies.items():
            span._.organization = {"name": full_names.of(text[item.start : item.end], item.start)}
        reader = ChainReader(text, list(titles), list(bodies), list(people))
        for post in PostReader(text, reader, list(bodies), full_names).posts():
            titles[post.title]._.position = _attributes(post, people)
        return doc

    def _people(self, doc: Doc) -> dict[Item, str]:
        """Give every person a name, and return the names by their places."""
        names: dict[Item, str] = {}
        for item, span in _spans(doc, "people").items():
            person = span._.person
            if person is None:
                person = span._.person = {"name": "".join(span.text.split())}
            names[item] = person["name"]
        return names


def _spans(doc: Doc, layer: str) -> dict[Item, Span]:
    return {Item(span.start_char, span.end_char): span for span in doc.spans[layer]}


def _attributes(post: Post, people: dict[Item, str]) -> dict[str, object]:
    holders = list(dict.fromkeys(people[item] for item in post.holders))
    return {"people": holders, "organization": post.organization}


@Language.factory("post_linker", requires=["doc.spans"], assigns=["span._.person", "span._.position"])
def create_post_linker(nlp: Language, name: str) -> PostLinker:
    """Return the linker of posts."""
    return PostLinker(name)
