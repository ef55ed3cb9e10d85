"""``mubiao schema``: the form of a record."""

from __future__ import annotations

import typer

from pipeline.cli.app import app


@app.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    import json

    from pipeline.schema import schema as record_schema

    typer.echo(json.dumps(record_schema(), ensure_ascii=False, indent=2))
