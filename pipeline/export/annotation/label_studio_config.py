"""Label Studio's labeling configuration: labels, links, and the fields of each label beside its region."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

from pipeline.export.annotation.document import LINKS
from pipeline.export.annotation.fields import FIELDS, Field, fields_of
from pipeline.export.annotation.palette import COLOURS

LABELS, TEXT = "label", "text"
CONTROLS = {
    **dict.fromkeys(("text", "texts", "day"), "TextArea"),
    "number": "Number",
    "choice": "Choices",
}


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
    for name, (field, labels_of) in _controls().items():
        _add_control(view, name, field, labels_of)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


@cache
def control_name(label: str, field: Field) -> str:
    """Return the name of a field's control; labels share it unless their fields of the name differ."""
    named = {other for each in FIELDS for other in fields_of(each) if other.name == field.name}
    return field.name if len(named) == 1 else f"{label.lower()}_{field.name}"


def _controls() -> dict[str, tuple[Field, list[str]]]:
    """Return the controls by their names: the field, and the labels that have it."""
    controls: dict[str, tuple[Field, list[str]]] = {}
    for label in FIELDS:
        for field in fields_of(label):
            controls.setdefault(control_name(label, field), (field, []))[1].append(label)
    return controls


def _add_control(view: ElementTree.Element, name: str, field: Field, labels: list[str]) -> None:
    shown = {"visibleWhen": "region-selected", "whenTagName": LABELS, "whenLabelValue": ",".join(labels)}
    box = ElementTree.SubElement(view, "View", shown)
    ElementTree.SubElement(box, "Header", value=field.name, size="5")
    options = {"name": name, "toName": TEXT, "perRegion": "true", **_options(field)}
    control = ElementTree.SubElement(box, CONTROLS[field.kind], options)
    for choice in field.choices:
        ElementTree.SubElement(control, "Choice", value=choice)


def _options(field: Field) -> dict[str, str]:
    match field.kind:
        case "choice":
            return {"choice": "single", "showInline": "true"}
        case "number":
            return {"step": "any"}
        case "text" | "day":
            return {"editable": "true", "maxSubmissions": "1"}
        case "texts":
            return {"editable": "true"}
