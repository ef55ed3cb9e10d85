"""The lines of a brat ``.ann`` file: text-bound annotations (T), relations (R), attributes (A), notes (#)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from pipeline.errors import RowError
from pipeline.export.annotation.document import Document, Key, Link
from pipeline.export.annotation.fields import Fields, fields_of

# What `str.splitlines` takes for the end of a line, as brat's server does.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
JOIN = " "
NOTE = "AnnotatorNotes"
# brat's configuration gives signs a meaning of their own: values are named by words there.
VALUE_NAMES = {"=": "EQUAL", ">=": "AT_LEAST", "<=": "AT_MOST", "~": "ABOUT", "range": "RANGE"}
VALUES = {name: value for value, name in VALUE_NAMES.items()}
_FRAGMENT = re.compile(f"[^{re.escape(BREAKS)}]+")


def value_name(value: str) -> str:
    """Return the name of a choice in brat."""
    return VALUE_NAMES.get(value, value)


def lines_of(document: Document) -> Iterator[str]:
    """Yield the lines of a document: its marks, their attributes and notes, its links."""
    idents = {key: f"T{number}" for number, key in enumerate(document.marks, 1)}
    attributes = 0
    for number, (key, fields) in enumerate(document.marks.items(), 1):
        yield _text_bound(idents[key], key, document.text)
        choices = {field.name for field in fields_of(key.label) if field.kind == "choice"}
        for name in sorted(choices & fields.keys()):
            attributes += 1
            yield f"A{attributes}\t{name} {idents[key]} {value_name(fields[name])}"
        rest = {name: value for name, value in fields.items() if name not in choices}
        yield f"#{number}\t{NOTE} {idents[key]}\t{_escaped(rest)}"
    for number, link in enumerate(document.links, 1):
        yield f"R{number}\t{link.kind} Arg1:{idents[link.head]} Arg2:{idents[link.tail]}"


def _text_bound(ident: str, key: Key, text: str) -> str:
    fragments = list(_FRAGMENT.finditer(text, key.start, key.end))
    places = ";".join(f"{fragment.start()} {fragment.end()}" for fragment in fragments)
    return f"{ident}\t{key.label} {places}\t{JOIN.join(fragment[0] for fragment in fragments)}"


def _escaped(fields: Fields) -> str:
    """Return fields as JSON on one line; the line breaks that JSON leaves alone are escaped too."""
    line = json.dumps(fields, ensure_ascii=False)
    return re.sub(f"[{re.escape(BREAKS)}]", lambda found: f"\\u{ord(found[0]):04x}", line)


def read_lines(lines: str, text: str, *, name: str) -> tuple[list[tuple[Key, Fields]], list[Link]]:
    """Return the marks and the links of an ``.ann`` file; other kinds of annotations are none of ours.

    Raises RowError, with the line, for what has not brat's form or does not hold the text it says.
    """
    reader = _Reader(text)
    for number, line in enumerate(lines.split("\n"), 1):
        if line.strip():
            try:
                reader.read(line)
            except (ValueError, KeyError, IndexError) as error:
                raise RowError(f"{name}.ann:{number}: {error}") from error
    return reader.marks(), list(reader.links())


class _Reader:
    """Reads the lines of one file; they may refer to one another in any order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._keys: dict[str, Key] = {}
        self._fields: dict[str, Fields] = {}
        self._links: list[tuple[str, str, str]] = []

    def read(self, line: str) -> None:
        """Take one line."""
        ident, rest = line.split("\t", 1)
        match ident[0]:
            case "T":
                self._keys[ident] = self._key(rest)
            case "A" | "M":
                name, target, value = rest.split(" ")
                self._fields.setdefault(target, {})[name] = VALUES.get(value, value)
            case "#" if rest.startswith(f"{NOTE} "):
                target, note = rest.removeprefix(f"{NOTE} ").split("\t", 1)
                self._note(target, note)
            case "R":
                kind, head, tail = rest.split()
                self._links.append((kind, head.removeprefix("Arg1:"), tail.removeprefix("Arg2:")))

    def marks(self) -> list[tuple[Key, Fields]]:
        """Return the marks with their fields."""
        return [(key, self._fields.get(ident, {})) for ident, key in self._keys.items()]

    def links(self) -> Iterable[Link]:
        """Return the links; raises RowError for one to a mark that is not there."""
        for kind, head, tail in self._links:
            if head not in self._keys or tail not in self._keys:
                raise RowError(f"the relation {kind} from {head} to {tail} links what is not there")
            yield Link(kind, self._keys[head], self._keys[tail])

    def _key(self, rest: str) -> Key:
        head, covered = rest.split("\t", 1)
        label, places = head.split(" ", 1)
        fragments = [tuple(map(int, place.split(" "))) for place in places.split(";")]
        told = JOIN.join(self._text[start:end] for start, end in fragments)
        if told != covered:
            raise ValueError(f"the text at {places} is {told!r:.40}, not {covered!r:.40}")
        return Key(label, fragments[0][0], fragments[-1][1])

    def _note(self, target: str, note: str) -> None:
        fields = json.loads(note)
        if not isinstance(fields, dict):
            raise ValueError(f"the note of {target} must be an object of JSON")
        self._fields.setdefault(target, {}).update(fields)
