"""JSON over HTTP for programs: check, score, a report, many reports as a zip; nothing is kept.

A review comes as JSON in the body, with all its values: neither defaults nor earlier reviews of
this machine are added to it. No line of a log holds anything of it.
"""

from __future__ import annotations

import asyncio
import atexit
import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from docgen.bounds.unforeseen import faults_of
from docgen.check.formats import as_json
from docgen.check.run import check_loaded
from docgen.errors import DocgenError, InvalidDataError, TemplateError, UsageError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.model import Problem
from docgen.model.tongue import speaking
from docgen.output.save import safe_name
from docgen.packs.library import Library
from docgen.report import Options, prepare_report
from docgen.review.file import Loaded, read_content, refuse_faults
from docgen.review.load import pack_of, review_of
from docgen.scoring.score import score_row
from docgen.web.openapi import description
from docgen.web.reportpages import WORD

AT_ONCE = 4
"""Requests that are worked on; as many wait, all others are told to come again (429)."""
MOST_LINES = 5000
"""Reviews of one zip."""
_NAME = "review.json"


class Programs:
    """What programs ask for, over one folder that holds nothing."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._desk = Path(mkdtemp(prefix="docgen-api-"))
        atexit.register(rmtree, self._desk, ignore_errors=True)
        (self._desk / ".git").touch()  # no defaults and no earlier reviews are looked for above
        self._active = 0
        self._turn = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/api/openapi.json", self._description),
            Route("/api/check", self._with_review(self._check), methods=["POST"]),
            Route("/api/score", self._with_review(self._score), methods=["POST"]),
            Route("/api/report", self._with_review(self._report), methods=["POST"]),
            Route("/api/reports", self._reports, methods=["POST"]),
        ]

    async def _description(self, request: Request) -> Response:
        del request
        return JSONResponse(description(self.library))

    def _with_review(self, work: Callable[[Loaded, Request], Response]) -> Callable[[Request], Any]:
        """Return an endpoint that works on the review in the body, when it is its turn."""

        async def answer(request: Request) -> Response:
            content = await request.body()
            if self._active >= 2 * AT_ONCE:
                return _busy()
            self._active += 1
            try:
                async with self._turn:
                    return await run_in_threadpool(self._answered, work, content, request)
            finally:
                self._active -= 1

        return answer

    def _answered(
        self, work: Callable[[Loaded, Request], Response], content: bytes, request: Request
    ) -> Response:
        try:
            with faults_of(_NAME):
                return work(self._loaded(content), request)
        except UsageError as error:
            return JSONResponse({"error": str(error), "findings": []}, 422)
        except DocgenError as error:
            return JSONResponse(_fault_body(error), 422)

    def _loaded(self, content: bytes) -> Loaded:
        """Return the data of a review; raises DocgenError."""
        source = read_content(content, self._desk / _NAME, go_on=False)
        if not isinstance(source.data, dict):
            raise InvalidDataError([Problem("no-mapping", "the body is no JSON object", _NAME)])
        return Loaded(source.data, (source,))

    def _check(self, loaded: Loaded, request: Request) -> Response:
        del request
        with speaking(self._language(loaded)):
            found = check_loaded(loaded, library=self.library)
        return Response(_without_folder(as_json(found), self._desk), media_type="application/json")

    def _score(self, loaded: Loaded, request: Request) -> Response:
        del request
        with speaking(self._language(loaded)):
            review = review_of(refuse_faults(loaded), library=self.library)
            found = Assessed(review, self.library, HistoryCache())
            row = score_row(review, found.pack, found.result, found.proposals, review.previous)
        return JSONResponse(row)

    def _report(self, loaded: Loaded, request: Request) -> Response:
        with speaking(self._language(loaded)):
            data, name = self._rendered(loaded, _options(request))
        headers = {"content-disposition": f'attachment; filename="{_ascii(name)}"'}
        return Response(data, media_type=WORD, headers=headers)

    def _rendered(self, loaded: Loaded, options: Options) -> tuple[bytes, str]:
        review = review_of(refuse_faults(loaded), library=self.library)
        report = prepare_report(review, options, self.library, HistoryCache())
        return report.render(), report.file_name

    def _language(self, loaded: Loaded) -> str:
        return pack_of(loaded, self.library).language

    async def _reports(self, request: Request) -> Response:
        """Return the reports of the reviews in the body, one a line, as a zip as it is made."""
        lines = [line for line in (await request.body()).split(b"\n") if line.strip()]
        if len(lines) > MOST_LINES:
            return JSONResponse({"error": "too many reviews", "findings": []}, 413)
        if self._active >= 2 * AT_ONCE:
            return _busy()
        try:
            options = _options(request)
        except UsageError as error:
            return JSONResponse({"error": str(error), "findings": []}, 422)
        return StreamingResponse(self._zip(lines, options), media_type="application/zip")

    async def _zip(self, lines: list[bytes], options: Options) -> AsyncIterator[bytes]:
        self._active += 1
        try:
            async with self._turn:
                pieces = self._pieces(lines, options)
                while (piece := await run_in_threadpool(next, pieces, None)) is not None:
                    if piece:
                        yield piece
        finally:
            self._active -= 1

    def _pieces(self, lines: list[bytes], options: Options) -> Iterator[bytes]:
        """Yield a zip piece by piece; a broken review stops no other, `findings.jsonl` tells."""
        stream = _Pieces()
        told, names = [], set()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for number, line in enumerate(lines, 1):
                try:
                    with faults_of(_NAME):
                        loaded = self._loaded(line)
                        with speaking(self._language(loaded)):
                            data, name = self._rendered(loaded, options)
                        if name.casefold() in names:
                            raise UsageError(f"two reviews make {name}; give each an id of its own")
                        names.add(name.casefold())
                        archive.writestr(_entry(name), data)
                except DocgenError as error:
                    told.append({"line": number, **_fault_body(error)})
                yield stream.taken()
            rows = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told)
            archive.writestr(_entry("findings.jsonl"), _without_folder(rows, self._desk))
        yield stream.taken()


class _Pieces(io.RawIOBase):
    """A file that is handed out as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def write(self, data: Any) -> int:
        """Keep what is written."""
        self._written += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        found, self._written = bytes(self._written), bytearray()
        return found


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(safe_name(name), (1980, 1, 1, 0, 0, 0))


def _options(request: Request) -> Options:
    """Return how a report is wished; raises UsageError."""
    query = request.query_params
    flags = {}
    for name in ("draft", "plain"):
        said = query.get(name, "false")
        if said not in ("true", "false"):
            raise UsageError(f"{name} is true or false")
        flags[name] = said == "true"
    return Options(query.get("document", "report"), **flags)


def _fault_body(error: DocgenError) -> dict[str, Any]:
    """Return what is wrong, without a path of this machine."""
    problems = error.problems if isinstance(error, InvalidDataError | TemplateError) else ()
    rows = json.loads(as_json([one._replace(file=_NAME) for one in problems]))
    message = getattr(error, "message", "") or ("" if problems else str(error))
    return {"error": message or "the review has faults", "findings": rows}


def _without_folder(text: str, desk: Path) -> str:
    return text.replace(json.dumps(str(desk / _NAME))[1:-1], _NAME)


def _ascii(name: str) -> str:
    return "".join(char if " " < char < "\x7f" and char not in '"\\%' else "-" for char in name)


def _busy() -> Response:
    return JSONResponse({"error": "busy; come again", "findings": []}, 429, {"retry-after": "1"})
