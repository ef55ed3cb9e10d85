"""``mubiao review``: the records, gold and decisions are brought to the desk, and the desk is served."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.record_files import list_record_files, read_records
from pipeline.rejection import Rejection
from pipeline.review.desk import Desk
from pipeline.review.gold import read_gold_folder
from pipeline.review.joining import join
from pipeline.review.store import open_store

HOST = "127.0.0.1"
PORT = 8420
DATABASE = "review.sqlite"
TOKEN_BYTES = 32
INSTALL = "install it with: pip install 'mubiao[review]'"
OTHER_PORT = "name another one with --port; 0 takes any that is free"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is reviewed, by whom, and where the decisions are kept: see `mubiao review --help`."""

    records: Sequence[Path]
    reviewer: str
    database: Path | None = None
    gold: Path | None = None
    port: int = PORT
    others: Sequence[Path] = ()


def review(settings: Settings, *, tell: Callable[[str], None], reject: Callable[[Rejection], None]) -> None:
    """Serve the page until it is interrupted; `tell` gets its address, `reject` what is no record.

    Raises UsageError for paths that are not there, a port that is taken and where the extra is not installed,
    OutputError where the decisions cannot be kept.
    """
    try:
        import uvicorn

        from pipeline.review.routes import create_app
    except ImportError as error:
        raise UsageError(
            f"the review page needs {error.name}, which is not installed", remedy=INSTALL
        ) from error
    gold = None if settings.gold is None else read_gold_folder(settings.gold)
    database = settings.database or database_beside(settings.records)
    with open_store(database) as store, _listen(settings.port) as listener:
        for other in settings.others:
            tell(f"{join(store, other, reviewer=settings.reviewer)} decisions taken over from {other}")
        desk = Desk(store, reviewer=settings.reviewer, gold=gold)
        count = desk.load(read_records(settings.records, reject=reject))
        token, port = secrets.token_urlsafe(TOKEN_BYTES), listener.getsockname()[1]
        tell(f"{count} documents, decisions in {database}, reviewer {settings.reviewer}")
        # Behind # the token is never sent, and so stands in no log.
        tell(f"http://{HOST}:{port}/#{token}")
        config = uvicorn.Config(
            create_app(desk, token=token, port=port), log_level="warning", access_log=False, lifespan="off"
        )
        uvicorn.Server(config).run(sockets=[listener])


def database_beside(records: Sequence[Path]) -> Path:
    """Return where decisions are kept if nothing is said: beside the first file of records.

    Raises UsageError for records that are not there.
    """
    return list_record_files(records)[0].parent / DATABASE


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}", remedy=OTHER_PORT) from error
