"""The pages of a folder, asked within the test's own process: no server, no socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlencode

from docgen.packs.library import Library, find_library
from docgen.web.app import make_app
from docgen.web.guard import App, Message
from docgen.web.site import Site

Value = TypeVar("Value")
PORT = 8532
TOKEN = "a-token-of-enough-letters-for-all"
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def apart(work: Callable[[], Value]) -> Value:
    """Return what comes of work in a thread of its own.

    Tests in a browser leave an event loop running in theirs, and two do not go together.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, work).result()


def finished(work: Coroutine[Any, Any, Value]) -> Value:
    """Return what comes of asynchronous work."""
    return apart(lambda: asyncio.run(work))


def ask(
    app: App,
    path: str,
    body: bytes = b"",
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    pieces: Iterable[Message] = (),
) -> Answer:
    """Return an application's answer; `pieces` is how the body comes, if not at once."""
    given = {"host": HOST, "content-length": str(len(body)), **(headers or {})}
    address, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"spec_version": "2.4"}, "http_version": "1.1",
        "method": method, "scheme": "http",
        "path": unquote(address), "raw_path": address.encode(), "query_string": query.encode(),
        "root_path": "", "headers": [(k.encode(), v.encode("latin-1")) for k, v in given.items()],
        "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", PORT),
    }  # fmt: skip
    coming = iter(pieces or [{"type": "http.request", "body": body, "more_body": False}])
    sent: list[Message] = []

    async def receive() -> Message:
        return next(coming, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        sent.append(message)

    finished(app(scope, receive, send))  # type: ignore[arg-type]
    start = sent[0]
    told: dict[str, str] = {}
    for name, value in start.get("headers", []):
        told[name.decode().lower()] = value.decode("latin-1")
    whole = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(start["status"], whole, told)


class Pages:
    """The pages of a folder, for somebody who knows the token."""

    def __init__(self, folder: Path, shelf: Library | None = None, *, api: bool = False) -> None:
        self.folder = folder
        self.site = Site(folder, shelf or find_library(None))
        self.app = make_app(self.site, token=TOKEN, port=PORT, api=api)

    def get(self, path: str, **cookies: str) -> Answer:
        """Ask for a page."""
        return self._ask(path, b"", "GET", "", cookies)

    def post(self, path: str, said: Any = b"", **cookies: str) -> Answer:
        """Send JSON, or bytes as they are."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        return self._ask(path, body, "POST", "application/json", cookies)

    def send(self, path: str, /, **fields: str) -> Answer:
        """Send a form."""
        return self.send_form(path, fields)

    def send_form(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form whose fields are no names of Python."""
        return self._ask(path, urlencode(fields).encode(), "POST", FORM, {})

    def give(self, path: str, data: bytes) -> Answer:
        """Send a Word file."""
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return self._ask(path, data, "POST", kind, {})

    def _ask(
        self, path: str, body: bytes, method: str, kind: str, cookies: Mapping[str, str]
    ) -> Answer:
        headers = {"authorization": f"Bearer {TOKEN}"}
        if kind:
            headers["content-type"] = kind
        if cookies:
            carried: SimpleCookie = SimpleCookie(
                {name.replace("_", "-"): value for name, value in cookies.items()}
            )
            headers["cookie"] = carried.output(header="", sep=";").strip()
        return ask(self.app, path, body, method=method, headers=headers)
