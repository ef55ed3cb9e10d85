"""The table of entity layers: everything that varies from layer to layer, one row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Span


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


def get_attribute(span: Span, name: str) -> Any:
    """Return ``span._.<name>``, from where spaCy keeps it: ``span._`` makes an object for each access."""
    return _data(span).get(("._.", name, span.start_char, span.end_char))


def set_attribute(span: Span, name: str, value: object) -> None:
    """Set ``span._.<name>``; see `get_attribute`."""
    _data(span)["._.", name, span.start_char, span.end_char] = value


def _data(span: Span) -> dict[Any, Any]:
    """Return the Doc's data; spaCy declares its keys to be strings, which they are not."""
    return span.doc.user_data
