"""brat standoff: ``NAME.txt``, ``NAME.ann`` and the configuration of the collection.

Offsets count code points. A text-bound annotation is one line, so a mark that goes over a line break is
written as one with several fragments (https://brat.nlplab.org/standoff.html). Choices are attributes, the
other fields a note in JSON beside the mark. What brat has no place for stands in ``documents.jsonl`` in the
same folder, which must come back with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.errors import RowError, UsageError
from pipeline.export.annotation.brat_lines import BREAKS, lines_of, read_lines, value_name
from pipeline.export.annotation.document import LINKS, Document
from pipeline.export.annotation.fields import FIELDS
from pipeline.export.annotation.packing import PACK, pack, unpack
from pipeline.export.annotation.palette import COLOURS
from pipeline.export.annotation.rows import FILE, Reject, documents_of, parse, read_row
from pipeline.records import Record
from pipeline.writers.jsonl import write_jsonl
from pipeline.writers.text import write_text

CUT = "a mark that begins or ends with a line break"


def write(records: Iterable[Record], folder: Path) -> Counter[str]:
    """Write the collection; marks that brat cannot show are left out and counted."""
    write_text(folder / "annotation.conf", _annotation_conf())
    write_text(folder / "visual.conf", _visual_conf())
    dropped: Counter[str] = Counter()
    with write_jsonl(folder / FILE) as writer:
        for number, (record, document) in enumerate(documents_of(records, dropped), 1):
            name = f"{number:06d}_{re.sub(r'[^A-Za-z0-9_-]', '_', record['id'])[:60]}"
            shown = without_cut(document)
            dropped[CUT] += len(document.marks) - len(shown.marks)
            write_text(folder / f"{name}.txt", shown.text)
            write_text(folder / f"{name}.ann", "".join(f"{line}\n" for line in lines_of(shown)))
            writer.write({"name": name, PACK: pack(shown)})
    return +dropped


def read(path: Path, *, reject: Reject) -> Iterator[Document]:
    """Yield the documents of a collection; `path` is its folder.

    Raises UsageError where the folder lacks what the export wrote beside the documents.
    """
    index = path / FILE if path.is_dir() else path
    if not index.is_file():
        raise UsageError(f"{FILE} of the export is missing", place=path, remedy="put it back into the folder")
    with index.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            yield from read_row(index, number, partial(_read, index.parent, line), reject=reject)


def without_cut(document: Document) -> Document:
    """Return the document without the marks that begin or end with a line break, and their links."""
    marks = {
        key: fields
        for key, fields in document.marks.items()
        if document.text[key.start] not in BREAKS and document.text[key.end - 1] not in BREAKS
    }
    links = tuple(link for link in document.links if link.head in marks and link.tail in marks)
    return replace(document, marks=marks, links=links, exported=links)


def _read(folder: Path, line: bytes) -> Document:
    row = parse(line)
    name = row["name"]
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise RowError(f"{name!r:.40} is no name of a document")
    try:
        text, annotations = ((folder / f"{name}.{kind}").read_bytes().decode() for kind in ("txt", "ann"))
    except (OSError, UnicodeDecodeError) as error:
        raise RowError(f"{name} cannot be read: {error}") from error
    marks, links = read_lines(annotations, text, name=name)
    return unpack(row.get(PACK), text, marks, links)


def _annotation_conf() -> str:
    choices = {
        field.name: field.choices for fields in FIELDS.values() for field in fields if field.kind == "choice"
    }
    labels = {
        name: "|".join(label for label in FIELDS if any(field.name == name for field in FIELDS[label]))
        for name in choices
    }
    return "\n".join(
        [
            "[entities]",
            *FIELDS,
            "[relations]",
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            *(f"{kind}\tArg1:{head}, Arg2:{tail}" for kind, (head, tail) in LINKS.items()),
            "[events]",
            "[attributes]",
            *(
                f"{name}\tArg:{labels[name]}, Value:{'|'.join(map(value_name, values))}"
                for name, values in choices.items()
            ),
            "",
        ]
    )


def _visual_conf() -> str:
    colours = (f"{label}\tbgColor:{colour}" for label, colour in zip(FIELDS, COLOURS, strict=True))
    return "\n".join(["[labels]", *(f"{label} | {label}" for label in FIELDS), "[drawing]", *colours, ""])
