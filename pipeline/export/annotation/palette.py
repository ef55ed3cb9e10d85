"""The colours of labels in the tools, light enough for black letters: one for each label, in their order."""

from __future__ import annotations

COLOURS = ("#9ec5f4", "#f6c18a", "#a9dcb5", "#d3bdf0", "#f4a9b8", "#d9dde3")
