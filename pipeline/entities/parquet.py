"""The tables as Parquet, by DuckDB: it needs the extra ``mubiao[parquet]``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import UsageError

TEXT, DAY, COUNT, TEXTS = "VARCHAR", "DATE", "BIGINT", "VARCHAR[]"
SEEN = {"first_date": DAY, "last_date": DAY}
PLACE = {"place": TEXT, "code": TEXT}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "people": {"id": TEXT, "name": TEXT, **PLACE, **SEEN, "record_count": COUNT},
    "organizations": {
        **{"id": TEXT, "name": TEXT, "canonical": TEXT, "kind": TEXT, **PLACE},
        **{"parent": TEXT, "aliases": TEXTS, **SEEN, "record_count": COUNT},
    },
    "posts": {
        **{"person": TEXT, "name": TEXT, "office": TEXT, "organization": TEXT, "level": TEXT, "status": TEXT},
        **{**SEEN, "start_date": DAY, "end_date": DAY, "records": TEXTS},
    },
    "conflicts": {
        **{"office": TEXT, "organization": TEXT, "start_date": DAY, "end_date": DAY},
        "holders": "STRUCT(person VARCHAR, first_date DATE, last_date DATE)[]",
    },
}
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "512MB", "threads": 2}


def write_parquet(folder: Path) -> None:
    """Write each table of the folder as Parquet beside its JSONL, whole or not at all.

    Raises UsageError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[parquet]'"
        raise UsageError("Parquet needs DuckDB, which is not installed", remedy=remedy) from error
    with duckdb.connect(config=SETTINGS) as connection:
        for name, columns in COLUMNS.items():
            beside = folder / f".{name}.parquet.tmp"
            connection.execute(_copy(folder / f"{name}.jsonl", columns, beside))
            beside.replace(folder / f"{name}.parquet")


def _copy(source: Path, columns: Mapping[str, str], target: Path) -> str:
    types = ", ".join(f"{name}: {_quoted(kind)}" for name, kind in columns.items())
    rows = f"read_json({_quoted(source)}, format = 'newline_delimited', columns = {{{types}}})"
    return f"COPY (SELECT * FROM {rows}) TO {_quoted(target)} (FORMAT parquet)"


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
