"""What comes in the body of a request: bounded while it is read, thrown away where it is refused.

A server that answers and hangs up while the other side still sends takes its own answer away: the
other side sees a broken line. So the answer goes at once, and the rest of the body is read, and not
kept, before the line is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

MOST_BODY = 9_000_000
"""Bytes of a body: a Word file with pictures, many reviews."""
MOST_TEXT = 2_000_000
"""Bytes of a body that is no Word file."""
_MOST_THROWN = 64_000_000
"""Bytes that are read to be thrown away; who sends more meets a closed line."""
_PATIENCE = 10.0
"""Seconds for it, once the answer has gone."""
_AT_HAND = 0.02
"""Seconds for what has come already, before the answer goes."""


class TooMuchError(Exception):
    """A body is longer than what is read."""


class Body:
    """The body of one request."""

    def __init__(self, receive: Receive, headers: MutableMapping[str, str]) -> None:
        self._receive = receive
        self._most = _limit(headers)
        self._said = headers.get("content-length", "0")
        self._asked = "100-continue" in headers.get("expect", "").lower()
        self._read = 0
        self._ended = False

    def fits(self) -> bool:
        """Return whether it is as long as it may be, as far as its header says."""
        return self._said.isdecimal() and len(self._said) < 12 and int(self._said) <= self._most

    async def receive(self) -> Message:
        """Return the next piece; raises TooMuchError."""
        message = await self._next()
        if self._read > self._most:
            raise TooMuchError
        return message

    async def at_hand(self) -> bool:
        """Read what has come already; return whether that is all of it, so the line goes on."""
        await self._throw_away(_AT_HAND)
        return self._ended

    async def throw_away(self) -> None:
        """Read what is left, up to a bound."""
        await self._throw_away(_PATIENCE)

    async def _throw_away(self, seconds: float) -> None:
        if self._asked and not self._read:
            return  # who waits to be told to go on has sent nothing yet
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._ended and self._read <= _MOST_THROWN:
                    await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
        self._ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message


def _limit(headers: MutableMapping[str, str]) -> int:
    kind = headers.get("content-type", "")
    large = kind.startswith(("application/vnd.openxmlformats", "application/jsonl"))
    return MOST_BODY if large else MOST_TEXT
