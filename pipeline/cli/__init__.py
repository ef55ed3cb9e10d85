"""The command line: one file a command, which parses its arguments and calls a plain function.

Nothing heavy is imported before a command needs it, so that ``mubiao --help`` answers at once.
"""

# Each of these adds its command to `app`.
from pipeline.cli import (  # noqa: F401
    diff,
    entities,
    evaluate,
    explain,
    export,
    import_,
    report,
    review,
    run,
    schema,
    stats,
    tag,
    train_tagger,
    version,
)
from pipeline.cli.app import FAILED, REJECTED, USAGE, app, main

__all__ = ["FAILED", "REJECTED", "USAGE", "app", "main"]
