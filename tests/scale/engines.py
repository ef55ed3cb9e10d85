"""Documents for the engines, and what a plain run makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.run import run
from pipeline.settings import Extraction, Settings

EXTRACTION = Extraction(words=False, tagger=False)
TEXT = "晨报青川3月{0}日讯 青川市长何一苇到云溪区调研。今年全区将新建重点项目{1}个，总投资{1}.5亿元。\n"


def documents(count: int, repeat: int = 1) -> list[dict[str, Any]]:
    """Return rows with text, id, day and title; each seventh has no text."""
    return [
        {
            "id": f"d{n}",
            "text": "" if n % 7 == 3 else TEXT.format(n % 28 + 1, n) * repeat,
            "published": "2021-03-30",
            "title": f"第{n}号" if n % 2 else None,
        }
        for n in range(count)
    ]


def plain_run(rows: list[dict[str, Any]], folder: Path) -> tuple[list[str], list[str]]:
    """Return the lines of the records and the ids of the rejected documents of a plain run."""
    source, out = folder / "rows.jsonl", folder / "plain.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run([str(source)], Settings(out, words=False, tagger=False, quiet=True))
    rejected = [json.loads(line)["id"] for line in (folder / "plain.rejected.jsonl").read_text().splitlines()]
    return out.read_text(encoding="utf-8").splitlines(), rejected


def with_addresses(rows: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return the rows with the addresses that a plain run gives them."""
    return [{**row, "uri": f"{folder}/rows.jsonl#{n}"} for n, row in enumerate(rows, 1)]
