"""The door of the page: this machine alone, with the token; nothing of other sites comes in.

Loopback addresses alone are answered (a foreign name that leads here is DNS rebinding). The token
comes once in the address and goes on in a cookie that no script reads and no other site sends.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from docgen.model.tongue import say
from docgen.web.bodies import Body, Message, Receive

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_OPEN = ("/static/", "/health")
_SAFE = ("GET", "HEAD")
_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
FRAME = "/preview-frame"
"""The page in a sandboxed frame that draws a Word file; it has a policy of its own."""
_FRAME_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src {origin}; style-src {origin} "
    "'unsafe-inline'; img-src data: blob:; font-src data: blob:; frame-ancestors 'self'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Lets requests through to an application that come from its own page or know the token."""

    def __init__(self, app: App, *, token: str, port: int, refused: App) -> None:
        """`refused` answers who has no token."""
        self._app, self._token, self._refused = app, token, refused
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        if port == 80:
            self._hosts |= {"127.0.0.1", "localhost", "[::1]"}
        self.cookie = f"docgen-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1")
                   for name, value in scope["headers"]}  # fmt: skip
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            await _refuse(send, 421, say("this address is not ours"))
            return
        body = Body(receive, headers)
        send = self._with_headers(send, scope, host, body)
        path, method = scope["path"], scope["method"]
        free = path.startswith(_OPEN)  # the sandboxed frame loads scripts as another site would
        known = "" if free else self._knows(scope, headers)
        if not known and not free:
            await self._refused(scope, body.receive, send)
        elif not free and self._is_foreign(method, headers, host, known=known):
            await _refuse(send, 403, say("another site asked for this"))
        elif not body.fits():
            await _refuse(send, 413, say("that is too much"))
        else:
            await self._app(scope, body.receive, send)

    def _knows(self, scope: Scope, headers: MutableMapping[str, str]) -> str:
        """Return how the token came: `address`, `header`, `cookie`; empty where it did not."""
        bearer = headers.get("authorization", "")
        if bearer.lower().startswith("bearer ") and self._is_token(bearer[7:].strip()):
            return "header"
        query = scope.get("query_string", b"").decode("latin-1")
        if "token=" in query and scope["method"] in _SAFE:
            tokens = parse_qs(query).get("token", [])
            if tokens and self._is_token(tokens[0]):
                scope["docgen_token"] = True
                return "address"
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return "cookie" if found is not None and self._is_token(found.value) else ""

    def _is_token(self, said: str) -> bool:
        return hmac.compare_digest(said.encode(), self._token.encode())

    def _is_foreign(
        self, method: str, headers: MutableMapping[str, str], host: str, *, known: str
    ) -> bool:
        """Return whether another site is behind a request, as far as browsers tell."""
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return True
        site = headers.get("sec-fetch-site", "")
        if method in _SAFE:
            return known == "cookie" and site in ("cross-site", "same-site")
        if known == "header":
            return False
        return origin is None and site != "same-origin"

    def _with_headers(self, send: Send, scope: Scope, host: str, body: Body) -> Send:
        """Return a way to answer that says what a browser may do with it."""
        ended = True

        async def answer(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                ended = await body.at_hand()
                own = list(message.get("headers", []))
                names = {name.lower() for name, _ in own}
                framed = scope["path"] == FRAME
                policy = _FRAME_POLICY.format(origin=f"http://{host}") if framed else _POLICY
                more = {**_HEADERS, "content-security-policy": policy}
                if framed:
                    del more["x-frame-options"]
                if not ended:
                    more["connection"] = "close"
                if not scope["path"].startswith("/static/"):
                    more["cache-control"] = "no-store"
                if scope.get("docgen_token"):
                    more["set-cookie"] = (
                        f"{self.cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"
                    )
                own += [(name.encode(), value.encode("latin-1")) for name, value in more.items()
                        if name.encode() not in names or name == "set-cookie"]  # fmt: skip
                message = {**message, "headers": own}
            elif not ended and not message.get("more_body", False):
                await send({**message, "more_body": True})
                await body.throw_away()
                message = {"type": message["type"]}
            await send(message)

        return answer


async def _refuse(send: Send, status: int, why: str) -> None:
    text = why.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"),
               (b"content-length", str(len(text)).encode())]  # fmt: skip
    if status == 421:  # whoever it is, nothing more is read
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
