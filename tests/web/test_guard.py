"""The door, asked directly: which requests pass, and what each answer tells a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from asked import HOST, ORIGIN, PORT, TOKEN, Answer, ask, finished
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.web.bodies import MOST_TEXT
from docgen.web.guard import FRAME, Guard, Message, Receive, Scope, Send

COOKIE = f"docgen-{PORT}={TOKEN}"
BEARER = {"authorization": f"Bearer {TOKEN}"}
OWN = {"cookie": COOKIE, "origin": ORIGIN, "sec-fetch-site": "same-origin"}


class Door:
    """A guard before an application that says what came through."""

    def __init__(self, port: int = PORT, **headers: str) -> None:
        self.asked: list[Scope] = []
        self._headers = headers
        self.guard = Guard(self._app, token=TOKEN, port=port, refused=self._refused)

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        self.asked.append(scope)
        if scope["type"] == "http":
            await self._answer(send, 200, b"yours")

    async def _refused(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await self._answer(send, 403, b"who are you")

    async def _answer(self, send: Send, status: int, text: bytes) -> None:
        own = [(name.encode(), value.encode()) for name, value in self._headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": own})
        await send({"type": "http.response.body", "body": text})

    def ask(self, path: str = "/", headers: Mapping[str, str] | None = None, **how: Any) -> Answer:
        return ask(self.guard, path, headers=headers, **how)


@pytest.fixture
def door() -> Door:
    return Door()


# --- which machine is asked ------------------------------------------------------------------


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"[::1]:{PORT}", f"LOCALHOST:{PORT}"])
def test_this_machine_answers_by_its_own_names(door: Door, host: str) -> None:
    assert door.ask(headers={**BEARER, "host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", ""]
)
def test_a_name_that_only_leads_here_is_refused_whoever_asks(door: Door, host: str) -> None:
    answer = door.ask("/static/page.css", {**BEARER, "host": host})
    assert (answer.status, answer.text) == (421, "this address is not ours")
    assert answer.headers["connection"] == "close"
    assert door.asked == []


def test_on_the_usual_port_a_browser_names_none() -> None:
    assert Door(port=80).ask(headers={**BEARER, "host": "127.0.0.1"}).status == 200
    assert Door(port=80).ask(headers={**BEARER, "host": "127.0.0.1:80"}).status == 200


# --- who asks --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param("/", BEARER, id="in a header"),
        pytest.param("/", {"authorization": f"bearer  {TOKEN} "}, id="in other letters"),
        pytest.param("/", {"cookie": COOKIE}, id="in the cookie"),
        pytest.param("/", {"cookie": f"a=b; {COOKIE}; c=d"}, id="among other cookies"),
        pytest.param(f"/?token={TOKEN}", {}, id="in the address"),
        pytest.param(f"/?find=x&token={TOKEN}", {}, id="behind other words"),
    ],
)
def test_the_token_comes_in_three_ways(door: Door, path: str, headers: dict[str, str]) -> None:
    assert door.ask(path, headers).status == 200


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param("/", {}, id="nothing"),
        pytest.param("/", {"authorization": f"Basic {TOKEN}"}, id="another way"),
        pytest.param("/", {"authorization": "Bearer x"}, id="another token"),
        pytest.param("/", {"cookie": f"docgen-1={TOKEN}"}, id="the cookie of another port"),
        pytest.param("/", {"cookie": f"docgen-{PORT}=x"}, id="a cookie that is wrong"),
        pytest.param("/", {"cookie": 'a="\x00;=;'}, id="a cookie that is none"),
        pytest.param("/?token=", {}, id="an empty one"),
        pytest.param(f"/?token={TOKEN}x", {}, id="a longer one"),
        pytest.param(f"/?tokens={TOKEN}", {}, id="under another name"),
        pytest.param(f"/?token=x&token={TOKEN}", {}, id="the second of two"),
    ],
)
def test_without_the_token_nobody_comes_in(door: Door, path: str, headers: dict[str, str]) -> None:
    answer = door.ask(path, headers)
    assert (answer.status, answer.body) == (403, b"who are you")
    assert "set-cookie" not in answer.headers
    assert door.asked == []


@settings(max_examples=5)
@given(said=st.text(st.characters(min_codepoint=1, max_codepoint=255, exclude_characters="\r\n")))
def test_no_other_word_is_the_token(said: str) -> None:
    if said.strip() != TOKEN:
        assert Door().ask(headers={"authorization": f"Bearer {said}"}).status == 403


def test_the_token_of_the_address_goes_on_in_a_cookie_that_no_script_reads(door: Door) -> None:
    answer = door.ask(f"/?token={TOKEN}")
    assert answer.headers["set-cookie"] == f"{COOKIE}; Path=/; HttpOnly; SameSite=Strict"
    assert "set-cookie" not in door.ask("/", {"cookie": COOKIE}).headers
    assert "set-cookie" not in door.ask("/", BEARER).headers


def test_an_address_may_be_sent_to_and_is_no_key_then(door: Door) -> None:
    """Forms are sent by what knows the cookie; a link of somebody else's could hold the rest."""
    assert door.ask(f"/save?token={TOKEN}", method="POST", headers={"origin": ORIGIN}).status == 403


@pytest.mark.parametrize("path", ["/static/page.css", "/health"])
def test_what_is_everybody_s_takes_no_token(door: Door, path: str) -> None:
    assert door.ask(path, {"sec-fetch-site": "cross-site", "origin": "null"}).status == 200


# --- other sites -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "headers", "passes"),
    [
        pytest.param("POST", OWN, True, id="the page itself"),
        pytest.param("POST", {"cookie": COOKIE, "origin": ORIGIN}, True, id="an old browser"),
        pytest.param(
            "POST", {"cookie": COOKIE, "sec-fetch-site": "same-origin"}, True, id="without origin"
        ),
        pytest.param("POST", {"cookie": COOKIE}, False, id="a cookie alone"),
        pytest.param("POST", BEARER, True, id="a program"),
        pytest.param("POST", {**BEARER, "origin": "http://evil"}, False, id="a script elsewhere"),
        pytest.param("POST", {**OWN, "origin": "null"}, False, id="a sandboxed frame"),
        pytest.param("POST", {**OWN, "origin": f"https://{HOST}"}, False, id="another scheme"),
        pytest.param(
            "POST", {**OWN, "origin": f"http://localhost:{PORT}"}, False, id="our other name"
        ),
        pytest.param("GET", {"cookie": COOKIE}, True, id="a typed address"),
        pytest.param(
            "GET", {"cookie": COOKIE, "sec-fetch-site": "cross-site"}, False, id="a link elsewhere"
        ),
        pytest.param(
            "GET", {"cookie": COOKIE, "sec-fetch-site": "same-site"}, False, id="another port"
        ),
        pytest.param("GET", {"cookie": COOKIE, "sec-fetch-site": "none"}, True, id="a bookmark"),
        pytest.param("HEAD", {"cookie": COOKIE}, True, id="a look"),
        pytest.param(
            "GET", {**BEARER, "sec-fetch-site": "cross-site"}, True, id="a program that says so"
        ),
        pytest.param("PUT", {"cookie": COOKIE}, False, id="another way of writing"),
    ],
)
def test_another_site_has_no_hand_in_it(
    door: Door, method: str, headers: dict[str, str], passes: bool
) -> None:
    answer = door.ask("/save/a.yaml", headers, method=method)
    assert answer.status == (200 if passes else 403)
    assert answer.text == ("yours" if passes else "another site asked for this")
    assert bool(door.asked) is passes


# --- what an answer tells --------------------------------------------------------------------


def test_each_answer_bounds_what_a_browser_does_with_it(door: Door) -> None:
    headers = door.ask(headers=BEARER).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-store"
    assert "connection" not in headers


def test_a_refusal_tells_the_same(door: Door) -> None:
    assert "content-security-policy" in door.ask().headers
    assert door.ask().headers["cache-control"] == "no-store"


def test_files_of_ours_may_be_kept(door: Door) -> None:
    assert "cache-control" not in door.ask("/static/page.css").headers


def test_the_frame_that_draws_has_a_policy_of_its_own(door: Door) -> None:
    headers = door.ask(FRAME, BEARER).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert f"script-src {ORIGIN};" in policy
    assert "frame-ancestors 'self'" in policy
    assert "x-frame-options" not in headers


def test_what_an_answer_says_itself_stands() -> None:
    door = Door(**{"Cache-Control": "max-age=5", "X-Frame-Options": "SAMEORIGIN"})
    headers = door.ask(headers=BEARER).headers
    assert headers["cache-control"] == "max-age=5"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    own = Door(**{"set-cookie": "a=b"})
    sent: list[Message] = []
    scope = {
        "type": "http", "method": "GET", "path": "/", "query_string": f"token={TOKEN}".encode(),
        "headers": [(b"host", HOST.encode())],
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    finished(own.guard(scope, receive, send))
    cookies = [value for name, value in sent[0]["headers"] if name.lower() == b"set-cookie"]
    assert len(cookies) == 2


# --- bodies ----------------------------------------------------------------------------------


def test_what_says_that_it_is_too_long_is_refused_unread(door: Door) -> None:
    headers = {**BEARER, "content-length": str(MOST_TEXT + 1)}
    answer = door.ask("/save/a.yaml", headers, method="POST", body=b"x")
    assert (answer.status, answer.text) == (413, "that is too much")
    assert door.asked == []


def test_after_an_answer_to_half_a_body_the_line_is_closed(door: Door) -> None:
    """At once the answer, then the rest is read, then the end: else the answer would be lost."""
    done: list[str] = []
    coming = [b"x", b"y", b""]

    async def receive() -> Message:
        if coming[0] == b"y":
            await asyncio.sleep(0.05)
        piece = coming.pop(0)
        done.append("read")
        return {"type": "http.request", "body": piece, "more_body": bool(coming)}

    async def send(message: Message) -> None:
        done.append("end" if not message.get("more_body") and "body" not in message else "sent")
        if "headers" in message:
            assert (b"connection", b"close") in message["headers"]
            done[-1] = "begun"

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/save",
        "headers": [(b"host", HOST.encode())],
    }
    finished(door.guard(scope, receive, send))
    assert done == ["read", "begun", "sent", "read", "read", "end"]


def test_only_http_is_answered_and_the_start_is_handed_on(door: Door) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    finished(door.guard({"type": "websocket"}, receive, send))
    assert (door.asked, sent) == ([], [])
    finished(door.guard({"type": "lifespan"}, receive, send))
    assert [scope["type"] for scope in door.asked] == ["lifespan"]
