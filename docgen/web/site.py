"""What all pages share: the folder, its files, the reader's language, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, SaveError
from docgen.model.tongue import LANGUAGES, chosen, language_for, say
from docgen.packs.library import Library
from docgen.review.spoken import language_in
from docgen.web.dropped import Drops
from docgen.web.editing import Files
from docgen.web.folder import Reviews
from docgen.web.undo import Undo
from docgen.web.views import page

LANGUAGE_COOKIE = "docgen-language"


class Site:
    """One folder of reviews, served."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.library = library
        self.reviews = Reviews(folder, library)
        self.files = Files(library)
        self.undo = Undo()
        self.drops = Drops()


def site_of(request: Request) -> Site:
    """Return what the pages share."""
    site: Site = request.app.state.site
    return site


def named_review(request: Request) -> tuple[str, Path]:
    """Return name and file of the review that a request is about; raises UnknownReviewError."""
    name = request.path_params["name"]
    file = site_of(request).reviews.find(name)
    if file is None:
        raise UnknownReviewError(say("there is no review {name} in this folder", name=name))
    return name, file


class UnknownReviewError(DocgenError):
    """The folder has no review of that name."""


def language_asked(request: Request, tag: str = "") -> str:
    """Return the language of a page: as switched to, else as asked for, else the pack's."""
    wanted = request.cookies.get(LANGUAGE_COOKIE, "")
    return wanted if wanted in LANGUAGES else language_for(tag)


@contextmanager
def spoken(request: Request, file: Path | None = None) -> Iterator[None]:
    """Speak the language of a page while the block runs."""
    tag = language_in(file, site_of(request).library) if file else ""
    with chosen(language_asked(request, tag)):
        yield


Endpoint = Callable[[Request], Response]


def told(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint for a page that tells what is wrong instead of failing."""

    @wraps(endpoint)
    def answer(request: Request) -> Response:
        try:
            with faults_of(request.url.path):
                return endpoint(request)
        except DocgenError as error:
            with spoken(request):
                status = 404 if isinstance(error, UnknownReviewError) else 409
                return HTMLResponse(error_page(request, str(error)), status)

    return answer


def told_as_data(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint for a script of ours that tells what is wrong instead of failing."""

    @wraps(endpoint)
    def answer(request: Request) -> Response:
        try:
            with faults_of(request.url.path):
                return endpoint(request)
        except DocgenError as error:
            status = 404 if isinstance(error, UnknownReviewError) else 409
            status = 507 if isinstance(error, SaveError) else status
            return JSONResponse({"error": str(error)}, status)

    return answer


def error_page(request: Request, message: str) -> str:
    """Return the page that says what is wrong."""
    return page("error.html", message=message, back=back_to(request))


def back_to(request: Request) -> str:
    """Return the address of this page without the token, for coming back to it."""
    return request.url.path


def typed_body(request: Request) -> Any:
    """Return the JSON of a request that was read before; raises DocgenError."""
    return request.state.body
