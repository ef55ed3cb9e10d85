"""Pages: escaped, whole, legible, and an error that names what is not installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import USAGE, app
from pipeline.errors import OutputError
from pipeline.html import page

CSS = (page.TEMPLATES / "base.html").read_text(encoding="utf-8")


def test_values_are_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.html").write_text('{% extends "base.html" %}', encoding="utf-8")
    (tmp_path / "base.html").write_text("<title>{{ title }}</title>", encoding="utf-8")
    monkeypatch.setattr(page, "TEMPLATES", tmp_path)
    page._environment.cache_clear()
    try:
        assert page.render("t.html", {"title": "<img onerror=x>"}) == "<title>&lt;img onerror=x&gt;</title>"
    finally:
        page._environment.cache_clear()


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="nothing can be written there"):
        page.write_text(tmp_path / "file" / "page.html", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("package", page.NEEDED)
@pytest.mark.parametrize(
    "command",
    [
        ("diff", "a", "b", "--html", "c"),
        ("report", "a", "-o", "c"),
        ("evaluate", "a", "b", "--texts", "t", "--html", "c"),
    ],
    ids=lambda command: command[0],
)
def test_a_missing_package_is_told_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch, package: str, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(page, "find_spec", lambda name: None if name == package else True)
    told = CliRunner().invoke(app, command)
    assert told.exit_code == USAGE
    assert told.stderr == (
        f"mubiao: pages need {package}, which is not installed (pip install 'mubiao[report]')\n"
    )


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.1."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


THEMES = {
    "light": colours(CSS[CSS.index(":root {") : CSS.index("@media (prefers")]),
    "dark": colours(CSS[CSS.index("@media (prefers") : CSS.index("* { box-sizing")]),
}
# Text needs 4.5 to 1, lines and areas of plots 3 to 1 (WCAG 2.1 AA, 1.4.3 and 1.4.11).
PAIRS = [
    *(
        (ink, ground, 4.5)
        for ink in ("ink", "quiet", "gone", "new", "changed")
        for ground in ("paper", "sheet")
    ),
    ("ink", "mark", 4.5),
    *((f"series-{number}", "paper", 3.0) for number in range(1, 7)),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(theme: str, ink: str, ground: str, least: float) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= least
