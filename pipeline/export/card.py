"""The dataset card: README.md with the header that Hugging Face reads, made of the export's own figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.export.sets import Sets

CARD = "README.md"
# The files of each split, for formats that `datasets.load_dataset` reads.
LOADABLE = {"hf": "{}.parquet", "chat": "{}.jsonl", "uie": "{}.jsonl"}
TASKS = {"chat": "text-generation"}
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
MILLIONS = "1M<n<10M"
RULES = 20
PERSONAL = """\
The texts name living people: officials, delegates, reporters, entrepreneurs, in what newspapers and
governments printed about their public posts. The set adds links between names, posts and bodies. Check what
the law on personal information asks of you (in China the PIPL) before you publish it or a model that learned
from it, and do not use it to make profiles of people."""
GAPS = """\
- Labels that no reviewer has seen are the output of rules and a learned tagger: what these miss is missing
  here, and models that learn from them learn their habits too. `confidence` is calibrated on few texts.
- Local-government news and work reports of mainland China in simplified characters: no other texts.
- Texts that are alike share a split by fingerprints of their characters: a story told anew in other words
  may stand in two.
- Dates and posts are read within one article; what only other articles tell is not known."""


def write_card(
    folder: Path, manifest: Mapping[str, Any], sets: Sets, *, license_name: str, plots: bool
) -> None:
    """Write README.md and, where wanted, its plots into the folder of an export."""
    rows = {name: statistics.row for name, statistics in sets.statistics.items()}
    if plots:
        from pipeline.export.plots import write_plots

        write_plots(folder, rows)
    report = sets.report
    header = format_header(manifest["format"], rows, license_name)
    body = "\n".join(_body(manifest, report, rows, license_name=license_name, plots=plots))
    (folder / CARD).write_text(f"{header}\n{body}\n", encoding="utf-8")


def format_header(name: str, rows: Mapping[str, Any], license_name: str) -> str:
    """Return the card's header: YAML between lines of dashes, its values in JSON, which YAML includes."""
    count = sum(row["records"] for row in rows.values())
    size = next((told for limit, told in SIZES if count < limit), MILLIONS)
    fields: dict[str, Any] = {
        "language": ["zh"],
        "license": license_name,
        "pretty_name": "Chinese local-government news, labelled by Mubiao",
        "task_categories": [TASKS.get(name, "token-classification")],
        "size_categories": [size],
        "tags": ["named-entity-recognition", "relation-extraction", "TIMEX3", "silver-standard"],
    }
    if name in LOADABLE:
        files = [{"split": split, "path": LOADABLE[name].format(split)} for split in rows]
        fields["configs"] = [{"config_name": "default", "data_files": files}]
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    return "\n".join(("---", *lines, "---"))


def _body(
    manifest: Mapping[str, Any],
    report: Mapping[str, Any],
    rows: Mapping[str, Any],
    *,
    license_name: str,
    plots: bool,
) -> Iterator[str]:
    yield "# Chinese local-government news, labelled by Mubiao\n"
    name, written, records = manifest["format"], manifest["written"], manifest["records"]
    yield f"Format `{name}`, {written:,} examples of {records:,} records."
    yield "People, positions, organizations, dates, quantified goals and results, with their offsets.\n"
    yield "## Splits\n"
    yield from _splits(report, rows)
    yield "## Labels\n"
    yield from _table(["label", *rows], (_label_row(label, rows) for label in _first(rows)["labels"]))
    yield from _table(["relation", *rows], _relation_rows(rows))
    yield "## Lengths\n"
    lengths = [*_first(rows)["lengths"]]
    cells = ([f"{length} or more", *(row["lengths"][length] for row in rows.values())] for length in lengths)
    yield from _table(["characters", *rows], cells)
    yield "## How sure the labels are\n"
    yield from _sureness(rows)
    if plots:
        yield "![mentions by label](labels.svg)\n\n![mentions by confidence](confidences.svg)\n"
    yield "## Licence, source, personal data\n"
    yield f"Licence of the texts: `{license_name}`, as stated by who made this set.\n"
    yield f"{PERSONAL}\n"
    yield "## Recipe\n"
    yield from _recipe(manifest)
    yield f"## Known gaps\n\n{GAPS}"


def _splits(report: Mapping[str, Any], rows: Mapping[str, Any]) -> Iterator[str]:
    yield from _table(
        ["split", "texts", "examples", "without items", "characters", "first day", "last day"],
        (
            [
                *(name, report["texts"][name], row["records"], row["without_items"], row["characters"]),
                *(row["first_day"] or "", row["last_day"] or ""),
            ]
            for name, row in rows.items()
        ),
    )
    yield (
        f"By {report['by']}, seed {report['seed']}. Texts that are alike form"
        f" {report['components']:,} components, {report['several']:,} of them of several texts, the"
        f" largest of {report['largest']:,};"
        f" **{report['crossing']} of them cross a border between splits** (counted after writing)."
        f" Left out: {report['exact_duplicates_left_out']:,} copies,"
        f" {report['texts_left_out_between_splits']:,} texts like those of two splits,"
        f" {report['texts_left_out_without_day']:,} without a day. Figures in `splits.json`.\n"
    )


def _sureness(rows: Mapping[str, Any]) -> Iterator[str]:
    """Yield shares over all splits: agreement by label, review, rules."""
    shares = (
        [label, *(_percent(row["agreement"][label]) for row in rows.values())]
        for label in _first(rows)["labels"]
    )
    yield "Mentions that two rules or more agree on:\n"
    yield from _table(["label", *rows], shares)
    reviewed = [row["reviewed"] for row in rows.values()]
    told = "unknown: no decisions were given" if None in reviewed else ", ".join(map(_percent, reviewed))
    yield f"Items that reviewers accepted ({', '.join(rows)}): {told}. All others are silver.\n"
    yield f"Mentions that a rule took part in (the {RULES} most frequent of {_first_name(rows)}):\n"
    rules = [*_first(rows)["rules"]][:RULES]
    cells = (
        [f"`{rule}`", *(_percent(row["rules"].get(rule, 0.0)) for row in rows.values())] for rule in rules
    )
    yield from _table(["rule", *rows], cells)


def _recipe(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield f"SHA-256 of the recipe: `{manifest['recipe_sha256']}`; those of the files are in `export.json`.\n"
    yield f"```json\n{json.dumps(manifest['recipe'], ensure_ascii=False, indent=1)}\n```\n"
    yield from _table(["left out by the recipe", "count"], manifest["left_out"].items())
    yield from _table(["not held by the format", "count"], manifest["not_held"].items())
    yield f"Records that were refused: {manifest['rejected']:,}.\n"


def _label_row(label: str, rows: Mapping[str, Any]) -> list[object]:
    return [f"`{label}`", *(row["labels"][label] for row in rows.values())]


def _relation_rows(rows: Mapping[str, Any]) -> Iterator[list[object]]:
    for name in ("posts", "goals", "results", "warnings"):
        yield [name, *(row["relations"].get(name, 0) for row in rows.values())]


def _table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in row)} |"
    yield ""


def _first(rows: Mapping[str, Any]) -> Mapping[str, Any]:
    first: Mapping[str, Any] = next(iter(rows.values()))
    return first


def _first_name(rows: Mapping[str, Any]) -> str:
    return next(iter(rows))


def _percent(share: float) -> str:
    return f"{share:.1%}"
