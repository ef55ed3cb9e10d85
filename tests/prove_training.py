"""Do the exported sets teach? Trains spaCy's `ner` and `spancat` on exports and scores held-out splits.

``python -m tests.prove_training [REPORTS.jsonl.gz] -o docs/training.md`` runs our articles and a sample of
the reports through the pipeline, exports the records, trains with ``spacy train`` on the CPU, and writes
the figures between the two marks of the page. Without the reports it says so and takes the articles alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.writers.jsonl import to_line
from tests.known_strings import score_known_strings

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
REPORTS, LENGTH, NEGATIVES = 40, 160, 0.1
# One table of vectors for the characters, and a window of eight to each side.
NETWORK = {
    "components.tok2vec.model.embed.attrs": '["ORTH"]',
    "components.tok2vec.model.embed.rows": "[5000]",
    "components.tok2vec.model.embed.include_static_vectors": "false",
    "components.tok2vec.model.encode.window_size": "2",
    "training.batcher.size.start": "1000",
    "training.patience": "0",
    "training.seed": "0",
}
# A line of spaCy's progress: epoch, step, losses, scores.
PROGRESS = re.compile(r"^\s*\d+\s+(\d+)\s+[\d.]+\s+[\d.]+\s+([\d.]+)\s", re.MULTILINE)


class Task(NamedTuple):
    """One training: spaCy's component, the format of the export, and the settings that are its own."""

    component: str
    format: str
    scores: str
    settings: Mapping[str, str]


TASKS = (
    Task("ner", "spacy-ner", "ents", {"training.max_steps": "2000", "training.eval_frequency": "250"}),
    Task(
        "spancat",
        "spacy-spancat",
        "spans_sc",
        {
            "training.max_steps": "800",
            "training.eval_frequency": "100",
            "training.optimizer.learn_rate": "0.003",
            "components.spancat.suggester.sizes": str([*range(1, 13)]),
            "components.spancat.model.reducer.hidden_size": "64",
        },
    ),
)


class Outcome(NamedTuple):
    """What a training gave: seconds, dev F1 by step, scores on test, those of strings known from train."""

    task: Task
    examples: Mapping[str, int]
    seconds: float
    progress: list[tuple[int, float]]
    test: Mapping[str, Any]
    known: Mapping[str, float]


def main() -> None:
    """Parse the arguments, train, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="?", help="rows with id, title and text, packed by gzip")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the page with the two marks")
    arguments = parser.parse_args()
    reports = arguments.reports
    if reports is None or not reports.is_file():
        print(f"{reports or 'no reports'}: not there, so our sample articles alone are trained on")
        reports = None
    with tempfile.TemporaryDirectory() as folder:
        records, told = make_records(Path(folder), reports)
        outcomes = [prove(task, records, Path(folder)) for task in TASKS]
    write_page(arguments.output, "\n".join([told, "", *page(outcomes)]))


def make_records(folder: Path, reports: Path | None) -> tuple[Path, str]:
    """Run the texts through the pipeline; return the file of records and what it was made of."""
    inputs, told = [str(ROOT / "seeds" / "articles")], "Our sample articles"
    if reports is not None:
        sample = folder / "reports.jsonl"
        rows = sampled(reports)
        sample.write_bytes(b"".join(map(to_line, rows)))
        inputs.append(str(sample))
        told += f" and {len(rows)} work reports"
    records = folder / "records.jsonl"
    call("pipeline", "run", *inputs, "-o", str(records), "--quiet")
    count = sum(len(json.loads(line)["text"]) for line in records.open(encoding="utf-8"))
    return records, f"{told}, {count:,} characters; passages of at most {LENGTH}, {NEGATIVES:.0%} negative."


def sampled(reports: Path) -> list[dict[str, str]]:
    """Return the `REPORTS` reports with the smallest hashes of their ids, in the order of the file."""
    with gzip.open(reports, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = sorted(sha256(row["id"].encode()).digest() for row in rows)[:REPORTS]
    return [
        {"id": row["id"], "title": row["title"], "text": row["text"]}
        for row in rows
        if sha256(row["id"].encode()).digest() in set(chosen)
    ]


def prove(task: Task, records: Path, folder: Path) -> Outcome:
    """Export, train and score one task."""
    sets, model, config = folder / task.format, folder / task.component, folder / f"{task.component}.cfg"
    cut = ("--max-length", str(LENGTH), "--negatives", str(NEGATIVES))
    call("pipeline", "export", str(records), "--to", task.format, "-o", str(sets), *cut, "--quiet")
    call("spacy", "init", "config", str(config), "--lang", "zh", "--pipeline", task.component, "--force")
    paths = {"paths.train": str(sets / "train"), "paths.dev": str(sets / "dev")}
    settings = {**NETWORK, **task.settings, **paths}
    started = time.monotonic()
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    told = call("spacy", "train", str(config), "-o", str(model), *options)
    seconds = time.monotonic() - started
    scores = folder / f"{task.component}.json"
    call("spacy", "evaluate", str(model / "model-best"), str(sets / "test"), "-o", str(scores))
    report = json.loads((sets / "splits.json").read_bytes())
    progress = [(int(step), float(score)) for step, score in PROGRESS.findall(told)]
    known = score_known_strings(sets / "train", sets / "test")
    return Outcome(task, report["examples"], seconds, progress, json.loads(scores.read_bytes()), known)


def call(module: str, *arguments: str) -> str:
    """Run a module as a command and return what it prints; its failure is ours."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{module} {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def page(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the lines of the page's figures."""
    for outcome in outcomes:
        task, test = outcome.task, outcome.test
        counts = ", ".join(f"{name} {count:,}" for name, count in outcome.examples.items())
        yield f"### `{task.component}`\n"
        yield f"Passages: {counts}. Trained for {outcome.seconds / 60:.1f} minutes."
        steps = ", ".join(f"{step}: {score:.1f}" for step, score in outcome.progress)
        yield f"F1 on dev after so many steps: {steps}.\n"
        yield "| held-out test split | precision | recall | F1 | F1 of strings known from train |"
        yield "|---|---|---|---|---|"
        total = [test[f"{task.scores}_{letter}"] for letter in "prf"]
        yield f"| **all labels** | {_cells(total)} | {outcome.known['']:.3f} |"
        for label, row in sorted(test[f"{task.scores}_per_type"].items()):
            known = outcome.known.get(label, 0.0)
            yield f"| {label} | {_cells(row[letter] for letter in 'prf')} | {known:.3f} |"
        yield ""


def _cells(scores: Iterable[float]) -> str:
    return " | ".join(f"{score:.3f}" for score in scores)


def write_page(path: Path, figures: str) -> None:
    """Put the figures between the marks of the page."""
    text = path.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n\n{figures.strip()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
