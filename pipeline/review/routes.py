"""The interface of the page over HTTP: each route reads its arguments and asks the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.review.decisions import Proposal
from pipeline.review.desk import Desk
from pipeline.review.guard import Guard
from pipeline.review.queue import DEFAULTS, Filter

PROPOSALS = TypeAdapter(list[Proposal])
FILTER = TypeAdapter(Filter)
OFFSET = TypeAdapter(int)
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Before every decision that there may be.
NEWEST = 1 << 62
CONFLICT, REFUSED = 409, 422


def create_app(desk: Desk, *, token: str, port: int) -> Guard:
    """Return the application for one desk, behind its guard."""
    routes = [
        *_static_routes(),
        *_reading_routes(desk),
        Route("/api/decisions", _deciding(desk), methods=["POST"]),
    ]
    faults: Mapping[Any, Any] = {ValidationError: _malformed}
    return Guard(Starlette(routes=routes, exception_handlers=faults), token=token, port=port)


def _static_routes() -> list[Route]:
    """Return one route for each file of the page: what is asked for never becomes a path."""
    folder = files("pipeline.review") / "static"
    routes = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        suffix = "." + file.name.rpartition(".")[2]
        if suffix in TYPES:
            path = "/" if file.name == "index.html" else f"/{file.name}"
            routes.append(Route(path, _constant(file.read_bytes(), TYPES[suffix])))
    return routes


def _constant(content: bytes, media_type: str) -> Callable[[Request], Any]:
    async def answer(_request: Request) -> Response:
        return Response(content, media_type=media_type)

    return answer


def _reading_routes(desk: Desk) -> list[Route]:
    answers: Mapping[str, Callable[[Mapping[str, str]], Any]] = {
        "session": lambda _asked: desk.session(),
        "documents": lambda asked: desk.documents(
            source=asked.get("source", ""), text=asked.get("text", ""), offset=_number(asked, "offset")
        ),
        "queue": lambda asked: desk.queue(FILTER.validate_python({**DEFAULTS, **asked})),
        "document": lambda asked: desk.document(asked.get("sha256", "")),
        "same": lambda asked: desk.same(asked.get("document", ""), asked.get("item", "")),
        "history": lambda asked: desk.history(_number(asked, "before", NEWEST)),
        "changes": lambda asked: desk.changes(_number(asked, "since")),
        "agreement": lambda _asked: desk.agreement(),
        "differences": lambda _asked: desk.differences(),
    }
    routes = [Route(f"/api/{name}", _json(answer)) for name, answer in answers.items()]
    return [*routes, Route("/api/decisions.csv", _csv(desk))]


def _json(answer: Callable[[Mapping[str, str]], Any]) -> Callable[[Request], Any]:
    async def respond(request: Request) -> Response:
        content = await run_in_threadpool(answer, request.query_params)
        return (
            JSONResponse({"error": "it is not on the desk"}, 404)
            if content is None
            else JSONResponse(content)
        )

    return respond


def _csv(desk: Desk) -> Callable[[Request], Any]:
    async def respond(_request: Request) -> Response:
        content = await run_in_threadpool(desk.csv)
        disposition = {"content-disposition": 'attachment; filename="decisions.csv"'}
        return Response(content, media_type="text/csv; charset=utf-8", headers=disposition)

    return respond


def _deciding(desk: Desk) -> Callable[[Request], Any]:
    """Answer a list of decisions with what became of each; 409 where one is in conflict, 422 refused."""

    async def respond(request: Request) -> Response:
        proposals = PROPOSALS.validate_json(await request.body(), strict=True)
        outcomes = await run_in_threadpool(desk.decide, proposals)
        statuses = {outcome["status"] for outcome in outcomes}
        status = CONFLICT if "conflict" in statuses else REFUSED if "refused" in statuses else 200
        return JSONResponse(outcomes, status)

    return respond


def _number(asked: Mapping[str, str], name: str, untold: int = 0) -> int:
    return OFFSET.validate_python(asked.get(name, untold))


async def _malformed(_request: Request, error: Exception) -> Response:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]  # type: ignore[attr-defined]
    where = ".".join(str(part) for part in fault["loc"])
    return JSONResponse({"error": f"{where}: {fault['msg']}"}, REFUSED)
