"""Spans of a page, measured in ink: white space, which page layout scatters at will, does not count."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from pipeline.terminal import one_line

Interval = tuple[int, int]

CONTEXT = 12


def squeezed(text: object) -> str:
    """Return the text without its white space; what is no text is written out first."""
    return "".join(str(text).split())


def overlap(a: Interval, b: Interval) -> float:
    """Return what two intervals share as a fraction (0 to 1) of their union, from first start to last end."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    if shared <= 0:
        return 0.0
    return shared / (max(a[1], b[1]) - min(a[0], b[0]))


def sameness(a: Interval, b: Interval) -> float:
    """Return 1.0 for the very same interval, else 0.0: the strict measure."""
    return float(a == b)


def half_overlap(a: Interval, b: Interval) -> float:
    """Return the overlap where it reaches one half, else 0.0: the loose measure."""
    share = overlap(a, b)
    return share if share >= 0.5 else 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """The source text of a document; `ink[i]` counts the characters before offset i, white space apart."""

    name: str
    text: str
    ink: tuple[int, ...]

    @classmethod
    def from_text(cls, name: str, text: str) -> Page:
        """Return the page with its ink counted."""
        return cls(name, text, tuple(accumulate((not char.isspace() for char in text), initial=0)))

    def ink_span(self, start: int, end: int) -> Interval:
        """Return source offsets as offsets in the ink; both lie in 0…len(text)."""
        return self.ink[start], self.ink[end]

    def excerpt(self, start: int, end: int, *, width: int = CONTEXT) -> str:
        """Return ``text[start:end]`` marked ⟦…⟧ with `width` characters on both sides, on one line."""
        before, after = self.text[max(0, start - width) : start], self.text[end : end + width]
        return one_line(f"{before}⟦{self.text[start:end]}⟧{after}")
