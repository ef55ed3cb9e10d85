"""Every action by keyboard and by mouse, on a real page: what is seen, and what the file then holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.review.browser.served import Served, advance, classes, open_document, saved, select, selected

pytestmark = pytest.mark.browser

PERSON, TITLE, BODY, DAY = ".l-people", ".l-positions", ".l-organizations", ".l-dates"


def by_key(key: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(key)


def by_mouse(selector: str) -> Callable[[Page], None]:
    return lambda page: page.click(selector)


def both(key: str, selector: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("do", [by_key(key), by_mouse(selector)], ids=["keyboard", "mouse"])


@both("a", '[data-do="accept"]')
def test_accept(page: Page, served: Served, do: Callable[[Page], None]) -> None:
    key = select(page, PERSON)
    do(page)
    assert "accepted" in classes(page, key)
    saved(page)
    (decision,) = served.decisions()
    assert (decision["item"], decision["action"], decision["reviewer"]) == (key, "accept", "林一")
    assert decision["state"]["verdict"] == "accepted"


@both("r", '[data-do="reject"]')
def test_reject(page: Page, served: Served, do: Callable[[Page], None]) -> None:
    key = select(page, BODY)
    do(page)
    assert "rejected" in classes(page, key)
    saved(page)
    assert served.decisions()[0]["state"]["verdict"] == "rejected"


@pytest.mark.parametrize(
    ("key", "button", "moves"),
    [
        ("[", "start-1", (-1, 0)),
        ("]", "start1", (1, 0)),
        ("{", "end-1", (0, -1)),
        ("}", "end1", (0, 1)),
    ],
)
@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_borders(page: Page, served: Served, key: str, button: str, moves: tuple[int, int], way: str) -> None:
    item = select(page, BODY, 2)
    start, end = map(int, item.split(":")[1].split("-"))
    before = page.locator(f'#text [data-key="{item}"]').all_inner_texts()
    if way == "keyboard":
        page.keyboard.press(key)
    else:
        page.click(f'[data-do="{button}"]')
    after = page.locator(f'#text [data-key="{item}"]').all_inner_texts()
    assert len("".join(after)) == len("".join(before)) - moves[0] + moves[1]
    saved(page)
    (decision,) = served.decisions()
    assert decision["action"] == "borders"
    assert (decision["state"]["start"], decision["state"]["end"]) == (start + moves[0], end + moves[1])


@pytest.mark.parametrize(
    ("number", "layer"), [(1, "people"), (3, "organizations"), (4, "dates"), (5, "goals")]
)
@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_label(page: Page, served: Served, number: int, layer: str, way: str) -> None:
    key = select(page, TITLE)
    if way == "keyboard":
        page.keyboard.press(str(number))
    else:
        page.click(f'[data-do="label-{layer}"]')
    assert f"l-{layer}" in classes(page, key)
    saved(page)
    (decision,) = served.decisions()
    assert (decision["layer"], decision["state"]["layer"]) == ("positions", layer)


@both("e", '[data-do="edit"]')
def test_edit_fields(page: Page, served: Served, do: Callable[[Page], None]) -> None:
    key = select(page, DAY)
    do(page)
    page.fill("#field-value", "2031")
    page.fill("#field-start_date", "2031-01-01")
    page.fill("#field-end_date", "2031-12-31")
    page.keyboard.press("Enter")
    assert "changed" in classes(page, key)
    saved(page)
    (decision,) = served.decisions()
    days = {"start_date": "2031-01-01", "end_date": "2031-12-31"}
    assert decision["state"]["fields"] == {"type": "DURATION", "value": "2031", **days}


def test_a_wrong_day_is_not_saved(page: Page, served: Served) -> None:
    select(page, DAY)
    page.keyboard.press("e")
    page.fill("#field-start_date", "2031-02-30")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.bad")
    saved(page)
    assert served.decisions() == []
    page.wait_for_selector("#text .mark.selected.open")
    page.keyboard.press("e")
    page.fill("#field-start_date", "next year")
    page.keyboard.press("Enter")
    assert page.locator("form.fields").count() == 1, "the browser itself refuses the form"


def test_edit_a_goal_with_its_indicator(page: Page, served: Served) -> None:
    key = select(page, ".l-goals")
    page.keyboard.press("e")
    page.select_option("#field-status", "achieved")
    page.fill("#field-value", "12.5")
    page.fill("#field-indicator", "泊位")
    page.keyboard.press("Enter")
    assert "l-results" in classes(page, key)
    saved(page)
    fields = served.decisions()[0]["state"]["fields"]
    assert (fields["status"], fields["value"]) == ("achieved", 12.5)
    assert fields["indicator"]["end"] - fields["indicator"]["start"] == 2


def choose_words(page: Page, words: str) -> None:
    """Select words of the text with the mouse."""
    box = page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const {left, right, top, height} = range.getBoundingClientRect();
            return {left, right, middle: top + height / 2};
          }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 1, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["middle"], steps=4)
    page.mouse.up()


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_add_a_missed_item(page: Page, served: Served, way: str) -> None:
    if way == "keyboard":
        page.keyboard.press("/")
        page.keyboard.type("老本钱")
        page.keyboard.press("Enter")
        page.keyboard.press("n")
        page.keyboard.press("1")
    else:
        choose_words(page, "老本钱")
        page.click('[data-do="new"]')
        page.click('[data-new="people"]')
    added = page.locator("#text .mark.added")
    assert added.inner_text() == "老本钱"
    saved(page)
    (decision,) = served.decisions()
    assert (decision["action"], decision["was"]) == ("add", None)
    assert decision["state"]["fields"] == {"name": "老本钱"}
    assert selected(page) == decision["item"]


def test_nothing_is_added_without_words(page: Page, served: Served) -> None:
    page.keyboard.press("n")
    assert page.locator(".notice").count() == 1
    assert served.decisions() == []


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_link_a_post(page: Page, served: Served, way: str) -> None:
    person = page.locator(f"#text {PERSON}", has_text="乐正云").first
    title = page.locator(f"#text {TITLE}", has_text="记者").first
    person.click()
    if way == "keyboard":
        page.keyboard.press("l")
        page.locator("#slot-position").focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
    else:
        page.click('[data-do="link"]')
        title.click()
        page.click("#link button[type=submit]")
    saved(page)
    (decision,) = served.decisions()
    assert (decision["action"], decision["layer"]) == ("link", "posts")
    fields = decision["state"]["fields"]
    assert (fields["person"], fields["position"]) == ("乐正云", "记者")
    assert fields["evidence"]["position"] == title.get_attribute("data-key")


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_undo_without_end_and_redo(page: Page, served: Served, way: str) -> None:
    keys = [select(page, PERSON, 0), select(page, TITLE, 0)]
    for key, press in ((keys[0], "a"), (keys[0], "r"), (keys[1], "a"), (keys[1], "}")):
        page.locator(f'#text [data-key="{key}"]').first.click(position={"x": 4, "y": 6})
        page.keyboard.press(press)

    def travel(key: str, name: str) -> None:
        if way == "keyboard":
            page.keyboard.press(key)
        else:
            page.click(f'[data-do="{name}"]')

    seen = []
    for _ in range(4):
        travel("u", "undo")
        page.wait_for_timeout(60)
        seen.append([classes(page, key)[4] for key in keys])
    assert seen == [["rejected", "accepted"], ["rejected", "open"], ["accepted", "open"], ["open", "open"]]
    for _ in range(4):
        travel("U", "redo")
        page.wait_for_timeout(60)
    assert [classes(page, key)[4] for key in keys] == ["rejected", "changed"]
    saved(page)
    actions = [decision["action"] for decision in served.decisions()]
    assert actions == ["accept", "reject", "accept", "borders", *["undo"] * 4, *["redo"] * 4]


def test_undo_reaches_back_before_a_reload(page: Page, served: Served) -> None:
    key = select(page, PERSON)
    page.keyboard.press("a")
    page.keyboard.press("r")
    saved(page)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert "rejected" in classes(page, key)
    page.keyboard.press("u")
    page.wait_for_selector(f'#text [data-key="{key}"].accepted')
    page.keyboard.press("u")
    page.wait_for_selector(f'#text [data-key="{key}"].open')
    saved(page)
    assert served.decisions()[-1]["state"] is None


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_read_in_full(page: Page, served: Served, way: str) -> None:
    if way == "keyboard":
        page.keyboard.press("g")
        page.keyboard.press("Enter")
    else:
        page.click("#read")
        page.click('[data-do="read-all"]')
    page.wait_for_selector('#read[aria-pressed="true"]')
    saved(page)
    decisions = served.decisions()
    assert decisions[-1]["item"] == "document"
    assert {decision["action"] for decision in decisions[:-1]} == {"accept"}
    assert page.locator("#text .mark.open").count() == 0
    page.keyboard.press("u")
    page.wait_for_selector('#read[aria-pressed="false"]')
    assert page.locator("#text .mark.accepted").count() == 0, "one stroke, one undo"


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_apply_to_all_the_same(page: Page, served: Served, way: str) -> None:
    open_document(page, "b08_appointment_notice")
    select(page, BODY)
    page.keyboard.press("a")
    offer = page.locator("#same")
    offer.wait_for()
    count = int("".join(char for char in offer.inner_text() if char.isdigit()))
    if way == "keyboard":
        page.keyboard.press("x")
    else:
        offer.locator("button").first.click()
    saved(page)
    page.wait_for_function("() => !document.querySelector('#same')")
    decisions = served.decisions()
    assert len(decisions) == count + 1
    assert {decision["state"]["verdict"] for decision in decisions} == {"accepted"}
    page.keyboard.press("u")
    saved(page)
    assert sum(decision["action"] == "undo" for decision in served.decisions()) == count


def test_next_and_previous(page: Page) -> None:
    first = select(page, PERSON)
    page.keyboard.press("j")
    second = selected(page)
    page.keyboard.press("k")
    assert selected(page) == first != second
    page.keyboard.press("J")
    row = page.locator('#queue [aria-current="true"]')
    row.wait_for()
    at = row.get_attribute("data-key")
    page.keyboard.press("J")
    page.wait_for_function(
        "key => document.querySelector('#queue [aria-current]')?.dataset.key !== key", arg=at
    )


def test_a_decision_goes_on_to_the_next_item(page: Page) -> None:
    advance(page, True)
    first = select(page, TITLE)
    page.keyboard.press("a")
    assert selected(page) not in (None, first)


def test_documents_by_key(page: Page) -> None:
    heading = page.inner_text("#heading h1")
    page.keyboard.press(">")
    page.wait_for_function("old => document.querySelector('#heading h1').innerText !== old", arg=heading)
    page.keyboard.press("<")
    page.wait_for_function("old => document.querySelector('#heading h1').innerText === old", arg=heading)


@both("?", '[data-do="help"]')
def test_help(page: Page, do: Callable[[Page], None]) -> None:
    do(page)
    assert page.locator("#help[open] kbd").count() > 20
    page.keyboard.press("Escape")
    assert page.locator("#help[open]").count() == 0


@both("/", '[data-do="search"]')
def test_search(page: Page, do: Callable[[Page], None]) -> None:
    do(page)
    page.keyboard.type("港")
    assert "/" in page.inner_text("#search output")
    assert page.evaluate("CSS.highlights.get('found').size") > 3
    page.keyboard.press("Escape")
    assert page.evaluate("CSS.highlights.get('found').size") == 0
