"""The interface over HTTP and what guards it: Host, Origin, token, size, headers, paths."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.review.desk import Desk
from pipeline.review.guard import LARGEST_BODY
from pipeline.review.routes import create_app
from pipeline.review.store import document_of
from tests.review.conftest import propose, state_of
from tests.review.texts import TEXT

PORT, TOKEN = 8420, "secret"
OURS = {"origin": f"http://127.0.0.1:{PORT}", "x-mubiao-token": TOKEN}
PERSON = "people:5-8"
READING = ["session", "documents", "queue", "document", "same", "history", "changes"]
READING += ["agreement", "differences", "decisions.csv"]


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(create_app(desk, token=TOKEN, port=PORT), base_url=f"http://127.0.0.1:{PORT}")


def person(desk: Desk) -> Any:
    item = desk.store.item(document_of(TEXT), PERSON)
    assert item is not None
    return item


def post(client: TestClient, *proposals: Any, headers: Mapping[str, str] = OURS) -> Any:
    return client.post("/api/decisions", json=list(proposals), headers=dict(headers))


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", ""])
@pytest.mark.parametrize("path", ["/", "/main.js", "/api/session"])
def test_a_foreign_host_is_refused(client: TestClient, host: str, path: str) -> None:
    """DNS rebinding: a foreign name that leads to 127.0.0.1 arrives with its own Host."""
    assert client.get(path, headers={**OURS, "host": host}).status_code == 400


def test_localhost_is_ours(client: TestClient) -> None:
    headers = {"x-mubiao-token": TOKEN, "host": f"localhost:{PORT}"}
    assert client.get("/api/session", headers=headers).status_code == 200


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("token", [None, "", "wrong", "secre", "secret2"])
def test_reading_needs_the_token(client: TestClient, name: str, token: str | None) -> None:
    headers = {} if token is None else {"x-mubiao-token": token}
    answer = client.get(f"/api/{name}", headers=headers)
    assert answer.status_code == 401
    assert TEXT[:5] not in answer.text


@pytest.mark.parametrize(
    ("origin", "token", "status"),
    [
        (OURS["origin"], TOKEN, 200),
        (f"http://localhost:{PORT}", TOKEN, 200),
        (None, TOKEN, 403),
        ("null", TOKEN, 403),
        ("http://evil.example", TOKEN, 403),
        (f"https://127.0.0.1:{PORT}", TOKEN, 403),
        (OURS["origin"], "wrong", 401),
        (OURS["origin"], None, 401),
    ],
)
def test_changing_needs_our_origin_and_the_token(
    client: TestClient, desk: Desk, origin: str | None, token: str | None, status: int
) -> None:
    told = {"origin": origin, "x-mubiao-token": token}
    headers = {name: value for name, value in told.items() if value is not None}
    answer = post(client, propose(PERSON, state_of(person(desk))), headers=headers)
    assert answer.status_code == status
    assert len(desk.history(1 << 62)) == (status == 200)


def test_a_foreign_page_may_not_read_either(client: TestClient) -> None:
    headers = {"x-mubiao-token": TOKEN, "origin": "http://evil.example"}
    assert client.get("/api/session", headers=headers).status_code == 403


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, LARGEST_BODY * 3])
def test_a_large_body_is_refused(client: TestClient, size: int) -> None:
    assert client.post("/api/decisions", content=b" " * size, headers=OURS).status_code == 413


@pytest.mark.parametrize("path", ["/", "/main.js", "/tokens.css", "/api/session", "/nothing"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=OURS)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/../store.py", "/..%2fstore.py", "/%2e%2e/store.py", "/static/main.js", "//etc/passwd", "/etc/passwd"],
)
def test_no_path_reaches_the_file_system(client: TestClient, path: str) -> None:
    assert client.get(path, headers=OURS).status_code in (400, 404)


@pytest.mark.parametrize("address", ["../../etc/passwd", "0" * 64, "' OR 1=1 --", ""])
def test_a_document_that_is_not_on_the_desk(client: TestClient, address: str) -> None:
    assert client.get("/api/document", params={"sha256": address}, headers=OURS).status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"{", ""), (b"{}", ""), (b'[{"id": 1}]', "0.id"), (b'[{"id": "x"}]', "0.document")],
)
def test_what_is_no_decision_is_refused(client: TestClient, content: bytes, told: str) -> None:
    answer = client.post("/api/decisions", content=content, headers=OURS)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(told)


@pytest.mark.parametrize("asked", ["queue?low=much", "queue?order=sideways", "changes?since=x"])
def test_what_is_no_question_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/api/{asked}", headers=OURS).status_code == 422


def test_a_decision_and_its_conflict(client: TestClient, desk: Desk) -> None:
    first = propose(PERSON, state_of(person(desk)))
    kept = post(client, first)
    assert (kept.status_code, kept.json()[0]["status"]) == (200, "kept")
    conflict = post(client, propose(PERSON, state_of(person(desk), "rejected"), action="reject"))
    assert conflict.status_code == 409
    (outcome,) = conflict.json()
    assert outcome["status"] == "conflict"
    assert outcome["standing"]["id"] == first["id"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"item": "people:0-2"}, "there is no item"),
        ({"document": "0" * 64}, "not on the desk"),
        ({"state": None}, "neither"),
        ({"item": "document"}, "neither"),
    ],
)
def test_what_is_unsound_is_refused(client: TestClient, desk: Desk, change: Any, told: str) -> None:
    answer = post(client, {**propose(PERSON, state_of(person(desk))), **change})
    assert answer.status_code == 422
    assert told in answer.json()[0]["error"]
    assert desk.history(1 << 62) == []


def test_an_item_is_not_put_upon_another(client: TestClient, desk: Desk) -> None:
    answer = post(client, propose(PERSON, state_of(person(desk), start=15, end=18), action="borders"))
    assert "already" in answer.json()[0]["error"]


def test_the_document_tells_what_was_said(client: TestClient, desk: Desk) -> None:
    post(client, propose(PERSON, state_of(person(desk))))
    told = client.get("/api/document", params={"sha256": document_of(TEXT)}, headers=OURS).json()
    assert told["text"] == TEXT
    assert told["records"][0]["uri"] == "news/a-1.txt"
    said = told["said"][PERSON]
    assert (said["mine"]["reviewer"], said["others"], said["settled"], said["stale"]) == (
        "林一",
        [],
        None,
        None,
    )


def test_an_added_item_can_be_changed_and_taken_back(client: TestClient, desk: Desk) -> None:
    key, fields = "people:0-2", {"name": "青川"}
    state: Any = {"verdict": "accepted", "layer": "people", "start": 0, "end": 2, "fields": fields}
    added = propose(key, state, action="add")
    assert post(client, added).status_code == 200
    moved = propose(key, {**state, "end": 3}, action="borders", seen=added["id"])
    assert post(client, moved).status_code == 200
    undo = propose(key, None, action="undo", seen=moved["id"], undoes=added["id"])
    assert post(client, undo).json()[0]["decision"]["state"] is None


def test_a_decision_may_build_on_the_one_before(client: TestClient, desk: Desk) -> None:
    """A title that was marked as a body is put right and joined to a person in one request."""
    items = {item.key: item for item in desk.store.items(document_of(TEXT))}
    day, link = items["dates:20-25"], items["posts:5-8@3-5"]
    body = {"name": "x", "canonical": "x", "kind": "other", "place": None, "code": None, "parent": None}
    relabelled = state_of(day, layer="organizations", fields=body)
    evidence = {**link.fields["evidence"], "organization": day.key}
    joined = state_of(link, fields={**link.fields, "evidence": evidence})
    alone = post(client, propose(link.key, joined))
    assert "none of the organizations" in alone.json()[0]["error"]
    both = post(client, propose(day.key, relabelled, action="label"), propose(link.key, joined))
    assert [outcome["status"] for outcome in both.json()] == ["kept", "kept"]


def test_spreadsheet_formulas_are_neutral(client: TestClient, desk: Desk) -> None:
    item = person(desk)
    evil = state_of(item, fields={"name": "=cmd|' /C calc'!A0"})
    desk.reviewer = "@SUM(1+1)"
    post(client, propose(PERSON, evil, action="edit"))
    content = client.get("/api/decisions.csv", headers=OURS)
    assert content.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(content.content.decode("utf-8-sig"))))
    assert rows[1][rows[0].index("reviewer")] == "'@SUM(1+1)"
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)


def test_the_page_and_its_parts_are_there(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    folder = Path(__file__).parents[2] / "pipeline" / "review" / "static"
    for file in folder.iterdir():
        assert file.name == "index.html" or client.get(f"/{file.name}").content == file.read_bytes()
