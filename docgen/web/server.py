"""The server of the page: an address of this machine alone, a token, an orderly end."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from docgen.cache import cache_folder
from docgen.errors import SaveError, UsageError
from docgen.model.tongue import say
from docgen.output.whole import write_whole

PORT = 8532
"""Where a page is looked for first."""
_NEXT = 20
"""How many ports are tried behind a taken one."""
_LOOPBACK = "127.0.0.1"


class Place(NamedTuple):
    """Where a page is served."""

    socket: socket.socket
    token: str

    @property
    def port(self) -> int:
        """The port that it has."""
        found: int = self.socket.getsockname()[1]
        return found

    @property
    def address(self) -> str:
        """The address, the token in it."""
        return f"http://{_LOOPBACK}:{self.port}/?token={self.token}"


def take_place(folder: Path, port: int | None) -> Place:
    """Return a free place for the page of a folder; 0 is any port, a taken one leads to the next.

    A folder keeps its token and, if it can, its port: a page that was left open goes on when the
    program is started again. Raises UsageError.
    """
    token, usual = _known(folder)
    first = usual if port is None else port
    for number in range(first, first + _NEXT if first else 1):
        if number > 65535:
            break
        with suppress(OSError):
            place = Place(_listening(number), token)
            _remember(folder, place)
            return place
    raise UsageError(
        say("the ports {first} to {last} are taken; name another: --port 0 takes any free one",
            first=first, last=first + _NEXT - 1)
    )  # fmt: skip


def _listening(port: int) -> socket.socket:
    # With its protocol named asyncio lets nothing wait: else each answer's body is 40 ms late.
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would let two programs have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((_LOOPBACK, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def _kept(folder: Path) -> Path | None:
    """Return where token and port of a folder are kept: in the cache, closed to others."""
    cache = cache_folder()
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:24]
    return cache / f"serve-{digest}.json" if cache else None


def _known(folder: Path) -> tuple[str, int]:
    """Return token and port that a folder had, a new token where it had none."""
    kept = _kept(folder)
    with suppress(OSError, ValueError, AttributeError):
        if kept and kept.is_file() and not kept.is_symlink():
            found = json.loads(kept.read_text(encoding="utf-8"))
            token, port = found.get("token"), found.get("port")
            if isinstance(token, str) and len(token) >= 24 and isinstance(port, int):
                return token, port
    return secrets.token_urlsafe(24), PORT


def _remember(folder: Path, place: Place) -> None:
    kept = _kept(folder)
    if kept is not None:
        with suppress(SaveError):
            text = json.dumps({"token": place.token, "port": place.port})
            write_whole(kept, text.encode())
            if os.name != "nt":
                kept.chmod(0o600)


def serve(place: Place, app: object, ready: Callable[[], None]) -> None:
    """Answer until Ctrl-C; `ready` is called when the page answers."""
    import uvicorn

    class Server(uvicorn.Server):
        """One that tells when it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # any ASGI application
        log_level="error",
        access_log=False,  # addresses name units
        lifespan="off",
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64_000,
    )
    Server(config).run(sockets=[place.socket])
