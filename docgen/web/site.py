"""What all pages share: the folder, its files, the reader's language, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from docgen.bounds.kept import looking_seldom
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, SaveError
from docgen.model.tongue import LANGUAGES, chosen, language_for, say
from docgen.packs.library import Library
from docgen.review.spoken import language_in
from docgen.web.drops import Drops
from docgen.web.editing import Files
from docgen.web.folder import Reviews
from docgen.web.standing import Standing
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


class UnknownReviewError(DocgenError):
    """The folder has no review of that name."""


def named_review(request: Request) -> tuple[Site, str, Path]:
    """Return site, name and file of the review that a request is about.

    Raises UnknownReviewError.
    """
    name, site = request.path_params["name"], site_of(request)
    file = site.reviews.find(name)
    if file is None:
        raise UnknownReviewError(say("there is no review {name} in this folder", name=name))
    return site, name, file


@contextmanager
def review_asked(request: Request) -> Iterator[tuple[Site, str, Path]]:
    """Yield what `named_review` returns and speak the language of the review meanwhile."""
    site, name, file = named_review(request)
    with spoken(request, file):
        yield site, name, file


@contextmanager
def review_read(request: Request) -> Iterator[tuple[Site, str, Standing]]:
    """Yield the same, the review as it stands; raises DocgenError where it cannot be read."""
    with review_asked(request) as (site, name, file):
        yield site, name, Standing(file, site.library)


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
Telling = Callable[[Request, DocgenError], Response]


def told(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint for a page that tells what is wrong instead of failing."""
    return _telling(endpoint, _error_page)


def told_as_data(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint for a script of ours that tells what is wrong instead of failing."""
    return _telling(endpoint, _error_data)


def _telling(endpoint: Endpoint, tell: Telling) -> Endpoint:
    """Return an endpoint that looks at each file of packs and defaults once, and tells errors."""

    @wraps(endpoint)
    def answer(request: Request) -> Response:
        try:
            with looking_seldom(), faults_of(request.url.path):
                return endpoint(request)
        except DocgenError as error:
            return tell(request, error)

    return answer


def _error_page(request: Request, error: DocgenError) -> Response:
    with spoken(request):
        return HTMLResponse(error_page(request, str(error)), _status(error))


def _error_data(request: Request, error: DocgenError) -> Response:
    del request
    status = 507 if isinstance(error, SaveError) else _status(error)
    return JSONResponse({"error": str(error)}, status)


def _status(error: DocgenError) -> int:
    return 404 if isinstance(error, UnknownReviewError) else 409


def error_page(request: Request, message: str) -> str:
    """Return the page that says what is wrong."""
    return page("error.html", message=message, back=back_to(request))


def back_to(request: Request) -> str:
    """Return the address of this page without the token, for coming back to it."""
    return request.url.path
