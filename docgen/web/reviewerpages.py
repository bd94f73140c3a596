"""The pages of two reviewers: one for each alone, one for both when both are done."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from docgen.errors import UsageError
from docgen.model.tongue import say
from docgen.web.editing import Edit
from docgen.web.reviewers import compared, has_notes, initials_of, inputs_for, say_done, states_of
from docgen.web.reviewpages import note
from docgen.web.scoreview import bar_of
from docgen.web.sentences import sentences
from docgen.web.site import Site, back_to, review_read, told
from docgen.web.standing import Standing, only_shown
from docgen.web.views import page


@told
def show(request: Request) -> Response:
    """Return the page on which a reviewer says who they are, one's own page, or that of both."""
    with review_read(request) as (site, name, standing):
        if why := only_shown(standing.file):
            raise UsageError(why)
        people = initials_of(standing)
        states = states_of(site.reviews.out, _id(standing))
        who = request.query_params.get("who", "")
        if who and who not in people:
            raise UsageError(say("{who} is no reviewer of this review", who=who))
        done = len(people) > 1 and all(one in states and states[one].done for one in people)
        own = {one.path: standing.shown(one) for one in inputs_for(who, standing)} if who else {}
        return HTMLResponse(
            page(
                "reviewers.html",
                name=name,
                unit=standing.review.unit.printed if standing.review else name,
                pack=standing.pack,
                tongue=standing.pack.language,
                stamp=standing.stamp,
                people=people,
                states=states,
                who=who,
                own=own,
                notes=has_notes(standing.pack),
                rows=compared(standing, people) if done and not who else [],
                both=done,
                bar=bar_of(standing, site.undo.count(name)),
                sentences=sentences(),
                back=back_to(request) + (f"?who={quote(who)}" if who else ""),
            )
        )


@told
def post(request: Request) -> Response:
    """Note that a reviewer is done or goes on, or take the scores on which all agree."""
    form: dict[str, str] = request.state.body
    with review_read(request) as (site, name, standing):
        who = form.get("who", "")
        if form.get("agree"):
            _take_agreed(site, name, standing)
        elif who in initials_of(standing):
            say_done(site.reviews.out, _id(standing), who, done=form.get("done") == "yes")
        else:
            raise UsageError(say("{who} is no reviewer of this review", who=who))
    return RedirectResponse("/both/" + quote(name), 303)


def _id(standing: Standing) -> str:
    if standing.review is None:
        raise UsageError(say("the review has faults; mend them first"))
    return standing.review.id


def _take_agreed(site: Site, name: str, standing: Standing) -> None:
    """Write the score where all give the same and the review has none yet."""
    people = initials_of(standing)
    states = states_of(site.reviews.out, _id(standing))
    if not all(one in states and states[one].done for one in people):
        raise UsageError(say("not all reviewers are done"))
    edits = [
        Edit(f"criteria.{row.criterion.id}.score", "", row.voices[0].score)
        for row in compared(standing, people)
        if row.same and not row.agreed
    ]
    note(site, name, site.files.save(standing.file, edits))
