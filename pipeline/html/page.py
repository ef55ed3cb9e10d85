"""HTML pages from templates: every value is escaped, and a page holds all that it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.writers.text import write_text

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
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
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise lacking("jinja2", error) from error
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


def lacking(package: str, error: ImportError) -> UsageError:
    """Return the error for a package of the extra that is not installed."""
    return UsageError(f"HTML pages need {package}, which is missing: {error}", remedy=EXTRA)


def percent(share: float) -> str:
    """Return a share (0 to 1) as it is printed: ``12.3 %``."""
    return f"{100 * share:.1f} %"
