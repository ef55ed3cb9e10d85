"""Label Studio's labeling configuration: labels, links, and the fields of each label beside its region."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from pipeline.export.annotation.document import LINKS
from pipeline.export.annotation.fields import FIELDS, Field, fields_of
from pipeline.export.annotation.palette import COLOURS

LABELS, TEXT = "label", "text"
CONTROLS = {"text": "TextArea", "texts": "TextArea", "number": "Number", "choice": "Choices"}


def config() -> str:
    """Return the configuration as XML. Regions are chosen character by character: Chinese has no blanks."""
    view = ElementTree.Element("View")
    relations = ElementTree.SubElement(view, "Relations")
    for kind in LINKS:
        ElementTree.SubElement(relations, "Relation", value=kind)
    labels = ElementTree.SubElement(view, "Labels", name=LABELS, toName=TEXT)
    for label, colour in zip(FIELDS, COLOURS, strict=True):
        ElementTree.SubElement(labels, "Label", value=label, background=colour)
    ElementTree.SubElement(view, "Text", name=TEXT, value="$text", granularity="symbol")
    for field, shown_for in _all_fields():
        _add_control(view, field, shown_for)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _all_fields() -> Iterator[tuple[Field, list[str]]]:
    """Yield each field once, with the labels that have it."""
    fields = {field.name: field for label in FIELDS for field in fields_of(label)}
    for field in fields.values():
        yield field, [label for label in FIELDS if field in fields_of(label)]


def _add_control(view: ElementTree.Element, field: Field, labels: list[str]) -> None:
    shown = {"visibleWhen": "region-selected", "whenTagName": LABELS, "whenLabelValue": ",".join(labels)}
    box = ElementTree.SubElement(view, "View", shown)
    ElementTree.SubElement(box, "Header", value=field.name, size="5")
    options = {"name": field.name, "toName": TEXT, "perRegion": "true", **_options(field)}
    control = ElementTree.SubElement(box, CONTROLS[field.kind], options)
    for choice in field.choices:
        ElementTree.SubElement(control, "Choice", value=choice)


def _options(field: Field) -> dict[str, str]:
    match field.kind:
        case "choice":
            return {"choice": "single", "showInline": "true"}
        case "number":
            return {"step": "any"}
        case "text":
            return {"editable": "true", "maxSubmissions": "1"}
        case "texts":
            return {"editable": "true"}
