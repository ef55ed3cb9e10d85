"""``mubiao spark``: a run on a Spark cluster, by spark-submit."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import app


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def spark(
    context: typer.Context,
    *,
    master: Annotated[
        str | None, typer.Option(metavar="URL", help="The cluster: local[2,4], yarn, k8s://…, spark://…")
    ] = None,
    conf: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of Spark; may be repeated.")
    ] = None,
) -> None:
    """Run on Spark: INPUT... -o FOLDER [--format parquet|jsonl|jsonl.gz] [--partitions N] [--no-words] …"""
    from pipeline.scale.submit import submit

    raise typer.Exit(submit(context.args, master=master, conf=conf or []))
