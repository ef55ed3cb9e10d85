"""What ``mubiao spark`` has spark-submit do: files of rows in, records and rejections out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.readers.options import ReadingOptions
from pipeline.scale.arrow import Engine
from pipeline.scale.spark import extract
from pipeline.settings import Extraction

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FORMATS = ("parquet", "jsonl", "jsonl.gz")
ROW_READERS = {".parquet": "parquet", ".csv": "csv", ".tsv": "csv"}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the program's arguments."""
    arguments = argparse.ArgumentParser(prog="mubiao spark")
    arguments.add_argument("inputs", nargs="+", metavar="INPUT")
    arguments.add_argument("--output", "-o", required=True)
    arguments.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    arguments.add_argument("--partitions", type=int)
    for name in ("id", "text", "published", "title"):
        arguments.add_argument(f"--{name}-column", default=name)
    for name in ("words", "tagger"):
        arguments.add_argument(f"--no-{name}", action="store_false", dest=name)
    return arguments


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the inputs, extract, and write records and rejections to two folders of the output."""
    given = parser().parse_args(arguments)
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("mubiao").getOrCreate()
    documents = read_documents(session, given.inputs)
    if given.partitions:
        documents = documents.repartition(given.partitions)
    columns = (given.id_column, given.text_column, given.published_column, given.title_column)
    engine = Engine(
        Extraction(given.words, given.tagger),
        ReadingOptions(None, *columns),
        as_lines=given.format != "parquet",
    )
    write(extract(documents, engine), given.output, given.format)


def read_documents(session: SparkSession, inputs: Sequence[str]) -> DataFrame:
    """Return the rows of the inputs, by the suffix of the first: Parquet, CSV, TSV, else JSONL."""
    name = inputs[0].removesuffix(".gz").removesuffix(".zst")
    kind = next((kind for suffix, kind in ROW_READERS.items() if name.endswith(suffix)), "json")
    options = {"header": "true", "multiLine": "true", "sep": "\t" if name.endswith(".tsv") else ","}
    return session.read.options(**(options if kind == "csv" else {})).format(kind).load(list(inputs))


def write(extracted: DataFrame, output: str, form: str) -> None:
    """Write ``records`` and ``rejected`` under the output; what is there already is an error."""
    from pyspark import StorageLevel

    # Kept on disk, so that two outputs do not mean twice the work.
    extracted = extracted.persist(StorageLevel.DISK_ONLY)
    records = extracted.where("record IS NOT NULL")
    if form == "parquet":
        records.select("record.*").write.parquet(f"{output}/records")
    else:
        compression = "gzip" if form.endswith(".gz") else "none"
        records.select("record").write.text(f"{output}/records", compression=compression)
    rejected = extracted.where("rejection IS NOT NULL").select("rejection.*")
    rejected.write.json(f"{output}/rejected", ignoreNullFields=False)
