"""`docgen serve`: a page to fill in reviews, on this machine alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs
from docgen.errors import UsageError
from docgen.model.tongue import say

Folder = Annotated[
    Path,
    typer.Argument(metavar="[FOLDER]", help=say("The folder of reviews (default: this folder).")),
]
Port = Annotated[
    int | None,
    typer.Option("--port", metavar="N", min=0, max=65535, help=say("The port; 0 is any free one.")),
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help=say("Show the address, open no browser."))
]
Api = Annotated[
    bool, typer.Option("--api", help=say("Serve JSON for programs, too: /api/openapi.json."))
]


def command(
    folder: Folder = Path(),
    port: Port = None,
    no_browser: NoBrowser = False,
    api: Api = False,
    packs: Packs = None,
) -> None:
    """Open a page to fill in the reviews of a folder.

    It opens in your browser; what is typed is saved into the YAML files at once. Nothing leaves
    this machine. Ctrl-C ends it.
    """
    if not folder.is_dir():
        raise UsageError(say("{folder}: is no folder", folder=folder))
    _refuse_without_extra()
    from docgen.web.server import serve, take_place

    folder = folder.resolve()
    place = take_place(folder, port)
    print(place.address, flush=True)
    print(say("Ctrl-C ends it."), file=sys.stderr, flush=True)

    from docgen.bounds.kept import keeping_alone
    from docgen.packs.library import find_library
    from docgen.web.app import make_app
    from docgen.web.site import Site

    site = Site(folder, find_library(packs))
    app = make_app(site, token=place.token, port=place.port, api=api)

    def begin() -> None:
        site.reviews.warm()
        if not no_browser:
            _open(place.address)

    with keeping_alone():
        serve(place, app, begin)


def _refuse_without_extra() -> None:
    """Raise UsageError where what serves pages is not installed."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise UsageError(
            say('docgen serve needs more than is installed: pip install "ips-docgen[web]"')
        )


def _open(address: str) -> None:
    """Open the address in the user's browser, beside the server."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
