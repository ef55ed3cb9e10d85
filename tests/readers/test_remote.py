"""Remote inputs, for real: an S3 server and a web server on this machine, and fsspec's memory."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer

from pipeline.errors import UsageError
from pipeline.readers.inputs import list_files
from tests.readers.reading import read_bad, read_good

TEXT = "青川市委书记何一苇。\n"
BUCKET = "pages"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket with a page, a packed page, rows and a table."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET)
        for name, data in contents().items():
            client.put_object(Bucket=BUCKET, Key=name, Body=data)
        yield f"s3://{BUCKET}"
    server.stop()


def contents() -> dict[str, bytes]:
    table = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": [TEXT + "表"]}), table)
    return {
        "2022/a.txt": TEXT.encode(),
        "2022/b.txt.gz": gzip.compress((TEXT + "乙").encode()),
        "2022/deep/c.jsonl": b'{"id": "c", "text": "x"}\n{"id": "d", "text": "y"}\n',
        "2022/t.parquet": table.getvalue().to_pybytes(),
        "2022/x.png": b"",
        "other/z.csv": b"text\nz\n",
    }


def texts(*arguments: str) -> list[str]:
    return [source.text for source in read_good(*(address.text for address in list_files(arguments)))]


def test_a_folder_of_a_bucket(bucket: str) -> None:
    assert texts(f"{bucket}/2022") == [TEXT, TEXT + "乙", "x", "y", TEXT + "表"]


@pytest.mark.parametrize(
    ("argument", "names"),
    [
        ("2022/a.txt", ["2022/a.txt"]),
        ("2022/*.txt*", ["2022/a.txt", "2022/b.txt.gz"]),
        ("**/*.csv", ["other/z.csv"]),
        ("", ["2022/a.txt", "2022/b.txt.gz", "2022/deep/c.jsonl", "2022/t.parquet", "other/z.csv"]),
    ],
)
def test_arguments(bucket: str, argument: str, names: list[str]) -> None:
    assert [address.uri for address in list_files([f"{bucket}/{argument}"])] == [
        f"{bucket}/{name}" for name in names
    ]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        (f"s3://{BUCKET}/none.txt", "no such file or folder"),
        (f"s3://{BUCKET}/2022/x.png", "there are no texts"),
        (f"s3://{BUCKET}/*.md", "there are no texts"),
        ("s3://nobucket/a.txt", "no such file or folder"),
        ("nothing://a.txt", "no address: Protocol not known: nothing"),
        ("memory://none.txt", "no such file or folder"),
    ],
)
def test_what_is_not_there(bucket: str, argument: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        list_files([argument])
    assert reason in str(caught.value)


def test_a_file_that_vanishes_is_rejected(bucket: str) -> None:
    for name in ("gone.txt", "gone.jsonl"):
        rejection = read_bad(f"{bucket}/{name}")
        assert rejection.uri == f"{bucket}/{name}"
        assert "cannot be read" in rejection.error


def test_a_storage_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    with pytest.raises(UsageError, match=r"cannot be read: .*127\.0\.0\.1:1"):
        list_files(["s3://elsewhere/a.txt"])


def test_memory() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/pages/a.txt": TEXT.encode(), "/pages/b.html": b"<html><p>x</p></html>"})
    assert [address.text for address in list_files(["memory://pages"])] == [
        "memory:///pages/a.txt",
        "memory:///pages/b.html",
    ]
    assert texts("memory://pages/a.txt") == [TEXT]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    for name, data in contents().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.func.log_message = lambda *_: None  # type: ignore[method-assign]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_web(web: str) -> None:
    assert texts(f"{web}/2022/a.txt?page=1", f"{web}/2022/b.txt.gz", f"{web}/2022/t.parquet") == [
        TEXT,
        TEXT + "乙",
        TEXT + "表",
    ]
    with pytest.raises(UsageError, match="no such file or folder"):
        list_files([f"{web}/none.txt"])
