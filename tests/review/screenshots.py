"""The pictures of docs/review.md, taken from the page itself: ``make screenshots``.

Needs Debian's chromium and fonts-noto-cjk.
"""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.run import Settings, run
from tests.review.browser.conftest import ARTICLES, CHROMIUM, ROOT
from tests.review.browser.served import Served, advance, open_document, open_page, saved, select, serving

PICTURES = ROOT / "docs" / "review"
QUALITY = 0.8
# Chromium itself packs the picture: no library is needed for WebP.
PACK = """async ([data, quality]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


def take(browser: Browser, page: Page, name: str) -> None:
    """Write what the page shows."""
    page.wait_for_timeout(1500)
    packer = browser.new_page()
    data = base64.b64encode(page.screenshot()).decode()
    packed = packer.evaluate(PACK, [data, QUALITY])
    packer.close()
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(packed))


def work(page: Page) -> None:
    """Decide on some items, as a reviewer would."""
    open_document(page, "b05_standing_committee")
    for number, key in enumerate("aaaaraaa"):
        select(page, ".mark", number)
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    page.click('[data-panel="queue"]')
    saved(page)


def take_article(browser: Browser, served: Served) -> None:
    """The article with a tooltip, light, 1280 wide."""
    page = open_page(browser, served.address)
    advance(page, False)
    work(page)
    select(page, ".l-positions", 3)
    page.locator("#text .l-organizations").nth(6).hover()
    take(browser, page, "article")
    page.context.close()


def take_form(browser: Browser, served: Served) -> None:
    """The form of a goal, dark, 1920 wide."""
    page = open_page(browser, served.address, width=1920, height=1080, color_scheme="dark")
    advance(page, False)
    open_document(page, "b04_industry_plan")
    page.click('[data-panel="queue"]')
    select(page, ".l-goals", 4)
    page.keyboard.press("e")
    page.mouse.move(5, 5)
    take(browser, page, "form")
    page.context.close()


def take_differences(browser: Browser, served: Served) -> None:
    """Two reviewers who differ."""
    page = open_page(browser, served.address)
    advance(page, False)
    open_document(page, "b05_standing_committee")
    for number, key in enumerate("aaraaara"):
        select(page, ".mark", number)
        page.keyboard.press(key)
    saved(page)
    page.click('[data-panel="differences"]')
    page.wait_for_selector("[data-difference]")
    page.mouse.move(5, 5)
    take(browser, page, "differences")
    page.context.close()


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        records, database = Path(folder) / "articles.jsonl", Path(folder) / "review.sqlite"
        run([str(ARTICLES.relative_to(ROOT))], Settings(records, quiet=True))
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        with serving(records, database, gold=ARTICLES / "gold") as served:
            take_article(browser, served)
            take_form(browser, served)
        with serving(records, database, reviewer="石二") as served:
            take_differences(browser, served)
        browser.close()


if __name__ == "__main__":
    main()
