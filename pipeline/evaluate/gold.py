"""Reading gold: one JSON file for each document, ``{"doc", "sha256", "layers": {…}}``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import RowError, SourceError
from pipeline.evaluate.items import Item, Place, member, members, optional_member, read_item
from pipeline.evaluate.spans import Page
from pipeline.layers import LAYERS
from pipeline.readers.encoding import decode


class Gold(NamedTuple):
    """A page with its gold items by layer.

    `negatives` are items that a reader has rejected. Where the page was not `fully_read`, what is in no layer
    was not looked at.
    """

    page: Page
    layers: dict[str, list[Item]]
    negatives: dict[str, list[Item]]
    fully_read: bool


def read_gold(path: Path, texts: Path) -> Gold:
    """Return the page that a gold file speaks of with its items; without a word on it, it was read in full.

    `texts` is the folder of the source texts. Raises RowError for malformed gold or gold of another text,
    SourceError where the text is missing or no text.
    """
    gold, place = parse_gold(path), Place(path)
    page = _read_page(texts / member(gold, "doc", str, place))
    if hashlib.sha256(page.text.encode()).hexdigest() != member(gold, "sha256", str, place):
        remedy = "annotate it again, or take the text that it was made from"
        raise place.fault(f"the gold is of another text than {texts / page.name}", remedy=remedy)
    layers, here = member(gold, "layers", dict, place), place.inside("layers")
    fully_read = gold.get("fully_read", True)
    if not isinstance(fully_read, bool):
        raise place.fault(f"fully_read must be true or false, not {fully_read!r:.40}")
    return Gold(
        page,
        {layer.name: _read_layer(layers, layer.name, page, here) for layer in LAYERS},
        _read_negatives(gold, page, place),
        fully_read,
    )


def _read_negatives(gold: Mapping[str, Any], page: Page, place: Place) -> dict[str, list[Item]]:
    """Return the items that were rejected; a layer without any may be left out."""
    rows = optional_member(gold, "hard_negatives", dict, place) or {}
    here = place.inside("hard_negatives")
    unknown = sorted(rows.keys() - {layer.name for layer in LAYERS})
    if unknown:
        raise here.fault(f"there is no layer {unknown[0]!r}")
    return {
        layer.name: [read_item(row, page, there) for row, there in members(rows, layer.name, here)]
        if layer.name in rows
        else []
        for layer in LAYERS
    }


def parse_gold(path: Path) -> dict[str, Any]:
    """Return a gold file as JSON has it; raises SourceError if it is unreadable, RowError for no object."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", place=path) from error
    except UnicodeDecodeError as error:
        raise RowError(f"no UTF-8 at byte {error.start}", place=path) from error
    except json.JSONDecodeError as error:
        raise RowError(f"no JSON: {error.msg}", place=path, line=error.lineno) from error
    if not isinstance(gold, dict):
        raise RowError("a JSON object was expected", place=path)
    return gold


def _read_page(path: Path) -> Page:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", place=path, remedy="see --texts") from error
    return Page.from_text(path.name, decode(data, place=path))


def _read_layer(layers: Mapping[str, Any], name: str, page: Page, place: Place) -> list[Item]:
    reader = _read_quantity if name == "goals" else _read_mention
    return [reader(row, page, here) for row, here in members(layers, name, place)]


def _read_mention(row: dict[str, Any], page: Page, place: Place) -> Item:
    for key in ("name", "organization"):
        names = row.get(key)
        if names is not None and not all(isinstance(name, str) for name in _as_list(names)):
            raise place.fault(f"{key} must be a text, a list of texts or null, not {names!r:.40}")
    optional_member(row, "people", list, place)
    return read_item(row, page, place)


def _read_quantity(row: dict[str, Any], page: Page, place: Place) -> Item:
    member(row, "status", str, place)
    if len(optional_member(row, "deadline", list, place) or [None, None]) != 2:
        raise place.fault("deadline must be [first day, last day] or null")
    indicators = []
    for key in ("indicator", "indicator_b"):
        indicator = optional_member(row, key, dict, place)
        if indicator is not None:
            indicators.append(read_item(indicator, page, place.inside(key)))
    return read_item(row, page, place, indicators=tuple(indicators))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
