"""Who is measured: our pipeline in its forms, bare spacy-pkuseg, and peers that read Chinese too.

A contender's `load` imports and loads what it needs and returns a function that goes once through all texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.readers.source import Source

Run = Callable[[], object]
BARE = "spacy-pkuseg cut"
ONE, TWO, SPARK = "mubiao, 1 worker process", "mubiao, 2 worker processes", "mubiao on Spark, local[2,4]"
# jionlp needs a day to count from.
SOME_DAY = {"year": 2020, "month": 1, "day": 1}


@dataclass(frozen=True, slots=True)
class Contender:
    """One that is measured.

    `share` is how much of the texts it reads (slow ones take less); `at_least` what it must reach of the
    speed of the one that it stands `beside`; `module` is what must be installed, by which `extra`.
    """

    name: str
    load: Callable[[Sequence[Source]], Run]
    share: float = 1.0
    at_least: float | None = None
    beside: str = BARE
    module: str | None = None
    extra: str = "peers"


def _pkuseg(sources: Sequence[Source]) -> Run:
    import spacy_pkuseg

    from pipeline.segmentation.segmenter import SHIPPED_MODEL

    segmenter = spacy_pkuseg.pkuseg(str(SHIPPED_MODEL), user_dict=None)
    return lambda: [segmenter.cut(source.text) for source in sources]


def _mubiao(words: bool) -> Callable[[Sequence[Source]], Run]:
    def load(sources: Sequence[Source]) -> Run:
        import pipeline

        nlp = pipeline.load(words=words)
        return lambda: _annotate(nlp, sources)

    return load


def _annotate(nlp: object, sources: Sequence[Source]) -> int:
    from spacy.language import Language

    from pipeline.annotate import annotate
    from pipeline.errors import UsageError
    from pipeline.knowledge.places import page_places

    assert isinstance(nlp, Language)
    page_places.cache_clear()
    records = 0
    for outcome in annotate(nlp, sources):
        if outcome.rejection is not None:
            raise UsageError(
                f"this text was rejected: {outcome.rejection.error}", place=outcome.rejection.uri
            )
        records += len(outcome.records)
    return records


def _workers(count: int) -> Callable[[Sequence[Source]], Run]:
    def load(sources: Sequence[Source]) -> Run:
        from pipeline.bench.scaled import workers

        return workers(count)(sources)

    return load


def _spark(sources: Sequence[Source]) -> Run:
    from pipeline.bench.scaled import spark

    return spark(sources)


def _entity_ruler(sources: Sequence[Source]) -> Run:
    """Give a blank spaCy pipeline every division and national body that we know, by all their names."""
    import spacy

    from pipeline.knowledge.base import aliases_of, divisions, national_bodies

    nlp = spacy.blank("zh")
    known = chain(map(aliases_of, divisions()), (aliases for _, aliases in national_bodies()))
    names = sorted(set(chain.from_iterable(known)))
    patterns = [{"label": "NAME", "pattern": name} for name in names]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    return lambda: [len(doc.ents) for doc in nlp.pipe(source.text for source in sources)]


def _jieba(sources: Sequence[Source]) -> Run:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return lambda: [jieba.posseg.lcut(source.text) for source in sources]


def _jionlp(sources: Sequence[Source]) -> Run:
    import logging

    import jionlp

    logging.disable(logging.ERROR)  # a traceback for each word that it takes for a time and cannot read
    return lambda: [jionlp.ner.extract_time(source.text, time_base=SOME_DAY) for source in sources]


def _recognizers(sources: Sequence[Source]) -> Run:
    from recognizers_date_time import Culture, recognize_datetime
    from recognizers_number import recognize_number

    def run() -> None:
        for source in sources:
            recognize_datetime(source.text, Culture.Chinese)
            recognize_number(source.text, Culture.Chinese)

    return run


CONTENDERS = (
    Contender(BARE, _pkuseg),
    Contender("mubiao", _mubiao(words=True), at_least=0.6),
    Contender("mubiao --no-words", _mubiao(words=False), at_least=3.5),
    Contender(ONE, _workers(1)),
    Contender(TWO, _workers(2), at_least=1.8, beside=ONE),
    Contender(SPARK, _spark, at_least=0.7, beside=TWO, module="pyspark", extra="spark"),
    Contender("spaCy EntityRuler, our names", _entity_ruler),
    Contender("jieba.posseg", _jieba, module="jieba"),
    Contender("jionlp, times", _jionlp, share=0.2, module="jionlp"),
    Contender(
        "recognizers-text, times and numbers", _recognizers, share=0.04, module="recognizers_date_time"
    ),
)
