"""Where the pipeline's time goes, step by step."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language

from pipeline.annotate import passed_by_the_collector, run_component
from pipeline.bench.texts import size
from pipeline.build import make_docs
from pipeline.clean import clean
from pipeline.knowledge.places import page_places
from pipeline.readers.source import Source
from pipeline.serializer import to_record


def annotate_in_steps(
    nlp: Language, sources: Sequence[Source], clock: Callable[[], float]
) -> dict[str, float]:
    """Return the seconds that each step takes over all the texts: cleaning, each component, serializing."""
    page_places.cache_clear()
    marks = [clock()]
    pages = [clean(source.text, title=source.title, published=source.published) for source in sources]
    marks.append(clock())
    docs = [doc for page in pages for doc in make_docs(nlp, page)]
    marks.append(clock())
    for _, component in nlp.pipeline:
        docs = run_component(component, docs)
        marks.append(clock())
    annotated = iter(docs)
    for source, page in zip(sources, pages, strict=True):
        for number, article in enumerate(page, start=1):
            to_record(next(annotated), article, source, number)
    marks.append(clock())
    names = ["clean", "make_doc", *nlp.pipe_names, "serializer"]
    return {name: end - start for name, (start, end) in zip(names, itertools.pairwise(marks), strict=True)}


def step_lines(nlp: Language, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each step: microseconds of CPU time a character, in the second of two passes."""
    with passed_by_the_collector():
        annotate_in_steps(nlp, sources, time.process_time)
        taken = annotate_in_steps(nlp, sources, time.process_time)
    for name, seconds in taken.items():
        yield f"{name:24}{seconds / size(sources) * 1e6:>10.2f} µs"
