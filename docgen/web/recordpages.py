"""Lists of records on the page of a review: one more, one less, one up or down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from docgen.errors import UsageError
from docgen.model.place import mapping_in
from docgen.model.tongue import say
from docgen.web.editing import record_shown
from docgen.web.site import Site, review_asked, told_as_data
from docgen.web.standing import Standing

ACTIONS = ("add", "remove", "up", "down")
"""What the buttons of a record do."""


@told_as_data
def records(request: Request) -> Response:
    """Change a list of records as a button of the page asks for."""
    with review_asked(request) as (site, name, file):
        _change(site, name, file, request.state.body)
        return JSONResponse({"done": True})


def pressed(site: Site, name: str, form: Mapping[str, str], standing: Standing) -> None:
    """Do the same for the button that a browser without scripts sent with its form."""
    for action in ACTIONS:
        listed, _, number = form.get(f"~{action}", "").partition(".")
        if listed and number.isdecimal():
            index = int(number)
            there = standing.data.get(listed) or []
            mark = record_shown(standing, listed, index) if index < len(there) else ""
            body = {"list": listed, "index": index, "mark": mark, "action": action}
            _change(site, name, standing.file, body)


def _change(site: Site, name: str, file: Path, body: Any) -> None:
    wanted = mapping_in(body)
    listed, index, action = (wanted.get(key) for key in ("list", "index", "action"))
    if not isinstance(listed, str) or not isinstance(index, int) or index < 0:
        raise UsageError(say("these are no edits"))
    if action not in ACTIONS:
        raise UsageError(say("these are no edits"))
    mark = str(wanted.get("mark"))
    if action == "add":
        saved = site.files.add(file, listed, index)
    elif action == "remove":
        saved = site.files.remove(file, listed, index, mark)
    else:
        saved = site.files.move(file, listed, index, mark, -1 if action == "up" else 1)
    if action != "add":
        site.undo.forget(name, listed)
    if saved.conflicts:
        raise UsageError(say("the list was changed meanwhile; look at it and try again"))
