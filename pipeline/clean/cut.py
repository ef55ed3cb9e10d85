"""Cut a page into its articles, and keep apart what is no article."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.head import ZONES, can_be_title, is_headline, zones_of_head
from pipeline.clean.layout import FURNITURE, LineKind, has_advert_cue
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.piece import Piece

LONGEST_LEAD = 2  # paragraphs that may stand between the title and the byline
LONGEST_ADVERT = 400  # characters

_SIGNS = frozenset({LineKind.BYLINE, LineKind.WEBHEAD})
# Pictures stand in the midst of an article; the other furniture stands between two.
_WALLS = FURNITURE - {LineKind.IMAGE}


def cut(paragraphs: Sequence[Paragraph]) -> list[Piece]:
    """Return the pieces of a page in the order of their first paragraphs; each paragraph is in one piece."""
    cutter = _Cutter()
    for paragraph in paragraphs:
        cutter.take(paragraph)
    cutter.close()
    adverts = set(map(id, _adverts(cutter.placed)))
    pieces: list[Piece] = []
    for before, (paragraph, owner) in zip([None, *cutter.placed], cutter.placed, strict=False):
        if owner is not None and id(owner) not in adverts:
            if paragraph is owner.paragraphs[0]:
                pieces.append(owner)
        elif before and (before[1] is None or id(before[1]) in adverts):
            pieces[-1].add(paragraph, "body")
        else:
            pieces.append(Piece("other"))
            pieces[-1].add(paragraph, "body")
    return pieces


class _Cutter:
    """Walks down the page; the short lines since the last sentence wait until the next one explains them.

    `placed` holds each paragraph with the article that it belongs to, or None.
    """

    def __init__(self) -> None:
        self.placed: list[tuple[Paragraph, Piece | None]] = []
        self.waiting: list[Paragraph] = []
        self.current: Piece | None = None
        self.closed = False

    def take(self, paragraph: Paragraph) -> None:
        """Take the next paragraph of the page."""
        if not _is_body(paragraph):
            self.waiting.append(paragraph)
            return
        start = self._start_of_article(paragraph)
        if start is None:
            self._place_inside()
        else:
            self._place_tail(self.waiting[:start])
            self._open(self.waiting[start:])
        self.waiting = []
        self._place(paragraph, "body")
        self.closed = self.closed or paragraph.signed

    def close(self) -> None:
        """Place what waits at the end of the page."""
        if self.current is None and not any(paragraph.kind in FURNITURE for paragraph in self.waiting):
            self.current = Piece("article")
            for paragraph in self.waiting:
                self._place(paragraph, "body")
        else:
            self._place_tail(self.waiting)

    def _place(self, paragraph: Paragraph, zone: str | None) -> None:
        """Put a paragraph into the current article; without a zone it belongs to none."""
        owner = None if zone is None or _is_foreign(paragraph) else self.current
        self.placed.append((paragraph, owner))
        if owner is not None and zone is not None:
            owner.add(paragraph, zone)

    def _open(self, head: list[Paragraph]) -> None:
        """Begin an article with its head."""
        self.current, self.closed = Piece("article"), False
        zones = iter(zones_of_head([paragraph for paragraph in head if not _is_foreign(paragraph)]))
        for paragraph in head:
            self._place(paragraph, None if _is_foreign(paragraph) else next(zones))

    def _place_inside(self) -> None:
        """Put the waiting lines into the current article: headings, captions, a byline after a lead."""
        for paragraph in self.waiting:
            if paragraph.kind is LineKind.BYLINE and self.current and self.current.bodies > LONGEST_LEAD:
                self.closed = True
            self._place(paragraph, _zone_inside(paragraph))

    def _place_tail(self, tail: list[Paragraph]) -> None:
        """Put the lines after an article's last sentence into it, up to the first that is foreign to it."""
        ended = self.closed
        foreign = self.current is None
        for paragraph in tail:
            foreign = foreign or (ended and (is_headline(paragraph) or paragraph.kind is LineKind.LABEL))
            self._place(paragraph, None if foreign else _zone_inside(paragraph))
            ended = ended or _is_wall(paragraph) or paragraph.kind is LineKind.BYLINE

    def _start_of_article(self, body: Paragraph) -> int | None:
        """Return the index in the waiting lines at which a new article begins; None where none does."""
        heads = [i for i, paragraph in enumerate(self.waiting) if can_be_title(paragraph)]
        if self.current is None:
            return self._first_line_of_first_head(heads)
        if not heads:
            opens = body.kind is LineKind.DATELINE and not _is_lead(self.current)
            return len(self.waiting) if opens else None
        opens = body.kind is LineKind.DATELINE or self._is_signed(heads[0])
        if opens or self._is_apart(self.current, heads):
            return self._first_line_of_head(self.current, heads)
        return None

    def _is_signed(self, first: int) -> bool:
        """Whether a byline or the head of a web page follows the first headline."""
        return any(paragraph.kind in _SIGNS for paragraph in self.waiting[first + 1 :])

    def _is_apart(self, above: Piece, heads: list[int]) -> bool:
        """Whether furniture, a byline or the rank of its mark parts a headline from the article above."""
        parting = (i for i, p in enumerate(self.waiting) if _is_wall(p) or p.kind is LineKind.BYLINE)
        parted = -1 if self.closed else next(parting, len(self.waiting))
        for head in heads:
            level = self.waiting[head].level
            if 0 < level <= above.level or (head > parted and not 0 < above.level < level):
                return True
        return False

    def _first_line_of_head(self, above: Piece, heads: list[int]) -> int:
        """Return the index of the first line of the new article's head.

        It is the first headline after the last furniture, and after the byline that closes the current
        article: a headline, a byline and a headline are the end of one article and the head of another.
        """
        last_wall = self._last_wall()
        after_wall = [i for i in heads if i > last_wall] or heads
        bylines = [i for i, paragraph in enumerate(self.waiting) if paragraph.kind is LineKind.BYLINE]
        if not above.signed and bylines and not self.waiting[after_wall[0]].level:
            after_byline = [i for i in after_wall if i > bylines[0]]
            return (after_byline or after_wall)[0]
        return after_wall[0]

    def _first_line_of_first_head(self, heads: list[int]) -> int:
        """Return the same for the page's first article: all lines but those above furniture."""
        last_wall = self._last_wall()
        if any(i > last_wall for i in heads):
            return last_wall + 1
        return heads[0] if heads else 0

    def _last_wall(self) -> int:
        """Return the index of the last furniture among the waiting lines, -1 where there is none."""
        return max((i for i, paragraph in enumerate(self.waiting) if _is_wall(paragraph)), default=-1)


def _is_lead(piece: Piece) -> bool:
    """Whether what was read of an article is only the summary above its dateline."""
    return not piece.signed and piece.bodies <= LONGEST_LEAD


def _is_wall(paragraph: Paragraph) -> bool:
    """Whether a paragraph parts two articles."""
    return paragraph.kind in _WALLS and not paragraph.lifted


def _is_foreign(paragraph: Paragraph) -> bool:
    """Whether a paragraph belongs to no article: furniture, and what was lifted out of a sentence."""
    return paragraph.lifted or paragraph.kind in FURNITURE


def _is_body(paragraph: Paragraph) -> bool:
    """Whether a paragraph is text: sentences, or at least no headline, byline, furniture."""
    return paragraph.kind in (LineKind.TEXT, LineKind.DATELINE) and not is_headline(paragraph)


def _zone_inside(paragraph: Paragraph) -> str:
    """The zone of a short line inside an article."""
    if is_headline(paragraph) or paragraph.kind is LineKind.LABEL:
        return "heading"
    return "signature" if paragraph.kind is LineKind.DAY else ZONES.get(paragraph.kind, "body")


def _adverts(placed: Sequence[tuple[Paragraph, Piece | None]]) -> list[Piece]:
    """Return the articles that are adverts: short, without a byline or the like, and speaking like one."""
    labelled: set[int] = set()
    articles: dict[int, Piece] = {}
    above = LineKind.TEXT
    for paragraph, owner in placed:
        if owner is not None:
            articles[id(owner)] = owner
            if above is LineKind.ADVERT:
                labelled.add(id(owner))
        above = paragraph.kind
    if len(articles) == 1:
        return []
    return [piece for key, piece in articles.items() if _is_advert(piece, key in labelled)]


def _is_advert(piece: Piece, labelled: bool) -> bool:
    if piece.signed or piece.length > LONGEST_ADVERT:
        return False
    return labelled or any(has_advert_cue(paragraph.text) for paragraph in piece.paragraphs)
