"""What a plain installation lacks is told with the command that installs it, and costs nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.readers.inputs import list_files
from tests.readers.reading import read_bad, read_good

BIG5 = ("青川市長何一葦出席會議並講話。" * 20).encode("big5")
NEEDS = [
    ("a.html", b"<p>x</p>", "trafilatura"),
    ("a.pdf", b"%PDF", "pypdfium2"),
    ("a.parquet", b"PAR1", "pyarrow"),
    ("a.txt", BIG5, "charset_normalizer"),
]


@pytest.mark.parametrize(("name", "data", "module"), NEEDS)
def test_a_missing_library_rejects_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / name
    path.write_bytes(data)
    rejection = read_bad(path)
    assert f"needs {module}, which is not installed" in rejection.error
    assert "pip install 'mubiao[formats]'" in rejection.error
    (tmp_path / "b.txt").write_text("青川市", encoding="utf-8")
    assert read_good(tmp_path / "b.txt")


def test_an_address_without_fsspec_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"pip install 'mubiao\[remote\]'"):
        list_files(["s3://pages/a.txt"])


def test_reading_plain_text_imports_nothing_heavy() -> None:
    heavy = ("spacy", "trafilatura", "lxml", "pypdfium2", "pyarrow", "fsspec", "charset_normalizer", "opencc")
    code = f"import pipeline.readers.documents, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
