"""Spark, when one machine is not enough: documents in a DataFrame in, records in a DataFrame out.

It needs the extra ``mubiao[spark]`` and a Java runtime here, and mubiao on every executor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.scale.arrow import Engine

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def extract(dataframe: DataFrame, engine: Engine | None = None) -> DataFrame:
    """Return the records and rejections of a DataFrame of documents.

    `dataframe` has a column of texts and, where known, of ids, titles, days and addresses (``uri``). The
    result has ``record``, of the type of a record, and ``rejection``: one row for each article with its
    record, one for each refused document with its rejection; the other column is null. Raises UsageError
    where Spark is not installed or there is no column of texts.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[spark]'"
        raise UsageError("pyspark is not installed", remedy=remedy) from error
    engine = engine or Engine()
    engine.check(dataframe.columns)
    wanted = dataframe.select(*engine.wanted(dataframe.columns))
    return wanted.mapInArrow(engine.extract_all, from_arrow_schema(engine.schema))
