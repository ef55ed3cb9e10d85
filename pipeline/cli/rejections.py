"""What a command could not read: told on standard error as it comes, and counted for the exit code."""

from __future__ import annotations

import typer

from pipeline.cli.app import REJECTED
from pipeline.rejection import Rejection


class Rejections:
    """Tells each rejection in one line, and warnings; counts the rejections."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, rejection: Rejection) -> None:
        """Tell and count one."""
        self.count += 1
        typer.echo(f"mubiao: rejected: {rejection.message}", err=True)

    def warn(self, message: str) -> None:
        """Tell something that stops nothing."""
        typer.echo(f"mubiao: warning: {message}", err=True)

    def end(self) -> None:
        """End the command with exit code 3 where something was rejected."""
        if self.count:
            raise typer.Exit(REJECTED)
