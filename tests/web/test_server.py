"""The place of a page: a port of this machine, a token that a folder keeps, an orderly start."""

from __future__ import annotations

import json
import os
import socket
import stat
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from asked import apart

from docgen import cache
from docgen.errors import UsageError
from docgen.web import server
from docgen.web.server import PORT, Place, serve, take_place


@pytest.fixture
def free() -> int:
    """Return the first of some ports that are free just now."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return min(port, 65_000)


@pytest.fixture
def folder(own_cache: Path, tmp_path: Path) -> Path:
    """Return a folder of reviews, with a cache of its own to keep its token in."""
    assert own_cache.parent == tmp_path
    return tmp_path / "anmeldelser ø"


def taken(folder: Path, port: int | None) -> Place:
    place = take_place(folder, port)
    place.socket.close()
    return place


def kept(own_cache: Path) -> Path:
    (file,) = own_cache.glob("serve-*.json")
    return file


def test_a_place_is_an_address_of_this_machine_with_the_token(folder: Path) -> None:
    with closing(take_place(folder, 0).socket) as found:
        place = Place(found, "t")
        parts = urlsplit(place.address)
        assert (parts.hostname, parts.port) == ("127.0.0.1", place.port)
        assert parse_qs(parts.query) == {"token": ["t"]}
        assert found.getsockname()[0] == "127.0.0.1"
        with closing(socket.create_connection(("127.0.0.1", place.port), 5)):
            pass


def test_no_answer_waits_for_the_other_side(folder: Path) -> None:
    with closing(take_place(folder, 0).socket) as found:
        assert found.proto == socket.IPPROTO_TCP


def test_a_token_cannot_be_guessed_and_stands_in_an_address(folder: Path, tmp_path: Path) -> None:
    tokens = {taken(folder, 0).token, taken(tmp_path / "other", 0).token}
    assert len(tokens) == 2
    for token in tokens:
        assert len(token) >= 24
        assert all(letter.isalnum() or letter in "-_" for letter in token)


def test_a_folder_keeps_its_token_and_its_port(folder: Path, free: int) -> None:
    first = take_place(folder, free)
    port = first.port
    first.socket.close()
    with closing(take_place(folder, None).socket) as again:
        assert again.getsockname()[1] == port
    assert taken(folder, free).token == first.token


def test_a_taken_port_leads_to_the_next(folder: Path, free: int) -> None:
    with (
        closing(take_place(folder, free).socket) as first,
        closing(take_place(folder, first.getsockname()[1]).socket) as second,
    ):
        one, two = first.getsockname()[1], second.getsockname()[1]
        assert one < two <= one + 20


def test_where_all_are_taken_the_way_out_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def refuse(port: int) -> socket.socket:
        asked.append(port)
        raise OSError

    monkeypatch.setattr(server, "_listening", refuse)
    with pytest.raises(UsageError, match=r"the ports 8600 to 8619 are taken.*--port 0 takes any"):
        take_place(folder, 8600)
    assert asked == list(range(8600, 8620))
    asked.clear()
    with pytest.raises(UsageError):
        take_place(folder, 0)
    assert asked == [0]
    asked.clear()
    with pytest.raises(UsageError):
        take_place(folder, 65_534)
    assert asked == [65_534, 65_535]
    asked.clear()
    with pytest.raises(UsageError):
        take_place(folder, None)
    assert asked[0] == PORT


def test_one_that_cannot_listen_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[socket.socket] = []
    real = socket.socket

    class Deaf(real):  # type: ignore[misc,valid-type]
        def __init__(self, *how: Any) -> None:
            super().__init__(*how)
            made.append(self)

        def listen(self, *_: Any) -> None:
            raise OSError

    monkeypatch.setattr(socket, "socket", Deaf)
    with pytest.raises(OSError, match=r"^$"):
        server._listening(0)
    assert [one.fileno() for one in made] == [-1]


# --- what is kept of a folder ----------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a profile closed by itself")
def test_nobody_else_can_read_the_token(folder: Path, own_cache: Path) -> None:
    place = taken(folder, 0)
    file = kept(own_cache)
    assert json.loads(file.read_text(encoding="utf-8"))["token"] == place.token
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "anmeldelser" not in file.name


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="without a token"),
        pytest.param('{"token": "short", "port": 8532}', id="a short token"),
        pytest.param(json.dumps({"token": 10**30, "port": 8532}), id="a number"),
        pytest.param(json.dumps({"token": "x" * 24, "port": "8532"}), id="a port in words"),
    ],
)
def test_what_is_not_what_docgen_keeps_is_made_anew(
    folder: Path, own_cache: Path, content: str
) -> None:
    taken(folder, 0)
    kept(own_cache).write_text(content, encoding="utf-8")
    place = taken(folder, 0)
    assert len(place.token) >= 24
    assert place.token not in content
    assert json.loads(kept(own_cache).read_text(encoding="utf-8"))["token"] == place.token


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_is_not_followed(folder: Path, own_cache: Path, tmp_path: Path) -> None:
    first = taken(folder, 0)
    file = kept(own_cache)
    (tmp_path / "mine.json").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(tmp_path / "mine.json")
    assert taken(folder, 0).token != first.token


def test_without_a_cache_each_start_has_a_token_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, "off")
    cache._place.cache_clear()
    assert taken(folder, 0).token != taken(folder, 0).token


# --- serving ---------------------------------------------------------------------------------


def test_it_tells_when_it_answers_and_logs_no_address(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = take_place(folder, 0)
    told: list[str] = []
    seen: dict[str, Any] = {}

    async def startup(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        seen.update(vars(self.config), sockets=sockets)
        assert told == []
        self.started, self.should_exit = True, True

    async def nothing(*_: object, **__: object) -> None:
        return

    async def app(scope: object, receive: object, send: object) -> None:
        raise AssertionError((scope, receive, send))

    monkeypatch.setattr(uvicorn.Server, "startup", startup)
    monkeypatch.setattr(uvicorn.Server, "shutdown", nothing)
    monkeypatch.setattr(uvicorn.Server, "main_loop", nothing)
    apart(lambda: serve(place, app, lambda: told.append("ready")))
    place.socket.close()
    assert told == ["ready"]
    assert seen["sockets"] == [place.socket]
    assert (seen["access_log"], seen["server_header"], seen["lifespan"]) == (False, False, "off")
    assert seen["log_level"] == "error"
