"""The files of the page: contrast, words in both languages, sizes, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "pipeline" / "review" / "static"
FILES = sorted(FOLDER.iterdir())
SCRIPTS = [file for file in FILES if file.suffix == ".js"]
LAYERS = ("people", "positions", "organizations", "dates", "goals", "results", "posts")
# WCAG 2.2: 1.4.3 for text (AA), 1.4.11 for lines and borders that carry meaning.
TEXT, GRAPHIC = 4.5, 3.0


def colours(theme: str) -> dict[str, str]:
    blocks = re.split(r"\n(?=:root)", (FOLDER / "tokens.css").read_text(encoding="utf-8"))
    block = next(
        part for part in blocks if ('data-theme="dark"' in part) == (theme == "dark") and ":root" in part
    )
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel", "raised", "hover", "selected"])
def test_text_is_legible(theme: str, ground: str) -> None:
    known = colours(theme)
    inks = ("ink", "muted", "good", "bad", "warn")
    assert {
        ink: round(contrast(known[ink], known[ground]), 2)
        for ink in inks
        if contrast(known[ink], known[ground]) < TEXT
    } == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("layer", LAYERS)
def test_layers_are_legible_as_letters_and_as_lines(theme: str, layer: str) -> None:
    known = colours(theme)
    assert contrast(known[layer], known["paper"]) >= TEXT
    assert contrast(known[layer], known["panel"]) >= TEXT
    # The line of a mark on the tint of an accepted one, which is a ninth of its colour.
    tint = mixed(known[layer], known["paper"], 0.16)
    assert contrast(known[layer], tint) >= GRAPHIC
    assert contrast(known["ink"], tint) >= TEXT
    assert contrast(known[layer], mixed(known[layer], known["panel"], 0.13)) >= TEXT - 0.6


def mixed(colour: str, ground: str, share: float) -> str:
    pairs = ((int(colour[n : n + 2], 16), int(ground[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_of_fields_and_the_main_button(theme: str) -> None:
    known = colours(theme)
    assert contrast(known["edge"], known["panel"]) >= GRAPHIC
    assert contrast(known["on-accent"], known["accent"]) >= TEXT
    assert contrast(known["accent"], known["panel"]) >= GRAPHIC
    assert contrast(known["ink"], known["flash"]) >= TEXT


def test_every_layer_has_a_line_of_its_own_kind() -> None:
    styles = (FOLDER / "text.css").read_text(encoding="utf-8")
    kinds = [re.search(rf"\.line\.l-{layer} {{(.*?)}}", styles, re.DOTALL) for layer in LAYERS]
    assert all(kinds)
    assert len({" ".join(kind.group(1).split()) for kind in kinds if kind}) == len(LAYERS)


def words(language: str) -> set[str]:
    return set(
        re.findall(r"(?:^|[ {,])(\w+): \"", (FOLDER / f"words_{language}.js").read_text(encoding="utf-8"))
    )


def test_both_languages_say_the_same() -> None:
    assert words("zh") == words("en")
    assert len(words("zh")) > 100


def test_every_word_is_known() -> None:
    known = words("zh")
    used = {
        word for file in SCRIPTS for word in re.findall(r"\bt\(\"(\w+)\"", file.read_text(encoding="utf-8"))
    }
    assert used - known == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_are_small_and_ask_nobody_else(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    assert content.count("\n") < 300
    assert (
        re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", content.replace("http://www.w3.org/2000/svg", ""))
        == []
    )


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_text_never_becomes_markup(file: Path) -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    content = file.read_text(encoding="utf-8")
    assert [word for word in forbidden if word in content] == []


def test_the_page_has_nothing_inline() -> None:
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert re.findall(r"<script(?![^>]*src=)", page) == []


def test_all_modules_are_fetched_at_once() -> None:
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert {file.name for file in SCRIPTS} == set(re.findall(r"\"(\w+\.js)\"", page))
