"""The page of a review: shown, saved value by value, watched, taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from docgen.errors import DocgenError, UsageError
from docgen.model.place import mapping_in
from docgen.model.tongue import say
from docgen.web.editing import Edit, Saved, record_shown
from docgen.web.inputs import RECORDS
from docgen.web.recordpages import pressed
from docgen.web.reviewers import inputs_for
from docgen.web.reviewview import blocks_of, inputs_of, sections_of, texts_of
from docgen.web.scoreview import bar_of, contents_of, doubts_of, fault_lines
from docgen.web.sentences import sentences
from docgen.web.site import (
    Site,
    back_to,
    named_review,
    review_asked,
    review_read,
    site_of,
    told,
    told_as_data,
)
from docgen.web.standing import Standing, only_shown, stamp_of
from docgen.web.views import fragment, page

MOST_EDITS = 2000
_EDIT = ("path", "base", "value")
_UNKNOWN = "\ufffe"
"""Stands for what an input showed that is no longer in the file."""


@told
def show(request: Request) -> Response:
    """Return the page of a review."""
    with review_read(request) as (_, name, standing):
        return HTMLResponse(drawn(request, standing, name))


def drawn(
    request: Request, standing: Standing, name: str, message: str = "",
    mine: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return the page of a review; `mine` is what was typed and is not saved."""
    site = site_of(request)
    inputs = inputs_of(standing)
    bases = {one.path: token(standing.shown(one)) for one in inputs}
    standing.typed = mine or {}
    first, last = blocks_of(standing, inputs)
    pack, review = standing.pack, standing.review
    return page(
        "review.html",
        name=name,
        unit=review.unit.printed if review else "",
        pack=pack,
        tongue=pack.language,
        stamp=standing.stamp,
        whole=standing.whole,
        only_shown=only_shown(standing.file),
        bar=bar_of(standing, site.undo.count(name)),
        contents=contents_of(standing),
        first=[(one.name, one.label) for one in first],
        last=[(one.name, one.label) for one in last],
        before=first,
        after=last,
        sections=sections_of(standing, inputs, site.reviews.indexes.histories()),
        faults=fault_lines(standing, standing.faults),
        doubts=lambda criterion: doubts_of(criterion, standing),
        bases=json.dumps(bases),
        sentences=sentences(),
        message=message,
        back=back_to(request),
    )


def token(text: str) -> str:
    """Return a few letters that tell whether an input showed that text."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@told_as_data
def save(request: Request) -> Response:
    """Put what was typed into the file; say what came of it and what follows from it."""
    edits = edits_of(request.state.body)
    with review_asked(request) as (site, name, file):
        saved = site.files.save(file, edits)
        note(site, name, saved)
        return JSONResponse(answer(site, name, saved, request.state.body.get("stamp", "")))


def edits_of(body: Any) -> list[Edit]:
    """Return the edits of a request; raises UsageError for anything else."""
    found = body.get("edits") if isinstance(body, dict) else None
    if not isinstance(found, list) or len(found) > MOST_EDITS:
        raise UsageError(say("these are no edits"))
    edits = []
    for one in found:
        said = [one.get(key) for key in _EDIT] if isinstance(one, dict) else []
        texts = [text for text in said if isinstance(text, str)]
        before = one.get("sent", []) if isinstance(one, dict) else None
        if len(texts) != len(_EDIT) or not isinstance(before, list):
            raise UsageError(say("these are no edits"))
        path, base, value = texts
        edits.append(Edit(path, base, value, tuple(map(str, before))))
    return edits


def note(site: Site, name: str, saved: Saved) -> None:
    """Remember what can be taken back."""
    site.undo.note(
        name, ((path, before, saved.saved[path]) for path, before in saved.before.items())
    )


def answer(site: Site, name: str, saved: Saved, known: str) -> dict[str, Any]:
    """Return what a page is told of saved edits; `known` is the stamp of what it knew.

    Where others wrote meanwhile it gets no stamp, so that it looks at the file again.
    """
    changed = {*saved.saved, *saved.conflicts}
    return {
        "saved": saved.saved,
        "merged": saved.merged,
        "conflicts": saved.conflicts,
        "refused": saved.refused,
        **state(site, name, saved.standing, changed),
        "stamp": saved.stamp if saved.found == known else "",
    }


def state(site: Site, name: str, standing: Standing, paths: Iterable[str]) -> dict[str, Any]:
    """Return the parts of a page that follow from its values; `paths` are those that changed."""
    criteria = {path.split(".")[1] for path in paths if path.startswith("criteria.")}
    parts = {
        f"proposal-{one}": fragment("parts.html", "proposal", doubts_of(one, standing))
        for one in sorted(criteria)
    }
    undo = site.undo.count(name)
    parts["bar"] = fragment("parts.html", "bar", bar_of(standing, undo))
    lines = fault_lines(standing, standing.faults)
    faults = {one.name: one.message for one in reversed(lines) if one.name}
    scores = {step.id: step.score for _, _, steps in contents_of(standing) for step in steps}
    return {
        "stamp": standing.stamp,
        "parts": parts,
        "faults": faults,
        "scores": scores,
        "undo": undo,
    }


@told_as_data
def watch(request: Request) -> Response:
    """Return what the file holds by now, if it is not what the page knows; 204 if it is."""
    if stamp_of(named_review(request)[2]) == request.query_params.get("stamp", ""):
        return Response(status_code=204)
    with review_read(request) as (site, name, standing):
        who = request.query_params.get("who", "")
        texts = texts_of(standing)
        if who:  # one of several reviewers sees nothing of the others, who agree on scores alone
            own = inputs_for(who, standing)
            texts = {one.path: standing.shown(one) for one in own}
            if who == "*":
                texts = {one: text for one, text in texts_of(standing).items()
                         if one.startswith("criteria.") and one.endswith(".score")}  # fmt: skip
        marks = {
            listed: [record_shown(standing, listed, number) for number in range(len(there))]
            for listed in RECORDS
            for there in [standing.data.get(listed) or []]
        }
        return JSONResponse(
            {"texts": texts, "records": marks, **state(site, name, standing, texts)}
        )


@told_as_data
def check(request: Request) -> Response:
    """Return the summary of all that `docgen check` says of the file."""
    from docgen.check.run import check_review  # not needed until a review is shown, slow to import

    with review_read(request) as (site, _, standing):
        problems = [one for one in check_review(standing.file, library=site.library)
                    if one.rule != "missing-score"]  # fmt: skip
        lines = fault_lines(standing, problems)
        return JSONResponse({"html": fragment("parts.html", "faults", lines)})


@told_as_data
def undo(request: Request) -> Response:
    """Take the last change back, unless something else stands there by now."""
    with review_asked(request) as (site, name, file):
        step = site.undo.last(name)
        if step is None:
            return JSONResponse({"error": say("there is nothing to take back")}, 409)
        saved = site.files.save(file, [Edit(step.path, step.after, step.before)])
        known = request.state.body.get("stamp", "") if isinstance(request.state.body, dict) else ""
        return JSONResponse({**answer(site, name, saved, known), "path": step.path})


@told
def post(request: Request) -> Response:
    """Save the whole form, as a browser without scripts sends it."""
    form: dict[str, str] = request.state.body
    with review_read(request) as (site, name, standing):
        bases = _bases(form)
        edits = []
        shown = {one.path: standing.shown(one) for one in inputs_of(standing)}
        for path, text in form.items():
            if path.startswith("~") or bases.get(path) == token(text.replace("\r\n", "\n")):
                continue
            current = shown.get(path, "")
            base = current if bases.get(path, token("")) == token(current) else _UNKNOWN
            edits.append(Edit(path, base, text))
        saved = site.files.save(standing.file, edits)
        note(site, name, saved)
        if saved.conflicts or saved.refused:
            said = say(
                "Not everything is saved: what you typed stands in its place; "
                "the file holds something else by now. Save again to put yours there."
            )
            mine = {path: form[path] for path in (*saved.conflicts, *saved.refused)}
            return HTMLResponse(drawn(request, saved.standing, name, said, mine), 409)
        pressed(site, name, form, saved.standing)
    return RedirectResponse(request.url.path, 303)


def _bases(form: Mapping[str, str]) -> Mapping[str, str]:
    try:
        found = json.loads(form.get("~bases", "{}"))
    except ValueError as error:
        raise DocgenError(say("these are no edits")) from error
    return mapping_in(found)
