"""A real server of the page and what the tests do with a real browser."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

COMMAND = [sys.executable, "-m", "pipeline", "review"]
PATIENCE = 10_000


@dataclass
class Served:
    """A running `mubiao review` and its file of decisions."""

    process: subprocess.Popen[str]
    address: str
    database: Path

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    def decisions(self) -> list[dict[str, Any]]:
        """Return all decisions that the file holds, as another process reads them."""
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("SELECT * FROM decisions ORDER BY seq")]
        connection.close()
        return [{**row, "state": json.loads(row["state"] or "null")} for row in rows]

    def kill(self) -> None:
        """End the server as a lost machine would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(
    records: Path, database: Path, *, reviewer: str = "林一", port: int = 0, gold: Path | None = None
) -> Served:
    """Start a server; it is there when this returns."""
    options = ["--db", str(database), "--port", str(port), "--reviewer", reviewer]
    options += [] if gold is None else ["--gold", str(gold)]
    process = subprocess.Popen([*COMMAND, str(records), *options], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return Served(process, process.stdout.readline().strip(), database)


@contextmanager
def serving(records: Path, database: Path, **options: Any) -> Iterator[Served]:
    """Give a running server, which is ended afterwards."""
    served = start(records, database, **options)
    try:
        yield served
    finally:
        served.process.kill()
        served.process.wait()
        assert served.process.stdout is not None
        served.process.stdout.close()


def open_page(
    browser: Browser, address: str, *, width: int = 1280, height: int = 800, **options: Any
) -> Page:
    """Open the page in a window of its own; whatever it reports as an error fails the test."""
    page = browser.new_context(viewport={"width": width, "height": height}, **options).new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if "Content Security" in told.text else None)
    page.faults = faults  # type: ignore[attr-defined]
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page


def open_document(page: Page, name: str) -> None:
    """Open the article of a source by its file name, through the list of documents."""
    page.click('[data-panel="documents"]')
    rows = page.locator(f'#documents [title*="{name}"]')
    rows.first.wait_for()
    rows.nth(rows.count() - 1).click()
    page.wait_for_function("name => document.querySelector('#heading').textContent.includes(name)", arg=name)


def saved(page: Page) -> None:
    """Wait until the server has confirmed everything."""
    page.wait_for_selector('#saving[data-state="saved"]')


def select(page: Page, selector: str, number: int = 0) -> str:
    """Click a mark; return its key."""
    mark = page.locator(f"#text {selector}").nth(number)
    mark.click(position={"x": 4, "y": 6})
    return str(mark.get_attribute("data-key"))


def classes(page: Page, key: str) -> list[str]:
    """Return the classes of an item's mark."""
    return str(page.locator(f'#text [data-key="{key}"]').first.get_attribute("class")).split()


def selected(page: Page) -> str | None:
    """Return the key of the selected mark."""
    found = page.locator("#text .mark.selected")
    return found.first.get_attribute("data-key") if found.count() else None


def advance(page: Page, wanted: bool) -> None:
    """Let the page go on after a decision, or stay."""
    page.set_checked("#advance", wanted)
    page.locator("#scroll").focus()
