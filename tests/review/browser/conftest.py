"""The records of the sample articles as the pipeline makes them, a server for each test, one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.run import Settings, run
from tests.review.browser.served import Served, advance, open_page, serving

ROOT = Path(__file__).parents[3]
ARTICLES = ROOT / "seeds" / "articles"
# Debian's package; `.ci/run` installs it, and a machine without it fails here, loudly.
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM.exists(), (
        "the browser tests need Debian's chromium: apt-get install chromium fonts-noto-cjk"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "articles.jsonl"
    run([str(ARTICLES)], Settings(path, quiet=True))
    return path


@pytest.fixture
def served(records: Path, tmp_path: Path) -> Iterator[Served]:
    with serving(records, tmp_path / "review.sqlite", gold=ARTICLES / "gold") as running:
        yield running


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    page = open_page(browser, served.address)
    advance(page, False)
    yield page
    assert page.faults == []  # type: ignore[attr-defined]
    page.context.close()
