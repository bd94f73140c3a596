"""The page of a report: made, looked at, opened in Word, and edits taken back."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from docgen.bounds.reading import read_bytes
from docgen.errors import UsageError
from docgen.model import Pack
from docgen.model.tongue import say
from docgen.output.save import safe_name
from docgen.web import making
from docgen.web.scoreview import bar_of
from docgen.web.sentences import sentences
from docgen.web.site import Site, back_to, review_asked, review_read, spoken, told, told_as_data
from docgen.web.standing import Standing
from docgen.web.views import fragment, page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@told
def show(request: Request) -> Response:
    """Return the page of a report."""
    with review_read(request) as (site, name, standing):
        return HTMLResponse(
            page(
                "report.html",
                name=name,
                unit=standing.review.unit.printed if standing.review else name,
                bar=bar_of(standing, 0),
                documents=making.documents_of(standing.pack),
                faults=[one.message for one in standing.faults if one.severity == "error"],
                office=making.office_or_none() is not None,
                sentences=sentences(),
                back=back_to(request),
                **_state(site, name, standing),
            )
        )


def _state(site: Site, name: str, standing: Standing) -> dict[str, str]:
    """Return how the report stands, and where."""
    if standing.review is None:
        return {"state": "none", "path": ""}
    path = site.reviews.report_of(name, standing.review)
    state = site.reviews.state_of(name, standing.file, standing.review)
    return {"state": state, "path": path.relative_to(site.reviews.folder).as_posix()}


@told_as_data
def make(request: Request) -> Response:
    """Put a document of the review into its place."""
    with review_read(request) as (site, name, standing):
        document = _document(request.state.body, standing.pack)
        made = making.make(site.reviews, name, standing.file, document)
        where = made.path.relative_to(site.reviews.folder).as_posix()
        said = (
            say("Made: {path}", path=where) if made.new else say("Up to date: {path}", path=where)
        )
        if made.draft:
            draft = say("It is a draft: scores are missing, or the status is draft.")
            said = f"{said}. {draft}"
        state = fragment("rows.html", "state", _state(site, name, standing)["state"])
        return JSONResponse({"said": said, "document": document, "state": state})


def _document(body: object, pack: Pack) -> str:
    wanted = body.get("document", "report") if isinstance(body, dict) else "report"
    known = [name for name, _ in making.documents_of(pack)]
    if wanted not in known:
        raise UsageError(say("the pack has no such document"))
    return str(wanted)


@told
def hand_out(request: Request) -> Response:
    """Return a document of the review as Word file, plain copy or PDF, put nowhere."""
    query = request.query_params
    with review_read(request) as (site, _, standing):
        document = _document({"document": query.get("document", "report")}, standing.pack)
        kind = query.get("as", "docx")
        data, title = making.rendered(site.reviews, standing.file, document, plain=kind != "docx")
        if kind != "pdf":
            return Response(data, media_type=WORD, headers=_named(title))
        title = Path(title).with_suffix(".pdf").name
        return Response(
            making.as_pdf(data), media_type="application/pdf", headers=_named(title, "inline")
        )


def _named(title: str, way: str = "attachment") -> dict[str, str]:
    return {"content-disposition": f"{way}; filename*=UTF-8''{quote(title)}"}


@told_as_data
def open_report(request: Request) -> Response:
    """Open the report that stands in its place, in Word."""
    with review_read(request) as (site, name, standing):
        review = standing.review
        if review is None:
            raise UsageError(say("the review has faults; no report can be made"))
        document = _document(request.state.body, standing.pack)
        making.open_in_word(site.reviews.report_of(name, review, document))
        return JSONResponse({"said": say("It opens in Word.")})


@told_as_data
def drop(request: Request) -> Response:
    """Return what a dropped Word file says otherwise than the review."""
    from docgen.web.dropped import look_at  # reads Word: seldom, and slow to import

    with review_asked(request) as (site, name, file):
        title = safe_name(Path(request.query_params.get("file", "")).stem or "report") + ".docx"
        data: bytes = request.state.body
        if request.query_params.get("own"):
            data, title = _own(site, name, file)
        found = look_at(data, title, file, site.library)
        key = site.drops.keep(found)
        return JSONResponse({"html": fragment("plan.html", "plan", found, key)})


def _own(site: Site, name: str, file: Path) -> tuple[bytes, str]:
    """Return the report that stands in its place."""
    review = Standing(file, site.library).review
    path = site.reviews.report_of(name, review) if review else Path()
    return read_bytes(path), path.name


@told_as_data
def take_some(request: Request) -> Response:
    """Take of a dropped file what the person wants."""
    from docgen.web.dropped import take

    body = request.state.body
    key = body.get("drop") if isinstance(body, dict) else None
    wanted = body.get("take") if isinstance(body, dict) else None
    numbers = [one for one in wanted if isinstance(one, int)] if isinstance(wanted, list) else None
    with review_asked(request) as (site, _, file):
        if not isinstance(key, str) or numbers is None:
            raise UsageError(say("these are no edits"))
        found = site.drops.get(key)
        count, left = take(found, numbers, file, site.reviews.out, site.files)
        said = say("Taken into the review: {count}", count=count)
        if left:
            said += " " + say(
                "Not taken, because it was changed meanwhile: {count}", count=len(left)
            )
        return JSONResponse({"said": said})


def frame(request: Request) -> Response:
    """Return the page that draws a Word file, in a sandboxed frame."""
    with spoken(request):
        return HTMLResponse(page("frame.html"))
