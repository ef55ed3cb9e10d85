"""A piece of a page: an article, or neighbouring paragraphs that belong to none."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.clean.layout import LineKind
from pipeline.clean.paragraph import Paragraph
from pipeline.records import Kind


@dataclass(slots=True, eq=False)
class Piece:
    """The paragraphs of a piece with the zone of each; `bodies` counts those that are sentences."""

    kind: Kind
    paragraphs: list[Paragraph] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    bodies: int = 0

    def add(self, paragraph: Paragraph, zone: str) -> None:
        """Append a paragraph with its zone."""
        self.paragraphs.append(paragraph)
        self.zones.append(zone)
        self.bodies += zone == "body"

    @property
    def title(self) -> Paragraph | None:
        """The paragraph that is its title."""
        return self.paragraphs[self.zones.index("title")] if "title" in self.zones else None

    @property
    def level(self) -> int:
        """The level of the title as a Markdown heading, 0 where it is none."""
        return self.title.level if self.title else 0

    @property
    def signed(self) -> bool:
        """Whether it has a byline, a dateline or the head of a web page: then it is no advert."""
        dateline = any(paragraph.kind is LineKind.DATELINE for paragraph in self.paragraphs)
        return dateline or "byline" in self.zones or "webhead" in self.zones

    @property
    def length(self) -> int:
        """The number of its characters, breaks between paragraphs aside."""
        return sum(len(paragraph.text) for paragraph in self.paragraphs)
