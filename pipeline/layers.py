"""The table of entity layers: everything that varies from layer to layer, one row for each."""

from __future__ import annotations

from typing import NamedTuple


class Layer(NamedTuple):
    """One entity layer.

    `name` is the key in ``doc.spans`` and the stem of its pattern and case files, `label` the spaCy label,
    `attribute` the span extension (``span._.<attribute>``) that holds what is known of it as plain data,
    `recognizer` the factory of the component that finds its candidates, `prefix` starts the mention ids.
    """

    name: str
    label: str
    attribute: str
    recognizer: str
    prefix: str


LAYERS: tuple[Layer, ...] = (
    Layer("organizations", "ORGANIZATION", "organization", "organization_recognizer", "o"),
    Layer("positions", "POSITION", "position", "position_recognizer", "t"),
    Layer("people", "PERSON", "person", "person_recognizer", "p"),
    Layer("dates", "DATE", "date", "date_recognizer", "d"),
    Layer("goals", "GOAL", "goal", "goal_recognizer", "q"),
)

BY_NAME = {layer.name: layer for layer in LAYERS}
BY_LABEL = {layer.label: layer for layer in LAYERS}
