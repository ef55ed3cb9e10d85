"""What stands before every request: where it comes from, who may ask, how much, and what a browser may do."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-mubiao-token"
API = "/api/"
READING = ("GET", "HEAD")
LARGEST_BODY = 1 << 20
NAMES = ("127.0.0.1", "localhost")

# Nothing but our own files runs or is shown, nobody frames the page, and no address leaves it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Guard:
    """Lets a request through to the application only if all of these hold, and refuses it with a status.

    - The Host is ours, with our port (400): a foreign name that leads to 127.0.0.1 (DNS rebinding) is not.
    - The Origin is ours; on a changing request it has to be there (403).
    - What is asked of the interface (`/api/`) carries the token in its own header, which no foreign page and
      no form can send (401).
    - The body is no larger than `LARGEST_BODY` (413).
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app, self._token = app, token.encode()
        self._hosts = {f"{name}:{port}" for name in NAMES}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        body = await _read(receive)
        if body is None:
            await _answer(send, 413, "the request is too large")
            return
        await self._app(scope, _replay(body), _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
        if headers.get("host", b"").decode("latin-1") not in self._hosts:
            return 400, "this page is served on 127.0.0.1 only"
        if not self._is_ours(headers, reading=scope["method"] in READING):
            return 403, "the request comes from another page"
        if scope["path"].startswith(API) and not self._has_token(headers):
            return 401, "the token is missing or old: open the address that `mubiao review` printed"
        return None

    def _is_ours(self, headers: Mapping[str, bytes], *, reading: bool) -> bool:
        origin = headers.get("origin")
        return reading if origin is None else origin.decode("latin-1") in self._origins

    def _has_token(self, headers: Mapping[str, bytes]) -> bool:
        return hmac.compare_digest(headers.get(TOKEN_HEADER, b""), self._token)


async def _read(receive: Receive) -> bytes | None:
    """Return the whole body, None where it is too large."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes) -> Receive:
    messages: list[Any] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *_headers()]}
        await send(message)

    return sending


def _headers() -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in HEADERS.items()]


async def _answer(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_headers()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})
