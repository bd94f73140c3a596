"""`docgen serve`: one line where it cannot, the address first, a browser where it is wanted."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from commands import Run, one_line

from docgen.cli import serve
from docgen.errors import UsageError
from docgen.web import server
from docgen.web.folder import Reviews

PLACE = SimpleNamespace(address="http://127.0.0.1:8532/?token=t", token="t", port=8532)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what happened: the place that was asked for, warm reviews, the browser."""
    done: list[Any] = []

    def take(folder: Path, port: int | None) -> Any:
        done.append((folder, port))
        return PLACE

    def answer(place: Any, app: object, ready: Callable[[], None]) -> None:
        assert place is PLACE
        assert callable(app)
        ready()

    monkeypatch.setattr(server, "take_place", take)
    monkeypatch.setattr(server, "serve", answer)
    monkeypatch.setattr(Reviews, "warm", lambda _: done.append("warm"))
    monkeypatch.setattr(serve, "_open", lambda address: done.append(address))
    return done


def test_the_address_is_told_and_opened_when_it_answers(
    run: Run, served: list[Any], tmp_path: Path
) -> None:
    assert run("serve") == (0, f"{PLACE.address}\n", "Ctrl-C ends it.\n")
    assert served == [(tmp_path.resolve(), None), "warm", PLACE.address]


def test_without_a_browser_none_is_opened(run: Run, served: list[Any], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert run("serve", "data", "--no-browser", "--port", "0", "--api")[0] == 0
    assert served == [((tmp_path / "data").resolve(), 0), "warm"]


def test_what_is_no_folder_is_one_line(run: Run, served: list[Any], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    for name in ("nothing", "a.yaml"):
        code, out, err = run("serve", name)
        assert (code, out) == (2, "")
        one_line(err, f"{name}: is no folder")
    assert served == []


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_is_one_that_there_is(run: Run, served: list[Any], port: str) -> None:
    assert run("serve", "--port", port)[0] == 2
    assert served == []


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else 1)
    with pytest.raises(UsageError, match=r'pip install "ips-docgen\[web\]"'):
        serve._refuse_without_extra()
