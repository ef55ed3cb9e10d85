"""Nothing is lost and nothing is overwritten: dead servers, closed windows, two windows, two reviewers."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.review.browser.served import Served, advance, classes, open_page, saved, select, serving, start

pytestmark = pytest.mark.browser

PERSON = ".l-people"


def test_a_killed_server_loses_nothing(browser: Browser, records: Path, tmp_path: Path) -> None:
    """Decisions before the kill are in the file; those after it wait in the page for the next server."""
    database = tmp_path / "review.sqlite"
    with serving(records, database) as first:
        page = open_page(browser, first.address)
        advance(page, False)
        kept = select(page, PERSON, 0)
        page.keyboard.press("a")
        saved(page)
        first.kill()
        waiting = select(page, PERSON, 1)
        page.keyboard.press("r")
        assert "rejected" in classes(page, waiting), "the page does not wait for the server"
        page.wait_for_selector('#saving[data-state="offline"]')
        assert [decision["item"] for decision in first.decisions()] == [kept]
    with serving(records, database, port=first.port) as second:
        other = page.context.new_page()
        other.goto(second.address)
        other.wait_for_selector("html[data-ready]")
        saved(other)
        assert [decision["item"] for decision in second.decisions()] == [kept, waiting]
        assert "rejected" in classes(other, waiting)
        saved(page)
        assert len(second.decisions()) == 2, "what both windows sent counts once"
    page.context.close()


def test_work_without_a_server_outlives_the_window(browser: Browser, records: Path, tmp_path: Path) -> None:
    database = tmp_path / "review.sqlite"
    with serving(records, database) as first:
        page = open_page(browser, first.address)
        advance(page, False)
        first.kill()
        keys = [select(page, PERSON, 0), select(page, ".l-dates", 0)]
        page.keyboard.press("a")
        page.wait_for_selector('#saving[data-state="offline"]')
        page.on("dialog", lambda dialog: dialog.accept())
        context = page.context
        page.close(run_before_unload=False)
    with serving(records, database, port=first.port) as second:
        page = context.new_page()
        page.goto(second.address)
        page.wait_for_selector("html[data-ready]")
        saved(page)
        assert [decision["item"] for decision in second.decisions()] == [keys[1]]
    context.close()


def test_two_windows(browser: Browser, served: Served) -> None:
    """The later word is refused with the earlier one shown; what the reviewer then chooses stands."""
    one, two = open_page(browser, served.address), open_page(browser, served.address)
    for page in (one, two):
        page.evaluate("localStorage.setItem('mubiao.advance', '0')")
        advance(page, False)
    key = select(one, PERSON)
    select(two, PERSON)
    one.keyboard.press("a")
    saved(one)
    two.keyboard.press("r")
    two.wait_for_selector(".conflict")
    assert "已认可" in two.inner_text(".conflict")
    assert "已否定" in two.inner_text(".conflict")
    assert "accepted" in classes(two, key), "what stands is shown"
    assert [decision["state"]["verdict"] for decision in served.decisions()] == ["accepted"]
    two.click('[data-do="mine"]')
    saved(two)
    assert [decision["state"]["verdict"] for decision in served.decisions()] == ["accepted", "rejected"]
    one.wait_for_selector(f'#text [data-key="{key}"].rejected')
    for page in (one, two):
        page.context.close()


def test_the_other_windows_word_may_stand(browser: Browser, served: Served) -> None:
    one, two = open_page(browser, served.address), open_page(browser, served.address)
    for page in (one, two):
        advance(page, False)
        select(page, PERSON)
    one.keyboard.press("r")
    saved(one)
    two.keyboard.press("a")
    two.click('[data-do="theirs"]')
    assert two.locator(".conflict").count() == 0
    assert [decision["state"]["verdict"] for decision in served.decisions()] == ["rejected"]
    for page in (one, two):
        page.context.close()


def test_what_the_server_cannot_take_does_not_hold_up_the_rest(browser: Browser, served: Served) -> None:
    page = open_page(browser, served.address)
    advance(page, False)
    select(page, PERSON)
    page.keyboard.press("e")
    page.evaluate("document.querySelector('#field-name').value = '何'.repeat(500_000)")
    page.keyboard.press("Enter")
    key = select(page, ".l-dates")
    page.keyboard.press("a")
    page.wait_for_selector(".notice.bad")
    saved(page)
    assert [decision["item"] for decision in served.decisions()] == [key]
    page.context.close()


def test_an_old_token_is_refused(browser: Browser, served: Served) -> None:
    page = browser.new_context().new_page()
    page.goto(served.address.split("#")[0] + "#" + "x" * 43)
    page.wait_for_selector("#no-token")
    assert page.locator(".mark").count() == 0
    page.context.close()


def test_several_reviewers_settle_a_difference(browser: Browser, served: Served, records: Path) -> None:
    other = start(records, served.database, reviewer="石二")
    pages: list[Page] = []
    try:
        for address, press in ((served.address, "a"), (other.address, "r")):
            page = open_page(browser, address)
            advance(page, False)
            for number in range(2):
                select(page, PERSON, number)
                page.keyboard.press("a" if number else press)
            saved(page)
            pages.append(page)
        page = pages[1]
        page.click('[data-panel="differences"]')
        row = page.locator("[data-difference]")
        row.wait_for()
        assert row.count() == 1
        assert "50%" in page.inner_text("#agreement")
        page.click('[data-settle="林一"]')
        page.wait_for_selector("[data-difference] .good")
        saved(page)
        last = served.decisions()[-1]
        assert (last["role"], last["reviewer"], last["state"]["verdict"]) == ("settler", "石二", "accepted")
        page.keyboard.press("u")
        saved(page)
        assert served.decisions()[-1]["state"] is None
    finally:
        other.process.kill()
        other.process.wait()
        assert other.process.stdout is not None
        other.process.stdout.close()
        for page in pages:
            page.context.close()
