"""Count how characters are used in Chinese names: ``python -m pipeline.knowledge.name_statistics``.

Reads annotated corpora and writes two seeds: ``name_characters.tsv`` (per character: how often a surname,
the first or second of two given characters, the only given character, the character after a name, any
character of the text) and ``name_like_words.txt`` (common words of two or three characters that begin with a
surname but are no names).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.knowledge.surnames import load_surnames, split_name

COLUMNS = ("surname", "first", "second", "only", "after", "text")
CORPORA = (("msra.train.jsonl", "PER"), ("pd1998_silver.jan.jsonl", "PERSON"), ("resume.train.jsonl", "NAME"))
RARE, WORD_COUNT = 2, 5

Counts = dict[str, Counter[str]]


def annotated(folder: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield each text of the corpora in `folder` with its names' spans; UsageError where one is missing."""
    for file_name, label in CORPORA:
        path = folder / file_name
        if not path.is_file():
            raise UsageError("the corpus is missing", place=path, remedy="name the folder that holds it")
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], [(s, e) for s, e, found in row["spans"] if found == label]


def count_characters(texts: Iterable[tuple[str, list[tuple[int, int]]]]) -> Counts:
    """Return for each column of the table how often each character stands there."""
    counts: Counts = {column: Counter() for column in COLUMNS}
    surnames = load_surnames()
    for text, spans in texts:
        counts["text"].update(text)
        for start, end in spans:
            parts = split_name(text[start:end], surnames)
            if parts is not None:
                _count_name(counts, *parts)
                counts["after"].update(text[end : end + 1] or "\n")
    return counts


def _count_name(counts: Counts, surname: str, given: str) -> None:
    counts["surname"][surname] += 1
    if len(given) == 1:
        counts["only"][given] += 1
    else:
        counts["first"][given[0]] += 1
        counts["second"][given[1]] += 1


def name_like_words(segmented: Path, names: set[str]) -> list[str]:
    """Return the words of a segmented corpus (words split by blanks) that look like names but are none."""
    surnames = load_surnames()
    words = Counter(segmented.read_text(encoding="utf-8").split())
    common = (w for w, n in words.items() if n >= WORD_COUNT and w not in names and split_name(w, surnames))
    return sorted(common)


def write_table(counts: Counts, path: Path) -> None:
    """Write the table: one row a character, tab-separated, by code point."""
    named = {c for column in COLUMNS[:-1] for c, n in counts[column].items() if n >= RARE}
    frequent = {c for c, n in counts["text"].items() if n > RARE * 10}
    rows = ["\t".join(("character", *COLUMNS))]
    for char in sorted(c for c in named | frequent if not c.isspace()):
        rows.append("\t".join((char, *(str(counts[column][char]) for column in COLUMNS))))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Read the corpora named on the command line and write the two seed files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with ner/ and segmentation/")
    parser.add_argument("-o", "--output", type=Path, default=Path("seeds/people"))
    arguments = parser.parse_args()
    texts = list(annotated(arguments.data / "ner"))
    names = {text[s:e] for text, spans in texts for s, e in spans}
    write_table(count_characters(texts), arguments.output / "name_characters.tsv")
    words = name_like_words(arguments.data / "segmentation" / "pd1998.train.txt", names)
    (arguments.output / "name_like_words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
