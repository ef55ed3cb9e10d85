"""Ray Data, the other engine: documents in a Dataset in, records in a Dataset out.

It needs the extra ``mubiao[ray]``. Ray's own work needs a processor too: with an actor on each it hangs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import UsageError
from pipeline.scale.arrow import ROWS_AT_ONCE, Engine
from pipeline.writers.parquet import import_pyarrow

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset


class Actor:
    """One process of Ray that has loaded the pipeline and does batch after batch."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, batch: pyarrow.Table) -> pyarrow.Table:
        """Return the records and rejections of a batch."""
        pa = import_pyarrow()
        done = self._engine.extract_all(batch.to_batches())
        return pa.Table.from_batches(done, schema=self._engine.schema)


def extract(dataset: Dataset, engine: Engine | None = None, *, actors: int | None = None) -> Dataset:
    """Return the records and rejections of a Dataset of documents, as `pipeline.scale.spark.extract` does.

    `actors` is the number of processes; without it one for each processor of the cluster but one. Raises
    UsageError where Ray is not installed, there is no column of texts, or no processor is left for Ray.
    """
    try:
        import ray
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[ray]'"
        raise UsageError("Ray is not installed", remedy=remedy) from error
    engine = engine or Engine()
    engine.check(dataset.columns() or [])
    resources: dict[str, float] = cast(Any, ray).cluster_resources()
    processors = int(resources.get("CPU", 1))
    actors = max(1, processors - 1) if actors is None else actors
    if actors >= processors:
        reason = f"{actors} actors on {processors} processors leave none for Ray itself"
        raise UsageError(reason, remedy="give fewer actors, or more processors to ray.init")
    return dataset.map_batches(
        Actor,
        fn_constructor_kwargs={"engine": engine},
        batch_format="pyarrow",
        batch_size=ROWS_AT_ONCE,
        concurrency=actors,
    )
