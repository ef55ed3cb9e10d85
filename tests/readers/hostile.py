"""Documents that nobody should send: broken, lying, far too large; made anew from a seed."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq
from backports import zstd

from tests.readers.make_pdf import column, make_pdf

Hostile = tuple[str, bytes]  # a suffix and what the file holds
Maker = Callable[[random.Random], Hostile]

PAGE = "晨报青川3月21日讯（记者 叶知秋）3月20日，青川市委书记何一苇到云溪区调研，今年将新建项目300个。\n" * 6
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-32", "utf-16-le", "shift_jis", "cp1252")
ODD = (
    "\0\x01\x08\x0b\x0c\x1b\x7f\x85\u00ad\u200b\u2028\u202e\ue000\ufdd0\ufeff\ufffd\uffff\U000f0000\U0010ffff"
)
LARGE = 200 << 20


def hostile_documents(count: int, *, seed: int = 7, large: bool = True) -> Iterator[Hostile]:
    """Yield documents of all kinds in turn; every fortieth is a large one, unless `large` is False."""
    rng = random.Random(seed)
    for number in range(count):
        makers = LARGE_ONES if large and number % 40 == 39 else MAKERS
        yield makers[rng.randrange(len(makers))](rng)


def _damaged(rng: random.Random, data: bytes) -> bytes:
    """Return the bytes cut off, flipped, doubled, or with others among them."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 50))):
        at = rng.randrange(len(changed) + 1)
        kind = rng.randrange(5)
        if kind == 0:
            del changed[at:]
        elif kind == 1:
            del changed[at : at + rng.randrange(1, 9)]
        elif kind == 2:
            changed[at:at] = rng.randbytes(rng.randrange(1, 9))
        elif kind == 3 and changed:
            changed[at % len(changed)] ^= 1 << rng.randrange(8)
        else:
            changed[at:at] = changed[max(0, at - 99) : at]
    return bytes(changed)


def _text(rng: random.Random) -> Hostile:
    data = PAGE.encode(rng.choice(ENCODINGS), errors="replace")
    return rng.choice((".txt", ".md")), _damaged(rng, data)


def _odd_characters(rng: random.Random) -> Hostile:
    odd, share = rng.sample(ODD, 3), rng.choice((0.01, 0.5))
    chars = [rng.choice(odd) if rng.random() < share else char for char in PAGE]
    return ".txt", "".join(chars).encode()


def _noise(rng: random.Random) -> Hostile:
    suffixes = (".txt", ".html", ".pdf", ".docx", ".jsonl", ".csv", ".tsv", ".parquet", ".txt.gz", ".csv.zst")
    return rng.choice(suffixes), rng.randbytes(rng.randrange(2000))


def _rows(rng: random.Random) -> Hostile:
    rows = [
        json.dumps({"id": "a", "text": PAGE, "published": "2022-02-30"}),
        '{"text": "x\\ud800y"}',
        '{"text": "\\u0000"}',
        '{"text": ' + "[" * rng.choice((10, 100_000)),
        '{"text": ' + "9" * 9999 + "}",
        '{"text": NaN, "text": Infinity}',
        '{"id": 1e999, "text": "青川市"}',
        '{"text": "' + "\u202e" * 50 + '"}',
        "null",
    ]
    return ".jsonl", _damaged(rng, "\n".join(rng.choices(rows, k=4)).encode())


def _table(rng: random.Random) -> Hostile:
    delimiter, suffix = rng.choice(((",", ".csv"), ("\t", ".tsv")))
    cells = ["text", PAGE, '"', '""', '"x\n', "\0", "\r", "=1+1", "x" * 999, ""]
    rows = [["id", "text", "n"], *(rng.choices(cells, k=3) for _ in range(5))]
    return suffix, _damaged(rng, "\n".join(delimiter.join(row) for row in rows).encode())


def _parquet(rng: random.Random) -> Hostile:
    file = io.BytesIO()
    pq.write_table(pa.table({"text": [PAGE] * 20, "n": list(range(20))}), file)
    return ".parquet", _damaged(rng, file.getvalue())


def _html(rng: random.Random) -> Hostile:
    depth = rng.choice((3, 200, 300, 50_000))
    tag = rng.choice(("div", "b", "table><tr><td", "ul><li", "svg", "form", "select", "font", "p"))
    pieces = [
        f"<{tag}>" * depth + PAGE,
        "<!--" + "<!--" * 999,
        "&#xd800;&#0;&#1114112;&bad;&" * 99,
        f"<p {'x=' * 5000}>{PAGE}</p>",
        "<script>" + PAGE,
        f"<!DOCTYPE x [<!ENTITY a '{PAGE}'>]><p>&a;</p>",
        f"<p>{PAGE}</p>" * 50,
        "<![CDATA[" + PAGE,
        f"<meta charset={rng.choice(('utf-7', 'x', 'utf-16', 'zlib', 'big5'))}>",
    ]
    page = "<html><body>" + "".join(rng.choices(pieces, k=3))
    return rng.choice((".html", ".htm")), _damaged(
        rng, page.encode(rng.choice(("utf-8", "gb18030")), "replace")
    )


def _pdf(rng: random.Random) -> Hostile:
    lines = column(PAGE.split("\n"), 50, 60)
    data = make_pdf(*[lines] * rng.randrange(1, 4), password=rng.choice((None, None, "x")))
    kind = rng.randrange(4)
    if kind == 0:
        return ".pdf", data
    if kind == 1:  # a tree of pages that holds itself
        return ".pdf", data.replace(b"/Type /Pages", b"/Type /Pages /Kids [ 4 0 R 4 0 R ]")
    if kind == 2:
        return ".pdf", data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 1e38 nan ]")
    return ".pdf", _damaged(rng, data)


def _docx(rng: random.Random) -> Hostile:
    paragraph = f"<w:p><w:r><w:t>{PAGE}</w:t></w:r></w:p>"
    bodies = [
        paragraph * 3,
        "<w:tbl><w:tr><w:tc>" * rng.choice((3, 5000)) + paragraph,
        paragraph + "<w:t>&a;</w:t>",
        paragraph.replace("<w:t>", "<w:t>" + rng.choice(ODD)),
    ]
    entities = "".join(f'<!ENTITY {new} "{f"&{old};" * 99}">' for old, new in ("ab", "bc", "cd", "de"))
    head = rng.choice(("", f'<!DOCTYPE w [<!ENTITY a "{PAGE}">{entities}]>'))
    text = f"{head}<w:document {WORDS}><w:body>{rng.choice(bodies)}</w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))) as archive:
        archive.writestr(rng.choice(("word/document.xml",) * 9 + ("../../x.xml",)), text)
    return ".docx", rng.choice((file.getvalue(), _damaged(rng, file.getvalue())))


def _packed(rng: random.Random) -> Hostile:
    """Another hostile document in an archive, or in two, or in one that is named as the other."""
    suffix, data = rng.choice(MAKERS[:-1])(rng)
    suffix = f".{suffix.split('.')[1]}"
    name, pack = rng.choice(((".gz", gzip.compress), (".zst", zstd.compress)))
    packed = pack(data)
    kind = rng.randrange(4)
    if kind == 0:
        packed = _damaged(rng, packed)
    elif kind == 1:
        packed = pack(packed)
    elif kind == 2:
        name = ".zst" if name == ".gz" else ".gz"
    return suffix + name, packed


def _long_line(rng: random.Random) -> Hostile:
    """Some hundred megabytes in one line, in little space."""
    suffix = rng.choice((".txt", ".jsonl", ".csv", ".html", ".parquet", ".pdf", ".docx"))
    start = {".jsonl": b'{"text": "', ".csv": b'text\n"', ".html": b"<p>", ".pdf": b"%PDF-1.7"}.get(
        suffix, b""
    )
    name, pack = rng.choice(((".gz", gzip.compress), (".zst", zstd.compress)))
    return suffix + name, pack(start + rng.choice((b"x", b"\0", b"\xe9\x9d\x92")) * (LARGE // 3))


def _plain_long_line(rng: random.Random) -> Hostile:
    return rng.choice((".txt", ".jsonl", ".csv", ".html")), b"text\n" + b'{"text": "x' * (LARGE // 11)


def _zip_bomb(_: random.Random) -> Hostile:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write(f"<w:document {WORDS}><w:body><w:p><w:t>".encode())
        for _ in range(500):
            part.write(bytes(1 << 20))
    return ".docx", file.getvalue()


def _dictionary_bomb(_: random.Random) -> Hostile:
    """A table whose rows all hold one long text, which stands in it once."""
    file = io.BytesIO()
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int32()), pa.array(["\u3000" * (1 << 20)]))
    pq.write_table(pa.table({"text": texts}), file)
    return ".parquet", file.getvalue()


MAKERS: tuple[Maker, ...] = (
    *(_text, _odd_characters, _noise, _rows, _table, _parquet, _html, _pdf, _docx),
    _packed,
)
LARGE_ONES: tuple[Maker, ...] = (_long_line, _plain_long_line, _zip_bomb, _dictionary_bomb)
