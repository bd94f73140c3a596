"""Bodies of requests: bounded while they are read, thrown away where they are refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from asked import finished

from docgen.web import bodies
from docgen.web.bodies import MOST_BODY, MOST_TEXT, Body, Message, TooMuchError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Line:
    """The other side: it sends these pieces, then nothing more, and hangs."""

    def __init__(self, pieces: Iterable[Message]) -> None:
        self._pieces = iter(pieces)
        self.taken = 0

    async def receive(self) -> Message:
        for piece in self._pieces:
            self.taken += 1
            return piece
        await asyncio.sleep(60)
        raise AssertionError("nobody waits a minute")


def piece(size: int, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


GONE: Message = {"type": "http.disconnect"}


def body_of(pieces: Iterable[Message] = (), **headers: str) -> tuple[Body, Line]:
    line = Line(pieces)
    told: dict[str, Any] = {name.replace("_", "-"): value for name, value in headers.items()}
    return Body(line.receive, told), line


# --- how long it says that it is -------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "kind", "fits"),
    [
        pytest.param("0", "", True, id="nothing"),
        pytest.param(str(MOST_TEXT), "", True, id="as much as a text may be"),
        pytest.param(str(MOST_TEXT + 1), "", False, id="a byte more"),
        pytest.param(str(MOST_TEXT + 1), "application/json", False, id="JSON is a text"),
        pytest.param(str(MOST_BODY), WORD, True, id="as much as a Word file may be"),
        pytest.param(str(MOST_BODY + 1), WORD, False, id="a byte more than a Word file"),
        pytest.param(str(MOST_BODY), "application/jsonl", True, id="many reviews"),
        pytest.param("-1", "", False, id="less than nothing"),
        pytest.param("12a", "", False, id="no number"),
        pytest.param("", "", False, id="no digit"),
        pytest.param("9" * 5000, "", False, id="more digits than Python reads"),
        pytest.param("0" * 11 + "1", "", False, id="more digits than any file has"),
        pytest.param("²", "", False, id="a digit of another kind"),
    ],
)
def test_what_says_that_it_is_too_long_does_not_fit(length: str, kind: str, fits: bool) -> None:
    body, _ = body_of(content_length=length, content_type=kind)
    assert body.fits() is fits


def test_one_that_does_not_say_fits_until_it_is_read() -> None:
    body, _ = body_of()
    assert body.fits()


# --- reading ---------------------------------------------------------------------------------


def test_it_is_read_as_it_comes() -> None:
    sent = [piece(3), piece(0), piece(2, more=False)]
    body, _ = body_of(sent)

    async def read() -> list[Message]:
        return [await body.receive() for _ in sent]

    assert finished(read()) == sent


@pytest.mark.parametrize(
    ("kind", "most"), [("", MOST_TEXT), (WORD, MOST_BODY)], ids=["a text", "a Word file"]
)
def test_reading_stops_where_it_becomes_too_long(kind: str, most: int) -> None:
    """Whatever its header says."""
    body, line = body_of([piece(most), piece(1), piece(1)], content_length="5", content_type=kind)

    async def read() -> None:
        await body.receive()
        with pytest.raises(TooMuchError):
            await body.receive()

    finished(read())
    assert line.taken == 2


def test_that_the_other_side_has_gone_is_handed_on() -> None:
    body, _ = body_of([GONE])
    assert finished(body.receive()) == GONE
    assert finished(body.at_hand())


# --- throwing away ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        pytest.param([piece(5, more=False)], True, id="it came whole"),
        pytest.param([piece(5), piece(5, more=False)], True, id="in two pieces"),
        pytest.param([GONE], True, id="the other side has gone"),
        pytest.param([piece(5)], False, id="more is to come"),
        pytest.param([], False, id="nothing has come"),
    ],
)
def test_what_has_come_is_read_before_the_answer_and_no_more_is_waited_for(
    pieces: list[Message], whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_AT_HAND", 0.005)
    body, line = body_of(pieces)
    assert finished(body.at_hand()) is whole
    assert line.taken == len(pieces)


def test_the_rest_is_read_up_to_its_end() -> None:
    body, line = body_of([piece(1_000_000)] * 5 + [piece(1, more=False)] + [piece(1)] * 5)
    finished(body.throw_away())
    assert line.taken == 6


def test_a_body_without_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_MOST_THROWN", 1_000)
    body, line = body_of([piece(100)] * 50)
    finished(body.throw_away())
    assert line.taken == 11


def test_one_that_sends_nothing_more_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "_PATIENCE", 0.005)
    body, line = body_of([piece(100)])
    finished(body.throw_away())
    assert line.taken == 1


@pytest.mark.parametrize("expect", ["100-continue", "100-Continue"])
def test_who_waits_to_be_told_to_go_on_has_sent_nothing(expect: str) -> None:
    body, line = body_of([piece(5, more=False)], expect=expect)
    assert not finished(body.at_hand())
    finished(body.throw_away())
    assert line.taken == 0


def test_who_was_told_to_go_on_sends_the_rest() -> None:
    body, line = body_of([piece(5), piece(5, more=False)], expect="100-continue")

    async def both() -> None:
        await body.receive()
        await body.throw_away()

    finished(both())
    assert line.taken == 2
