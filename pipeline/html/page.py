"""HTML pages from templates: every value is escaped, and a page holds all that it needs."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.writers.text import write_text

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
NEEDED = ("jinja2", "matplotlib")
EXTRA = "pip install 'mubiao[report]'"


def write_page(path: Path, template: str, values: dict[str, Any]) -> None:
    """Write the page that a template makes of the values; the same values give the same bytes.

    A value is escaped unless it is a `Markup`, which only `pipeline.html.plots` makes. Raises OutputError
    where the file cannot be written, UsageError where jinja2 is not installed.
    """
    write_text(path, render(template, values))


def render(template: str, values: dict[str, Any]) -> str:
    """Return the page as text; a value that the template names and that is not there is an error."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    require_pages()
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["count"] = "{:,}".format
    environment.filters["percent"] = percent
    return environment


def require_pages() -> None:
    """Raise UsageError where a package that pages need is not installed; commands ask before their work."""
    for package in NEEDED:
        if find_spec(package) is None:
            raise UsageError(f"pages need {package}, which is not installed", remedy=EXTRA)


def percent(share: float) -> str:
    """Return a share (0 to 1) as it is printed: ``12.3 %``."""
    return f"{100 * share:.1f} %"
