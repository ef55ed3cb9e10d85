"""Instruction tuning: a conversation for each passage, answered by compact JSON of the record's contract.

``{"id", "messages": [system, user, assistant]}``. The user gives the day of publication, which relative dates
count from, and the text behind it; offsets count in that text. Mentions in answers have id, text, start, end
and what their layer says of them; where a passage holds nothing the lists are empty: a negative example.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.export.selection import LAYERS, rows_of
from pipeline.record_checks import mentions
from pipeline.records import Record
from pipeline.writers.jsonl import write_jsonl

# What the pipeline knows of a mention and a reader of the text alone cannot.
LEFT_OUT = ("source_start", "source_end", "confidence", "rule")
UNKNOWN_DAY = "不详"
USER = "发布日期：{day}\n正文：\n{text}"
SYSTEM = (
    "你从政务新闻中抽取结构化信息，只输出一个紧凑的 JSON 对象，不加任何说明。"
    "字段为数组：{fields}。"
    "每个提及都有 id、text、start、end：start 与 end 是它在正文中的起止位置，按字符计，从 0 开始，不含 end。"
    "{details}没有的填空数组。"
)
DETAILS = {
    "people": "people 是人名，name 为不含空白的全名。",
    "positions": "positions 是职务，people 为任此职者，organization 为任职机构的全称。",
    "organizations": "organizations 是机构，name 为全称，canonical 为规范全称。",
    "posts": "posts 说明谁在哪个机构任何职，evidence 为所依据的提及的 id。",
    "dates": "dates 是时间，value 按 TIMEX3 书写，以发布日期推算，start_date 与 end_date 为起止日。",
    "goals": "goals 是带数量的目标，数量换算为基本单位，deadline 为期限，owner 为责任机构。",
    "results": "results 是已完成的带数量的结果，字段与 goals 相同。",
}


def write(
    records: Iterable[Record], folder: Path, *, split: str, layers: Sequence[str] | None = None
) -> Counter[str]:
    """Write ``SPLIT.jsonl``; only the `layers` (all of them for None) are asked for and answered."""
    wanted = _fields(LAYERS if layers is None else layers)
    details = "".join(DETAILS[name] for name in wanted)
    system = SYSTEM.format(fields="、".join(wanted), details=details)
    dropped: Counter[str] = Counter()
    with write_jsonl(folder / f"{split}.jsonl") as rows:
        for record in records:
            rows.write({"id": record["id"], "messages": _messages(record, system, wanted)})
            dropped["source offsets, confidence and rule of mentions"] += sum(1 for _ in mentions(record))
            dropped["warnings"] += len(record["warnings"])
    return dropped


def _fields(layers: Sequence[str]) -> list[str]:
    """Return the fields of an answer; posts are asked for where people and positions are."""
    posts = {"people", "positions"} <= set(layers)
    return [name for name in DETAILS if name in layers or (name == "posts" and posts)]


def _messages(record: Record, system: str, wanted: Iterable[str]) -> list[Mapping[str, str]]:
    answer = {name: _answered(rows_of(record, name)) for name in wanted}
    user = USER.format(day=record["published"] or UNKNOWN_DAY, text=record["text"])
    compact = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": user},
        {"role": "assistant", "content": compact},
    ]


def _answered(value: Any) -> Any:
    if isinstance(value, list):
        return [_answered(item) for item in value]
    if isinstance(value, dict):
        return {name: _answered(item) for name, item in value.items() if name not in LEFT_OUT}
    return value
