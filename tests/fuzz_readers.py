"""Feed the readers with inputs that grow towards what they have not seen: ``make fuzz``.

Atheris watches which lines of our readers and of the pure Python libraries below them an input reaches. A
finding is an exception, a crash, or half a minute on one input; the input is left in ``crash-…``.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline.readers", "trafilatura", "htmldate", "zipfile"]):
    import zipfile  # noqa: F401 (what is imported later would not be watched)

    import trafilatura  # noqa: F401

    from pipeline.readers.address import Address
    from pipeline.readers.documents import READERS, read_unit
    from pipeline.readers.options import ReadingOptions
    from pipeline.readers.source import Source
    from pipeline.readers.unit import Unit
    from pipeline.readers.units import list_units

from tests.readers.hostile import hostile_documents

SUFFIXES = [f"{suffix}{packing}" for packing in ("", ".gz", ".zst") for suffix in READERS]
ENCODINGS = (None, None, None, None, "utf-8", "gb18030", "big5", "utf-16", "utf-7")
SEEDS = 400


def read_one(data: bytes) -> None:
    """Read a file whose first byte is its kind, its second the encoding that the user names."""
    if len(data) < 2:
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    options = ReadingOptions(ENCODINGS[data[1] % len(ENCODINGS)])
    path = FOLDER / f"a{suffix}"
    path.write_bytes(data[2:])
    for item in list_units([Address.of(path)], options=options):
        found = read_unit(item, warn=len) if isinstance(item, Unit) else item
        if isinstance(found, Source):
            if "\0" in found.text:
                raise ValueError("a NUL came through")
            found.text.encode()
        elif "\n" in found.message:
            raise ValueError("a reason of two lines")


def write_seeds(folder: Path) -> None:
    """Write hostile documents as inputs to begin with."""
    rng = random.Random(1)
    for number, (suffix, data) in enumerate(hostile_documents(SEEDS, large=False)):
        kind = SUFFIXES.index(suffix) if suffix in SUFFIXES else rng.randrange(len(SUFFIXES))
        (folder / f"{number}").write_bytes(bytes((kind, rng.randrange(4))) + data)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as corpus:
        FOLDER = Path(scratch)
        write_seeds(Path(corpus))
        atheris.Setup([sys.argv[0], corpus, "-timeout=30", "-rss_limit_mb=4096", *sys.argv[1:]], read_one)
        atheris.Fuzz()
