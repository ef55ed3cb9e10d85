"""``mubiao version``, for those who look for a command."""

from __future__ import annotations

from pipeline.cli.app import app, tell_version


@app.command()
def version() -> None:
    """Show the version."""
    tell_version(True)
