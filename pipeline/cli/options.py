"""Options that several commands share, and help that shows options in groups."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

WORK, REPORT = "How the work is done", "What is told"


class GroupedCommand(TyperCommand):
    """A command whose help lists its options by the panel that each names; the others stand first."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options to the formatter, one section a panel."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx)
            if row is not None:
                panels.setdefault(getattr(parameter, "rich_help_panel", None) or "Options", []).append(row)
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows)


Workers = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="Worker processes; 0 is one for each core.", rich_help_panel=WORK),
]
Timeout = Annotated[
    float,
    typer.Option(
        min=0,
        metavar="SECONDS",
        help="Give a document up after that long; 0 is never.",
        rich_help_panel=WORK,
    ),
]
MaxErrorRate = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        metavar="RATE",
        help="Stop when more than this share of documents is rejected: 0.05.",
        rich_help_panel=WORK,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="No progress bar, no closing line.", rich_help_panel=REPORT),
]
Log = Annotated[
    str,
    typer.Option(
        metavar="auto|text|json",
        help="How the run is told on standard error; auto is JSON for a folder off a terminal.",
        rich_help_panel=REPORT,
    ),
]
TIMEOUT_SECONDS = 60.0
