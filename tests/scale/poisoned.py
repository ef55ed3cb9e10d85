"""A worker whose pipeline does what the text asks for: it hangs, dies or wants all memory there is."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.build import MAX_LENGTH
from pipeline.scale import extractor, worker
from pipeline.settings import Extraction

HANG, KILL, MEMORY, DEFECT, FLAG = "挂起", "杀死", "内存", "缺陷", "一次"


@Language.component("poisoned")
def poisoned(doc: Doc) -> Doc:
    if HANG in doc.text:
        time.sleep(600)
    if KILL in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if FLAG in doc.text:
        _die_once(doc.text.split("@")[1])
    if MEMORY in doc.text:
        bytearray(1 << 60)
    if DEFECT in doc.text:
        raise KeyError("no such rule")
    return doc


def _die_once(flag: str) -> None:
    try:
        os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def build_poisoned(*_: object, **__: object) -> Language:
    """Return the character grid with the poisoned component."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}})
    nlp.max_length = MAX_LENGTH
    nlp.add_pipe("poisoned")
    return nlp


def work(connection: Connection, extraction: Extraction) -> None:
    """Work as a worker does, with the poisoned pipeline."""
    extractor.build_nlp = build_poisoned
    worker.work(connection, extraction)


def work_and_die(connection: Connection, extraction: Extraction) -> None:
    """End before anything is loaded."""
    os._exit(7)
