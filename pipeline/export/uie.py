"""UIE, the form that PaddleNLP trains from: ``{"content", "result_list", "prompt"}``, a row for each prompt.

Every passage is asked for every layer (`人名`, `职务` …), also where it has none: those rows are negative
examples. Relations are asked by their subject: `何一苇的职务`, `市长的任职机构`, `新建项目的目标值`,
`新建项目的完成值`; a person without a post and an office without a body give negative ones. `id` names the
passage, offsets count in `content`. Passages are short, since UIE reads 512 tokens together with the prompt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, cast

from pipeline.export.labels import LABELS
from pipeline.export.not_held import count_fields
from pipeline.export.selection import LAYERS, MENTIONS, STATEMENTS, rows_of
from pipeline.record_checks import mentions
from pipeline.records import Mention, Record
from pipeline.writers.jsonl import write_jsonl

PROMPTS = {
    "people": "人名",
    "positions": "职务",
    "organizations": "机构名",
    "dates": "时间",
    "quantities": "数量",
    "indicators": "指标",
}
HOLDS, SERVES = "{}的职务", "{}的任职机构"
VALUES = {"goals": "{}的目标值", "results": "{}的完成值"}
Results = Mapping[str, list[Mention]]


def write(
    records: Iterable[Record], folder: Path, *, split: str, layers: Sequence[str] | None = None
) -> Counter[str]:
    """Write ``SPLIT.jsonl``; only the `layers` (all of them for None) are asked for."""
    wanted = LAYERS if layers is None else layers
    dropped: Counter[str] = Counter()
    with write_jsonl(folder / f"{split}.jsonl") as rows:
        for record in records:
            for prompt, found in chain(_entities(record, wanted), _relations(record, wanted)):
                rows.write(_row(record, prompt, found))
            dropped += count_fields(record)
            del dropped["posts"]
            dropped["statuses, levels and times of posts"] += len(record["posts"])
    return dropped


def _row(record: Record, prompt: str, found: Iterable[Mention]) -> dict[str, Any]:
    places = sorted({(item["start"], item["end"], item["text"]) for item in found})
    results = [{"text": text, "start": start, "end": end} for start, end, text in places]
    return {"id": record["id"], "content": record["text"], "result_list": results, "prompt": prompt}


def _entities(record: Record, wanted: Sequence[str]) -> Iterator[tuple[str, list[Mention]]]:
    asked = [layer for layer in MENTIONS if layer in wanted]
    if set(wanted) & set(STATEMENTS):
        asked += [layer for layer in LABELS if layer not in MENTIONS]
    found: Results = {layer: [] for layer in LABELS}
    for layer, item in mentions(record):
        found[layer].append(item)
    for layer in asked:
        yield PROMPTS[layer], found[layer]


def _relations(record: Record, wanted: Sequence[str]) -> Iterator[tuple[str, list[Mention]]]:
    """Yield what is asked of every subject, by its name without blanks, and what answers it."""
    answers: dict[str, list[Mention]] = {}
    if {"people", "positions"} <= set(wanted):
        answers |= {HOLDS.format(person["name"]): [] for person in record["people"]}
    if {"people", "positions", "organizations"} <= set(wanted):
        answers |= {SERVES.format(_name(position)): [] for position in record["positions"]}
    _answer_posts(record, answers)
    for layer in STATEMENTS:
        for goal in rows_of(record, layer):
            if goal["indicator"] is not None:
                prompt = VALUES[layer].format(_name(goal["indicator"]))
                answers.setdefault(prompt, []).append(goal["quantity"])
    yield from answers.items()


def _answer_posts(record: Record, answers: Mapping[str, list[Mention]]) -> None:
    positions = {item["id"]: cast(Mention, item) for item in record["positions"]}
    bodies = {item["id"]: cast(Mention, item) for item in record["organizations"]}
    for post in record["posts"]:
        position = positions[post["evidence"]["position"]]
        body = post["evidence"]["organization"]
        holds = HOLDS.format(post["person"])
        if holds in answers:
            answers[holds].append(position)
        if body is not None and SERVES.format(_name(position)) in answers:
            answers[SERVES.format(_name(position))].append(bodies[body])


def _name(item: Mention) -> str:
    return "".join(item["text"].split())
