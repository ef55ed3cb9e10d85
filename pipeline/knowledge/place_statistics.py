"""List what stands before 市, 县 without being a place: ``python -m pipeline.knowledge.place_statistics``.

A place name stands before 市 in the reports of its own place; what stands there in the reports of several
places (推进, 全市, 提升城) is a word. Reads work reports (JSON lines, gzipped, with `place` and `text`) and
writes seeds/places/no_places.txt.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import regex

from pipeline.errors import UsageError
from pipeline.knowledge.places import load_gazetteer

_BEFORE_LEVEL = regex.compile(r"(?P<word>(?<![\p{Han}])[\p{Han}]{2,3}|[\p{Han}]{2})(?=[省市区县州盟旗镇乡])")


def words_before_levels(reports: Iterable[tuple[str, str]]) -> list[str]:
    """Return what stands before a level word in the (place, text) reports of two places or more, sorted."""
    places: dict[str, set[str]] = defaultdict(set)
    for place, text in reports:
        for match in _BEFORE_LEVEL.finditer(text, overlapped=True):
            places[match["word"]].add(place)
    known = load_gazetteer().names
    return sorted(word for word, seen in places.items() if len(seen) > 1 and word not in known)


def main() -> None:
    """Read the reports named on the command line and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path, help="reports.jsonl.gz")
    parser.add_argument("-o", "--output", type=Path, default=Path("seeds/places/no_places.txt"))
    arguments = parser.parse_args()
    if not arguments.reports.is_file():
        raise UsageError("the reports are missing", place=arguments.reports, remedy="name reports.jsonl.gz")
    with gzip.open(arguments.reports, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        words = words_before_levels((row["place"], row["text"]) for row in rows)
    arguments.output.write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
