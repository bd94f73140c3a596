"""The list of reviews, a new one, the language of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from docgen.authoring.newreview import new_review, read_last
from docgen.errors import DocgenError, UsageError
from docgen.model.tongue import LANGUAGES, say
from docgen.output.save import safe_name
from docgen.packs.load import load_pack, readable_packs
from docgen.review.build import slug
from docgen.web.drops import laid_down
from docgen.web.folder import Row, sorted_rows
from docgen.web.sentences import sentences
from docgen.web.site import LANGUAGE_COOKIE, Site, back_to, site_of, spoken, told, told_as_data
from docgen.web.views import fragment, page

_SECONDS = 0.5
"""How long the list waits for files to be read before it is shown."""
_PATIENCE = 1.0
"""How long the page waits for more of them."""
COLUMNS = ("unit", "date", "status", "scored", "total", "level", "faults", "report")
_YEAR = 31_536_000


@told
def show(request: Request) -> Response:
    """Return the list."""
    with spoken(request):
        return HTMLResponse(page("list.html", **_values(request)))


def _values(request: Request, seconds: float = _SECONDS, **more: Any) -> dict[str, Any]:
    site = site_of(request)
    query = request.query_params
    wanted, key = query.get("find", ""), query.get("sort", "date")
    key = key if key in COLUMNS else "date"
    down = query.get("down", "1" if key == "date" else "") == "1"
    listed = site.reviews.listed(seconds)
    rows = listed.rows
    found = [row for row in rows if _matches(row, wanted)]
    return {
        "rows": sorted_rows(found, key, down=down),
        "all": len(rows),
        "waiting": listed.waiting,
        "find": wanted,
        "sort": key,
        "down": down,
        "folder": site.reviews.folder,
        "lines": site.reviews.lines,
        "earlier": _earlier(rows),
        "year": datetime.now().astimezone().year,
        "packs": [(pack.code, pack.name) for pack in readable_packs(site.library)],
        "sentences": sentences(),
        "back": back_to(request),
        "fault": "",
        "typed": {},
        **more,
    }


def _matches(row: Row, wanted: str) -> bool:
    facts = row.facts
    text = f"{row.name} {facts.unit} {facts.date} {facts.level} {facts.pack}".casefold()
    return all(word in text for word in wanted.casefold().split())


@told_as_data
def rows(request: Request) -> Response:
    """Return the rows of the list as they are known by now."""
    with spoken(request):
        values = _values(request, _PATIENCE)
        html = fragment("rows.html", "rows", values["rows"])
        units = fragment("rows.html", "units", values["earlier"])
        return JSONResponse({"html": html, "units": units, "waiting": values["waiting"]})


@told
def new(request: Request) -> Response:
    """Write a review to fill in and go to its page."""
    site = site_of(request)
    form: Mapping[str, str] = request.state.body
    with spoken(request):
        try:
            file = _next(site, form) if form.get("last") else _first(site, form)
        except DocgenError as error:
            values = _values(request, fault=str(error), typed=form)
            return HTMLResponse(page("list.html", **values), 422)
    return RedirectResponse(address(file, site.reviews.folder), 303)


def _first(site: Site, form: Mapping[str, str]) -> Path:
    """Write the first review of a unit; return its file."""
    pack = load_pack(form.get("pack", ""), library=site.library)
    unit = form.get("unit", "").strip()
    if not unit:
        raise UsageError(say("say the name of the unit"))
    file = free_name(site.reviews.folder, unit, form.get("year", ""))
    new_review(pack, file, library=site.library, unit=unit)
    return file


def _next(site: Site, form: Mapping[str, str]) -> Path:
    """Write the review after a unit's last one, beside it; return its file."""
    source = site.reviews.find(form["last"])
    if source is None:
        raise UsageError(say("there is no review {name} in this folder", name=form["last"]))
    last = read_last(source, source, library=site.library)
    file = free_name(source.parent, last.review.unit.name, form.get("year", ""))
    new_review(
        load_pack(last.review.pack, library=site.library), file, library=site.library, last=last
    )
    return file


def _earlier(rows: Iterable[Row]) -> list[Row]:
    """Return each unit's last review that is done, in the order of their names."""
    found: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row.facts.date):
        if row.facts.unit and row.facts.date and row.facts.status != "draft":
            found[row.name.rpartition("/")[0], row.facts.unit] = row
    return sorted(found.values(), key=lambda row: row.facts.unit.casefold())


@told_as_data
def from_word(request: Request) -> Response:
    """Write the review that a Word file holds: a filled form, or an old report of a pack."""
    from docgen.authoring.fromword import (  # reads Word: seldom, and slow to import
        Given,
        review_from,
    )

    site = site_of(request)
    name = safe_name(Path(request.query_params.get("file", "form.docx")).stem)
    with spoken(request), laid_down(request.state.body, f"{name}.docx") as source:
        file = free_name(site.reviews.folder, name, "")
        code = request.query_params.get("pack", "")
        unit = request.query_params.get("unit", "")
        _, notes = review_from(source, file, library=site.library, code=code, given=Given(unit))
        told_notes = [f"{one.where}: {one.message}" if one.where else one.message for one in notes]
        where = address(file, site.reviews.folder)
        return JSONResponse({"address": where, "notes": told_notes})


def free_name(folder: Path, unit: str, year: str) -> Path:
    """Return a file for a new review that is not there yet."""
    stem = slug(unit) + (f"-{year}" if year.isdecimal() and len(year) == 4 else "")
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
    return next(path for one in names if not (path := folder / f"{one}.yaml").exists())


def address(file: Path, folder: Path) -> str:
    """Return the address of the page of a review."""
    return "/review/" + quote(file.relative_to(folder).as_posix())


def language(request: Request) -> Response:
    """Go on in another language."""
    back = request.query_params.get("back", "/")
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(quote(back if safe else "/", safe="/%?=&-._~"), 303)
    wanted = request.query_params.get("to", "")
    if wanted in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, wanted, max_age=_YEAR, samesite="strict")
    return answer
