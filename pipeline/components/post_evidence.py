"""Evidence for titles: a name or a body stands beside them, or another title of the same chain is sure.

主任 alone names no post; 主任李卫, 市审计局主任 and 党组书记、主任 do. What a title's neighbours say is
written as one more group of candidates, which the resolver weighs with the title's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.base import Candidate, Recognizer, text_of
from pipeline.linking.chains import Chain, ChainReader, Item

BESIDE_NAME, OF_BODY, IN_CHAIN = 0.9, 0.4, 0.4
SURE = 0.5


class PostEvidence(Recognizer):
    """Vouch for title candidates that a person, a body or a sure title stands beside."""

    label = "POSITION"

    def __init__(self, name: str, groups: dict[str, str]) -> None:
        super().__init__(name)
        self.groups = groups

    def find(self, doc: Doc) -> Iterable[Candidate]:
        """Yield the titles that their neighbours confirm, with the reason as the rule."""
        titles = self._items(doc, "positions")
        bodies, names = self._items(doc, "organizations"), self._items(doc, "people")
        reader = ChainReader(text_of(doc), titles, bodies, names)
        sure = {t.start for t, score in zip(titles, self._scores(doc), strict=True) if score >= SURE}
        for chain in reader.chains():
            yield from self._of_chain(reader, chain, sure)

    def _of_chain(self, reader: ChainReader, chain: Chain, sure: set[int]) -> Iterable[Candidate]:
        held = bool(reader.holders(chain))
        known = any(title.start in sure or title.start in chain.bodies for title in chain.titles)
        for title in chain.titles:
            if held:
                yield Candidate(title.start, title.end, "position.beside_name", BESIDE_NAME)
            elif title.start in chain.bodies:
                yield Candidate(title.start, title.end, "position.of_body", OF_BODY)
            elif known:
                yield Candidate(title.start, title.end, "position.in_chain", IN_CHAIN)

    def _items(self, doc: Doc, layer: str) -> list[Item]:
        group = doc.spans.get(self.groups[layer])
        return [] if group is None else [Item(span.start_char, span.end_char) for span in group]

    def _scores(self, doc: Doc) -> list[float]:
        group = doc.spans.get(self.groups["positions"])
        return [] if group is None else list(group.attrs["scores"])


GROUPS = {
    "positions": "position_recognizer",
    "organizations": "organization_recognizer",
    "people": "person_recognizer",
}


@Language.factory(
    "post_evidence", default_config={"groups": GROUPS}, requires=["doc.spans"], assigns=["doc.spans"]
)
def create_post_evidence(nlp: Language, name: str, groups: dict[str, str]) -> PostEvidence:
    """Return the component; `groups` names the candidate groups of positions, organizations and people."""
    return PostEvidence(name, groups)
