"""The application: which address leads to which page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from docgen.model.tongue import say
from docgen.version import VERSION
from docgen.web import listpages, recordpages, reportpages, reviewerpages, reviewpages
from docgen.web.bodies import TooMuchError
from docgen.web.guard import FRAME, App, Guard
from docgen.web.site import Endpoint, Site, spoken
from docgen.web.views import STATIC, page

_DEEP = 20
"""Values within each other in what a page sends."""


def make_app(site: Site, *, token: str, port: int, api: bool = False) -> App:
    """Return the application for a folder of reviews, behind its door; `api` for programs, too."""
    routes: list[BaseRoute] = [
        Route("/", run(listpages.show)),
        Route("/rows", run(listpages.rows)),
        Route("/new", run(listpages.new, form), methods=["POST"]),
        Route("/new/word", run(listpages.from_word, whole), methods=["POST"]),
        Route("/language", run(listpages.language)),
        Route("/review/{name:path}", run(reviewpages.show), methods=["GET"]),
        Route("/review/{name:path}", run(reviewpages.post, form), methods=["POST"]),
        Route("/save/{name:path}", run(reviewpages.save, plain), methods=["POST"]),
        Route("/watch/{name:path}", run(reviewpages.watch)),
        Route("/check/{name:path}", run(reviewpages.check)),
        Route("/undo/{name:path}", run(reviewpages.undo, plain), methods=["POST"]),
        Route("/records/{name:path}", run(recordpages.records, plain), methods=["POST"]),
        Route("/report/{name:path}", run(reportpages.show)),
        Route("/make/{name:path}", run(reportpages.make, plain), methods=["POST"]),
        Route("/made/{name:path}", run(reportpages.hand_out)),
        Route("/open/{name:path}", run(reportpages.open_report, plain), methods=["POST"]),
        Route("/drop/{name:path}", run(reportpages.drop, whole), methods=["POST"]),
        Route("/take/{name:path}", run(reportpages.take_some, plain), methods=["POST"]),
        Route("/both/{name:path}", run(reviewerpages.show), methods=["GET"]),
        Route("/both/{name:path}", run(reviewerpages.post, form), methods=["POST"]),
        Route(FRAME, run(reportpages.frame)),
        Route("/health", _health),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    if api:
        from docgen.web.api import Programs

        routes += Programs(site.library).routes()
    app = Starlette(routes=routes, exception_handlers={TooMuchError: _too_much, 404: _not_there})
    app.state.site = site
    return Guard(app, token=token, port=port, refused=_refused(app))


Read = Callable[[bytes], Any]


def run(endpoint: Endpoint, read: Read | None = None) -> Callable[[Request], Any]:
    """Return an endpoint that reads the body first and works beside the others."""

    async def answer(request: Request) -> Response:
        if read is not None:
            try:
                request.state.body = read(await request.body())
            except ValueError as error:
                return JSONResponse(
                    {"error": say("the body cannot be read: {error}", error=error)}, 400
                )
        return await run_in_threadpool(endpoint, request)

    return answer


def plain(body: bytes) -> Any:
    """Return the JSON of a body; raises ValueError, also for halves of letters."""
    text = body.decode()
    if text.count("[") > 100 * _DEEP and "[" * _DEEP in text.replace(" ", ""):
        raise ValueError(say("too deep"))
    try:
        found = json.loads(text) if text.strip() else {}
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError(say("too deep")) from error
    return found


def form(body: bytes) -> dict[str, str]:
    """Return the fields of a form; raises ValueError."""
    found = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=5000)
    return dict(found)


def whole(body: bytes) -> bytes:
    """Return a body as it is."""
    return body


async def _health(request: Request) -> Response:
    del request
    return JSONResponse({"docgen": VERSION})


async def _too_much(request: Request, error: Exception) -> Response:
    del request, error
    return PlainTextResponse(say("that is too much"), 413)


async def _not_there(request: Request, error: Exception) -> Response:
    del error
    if request.method not in ("GET", "HEAD"):
        return PlainTextResponse(say("there is nothing here"), 404)
    return await run_in_threadpool(_not_there_page, request)


def _not_there_page(request: Request) -> Response:
    with spoken(request):
        from docgen.model.tongue import say

        message = say("There is no page at this address.")
        return HTMLResponse(page("error.html", message=message, back="/"), 404)


def _refused(app: Starlette) -> App:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        scope["app"] = app
        request = Request(scope)
        html = await run_in_threadpool(_refused_page, request)
        await HTMLResponse(html, 403)(scope, receive, send)

    return answer


def _refused_page(request: Request) -> str:
    with spoken(request):
        return page("refused.html")
