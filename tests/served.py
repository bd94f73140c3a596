"""A page to fill in, served by a process of its own, for tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

ROOT = Path(__file__).parents[1]
FJORDBY = "dk/fjordby-2023.yaml"


class Served:
    """One `docgen serve`."""

    def __init__(
        self, folder: Path, options: Sequence[str] = (), port: int = 0,
        program: Sequence[str] = (sys.executable, "-m", "docgen"),
    ) -> None:  # fmt: skip
        self.folder = folder
        command = [*program, "serve", str(folder), "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--port", str(port), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        parts = urlsplit(self.address)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.token = parts.query.removeprefix("token=")
        self.port = parts.port or 0

    def at(self, path: str) -> str:
        """Return the address of a page, the token in it."""
        return f"{self.origin}{path}{'&' if '?' in path else '?'}token={self.token}"

    def ask(
        self, path: str, body: bytes | None = None, *, headers: dict[str, str] | None = None,
        method: str | None = None, known: bool = True,
    ) -> tuple[int, str, Any]:  # fmt: skip
        """Return status, text and headers of an answer."""
        own = {"Authorization": f"Bearer {self.token}"} if known else {}
        kind = {"Content-Type": "application/json"} if body is not None else {}
        request = Request(
            self.origin + path, body, {**own, **kind, **(headers or {})}, method=method
        )
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace"), answer.headers
        except HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; return exit code and what it said."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=20)[1]
        return self.process.returncode, said


@contextmanager
def served(folder: Path, *options: str, port: int = 0, **more: Any) -> Iterator[Served]:
    """Serve a folder while the block runs."""
    site = Served(folder, options, port, **more)
    try:
        yield site
    finally:
        if site.process.poll() is None:
            site.kill()


def samples(folder: Path, *countries: str) -> Path:
    """Put the sample reviews of countries into a folder."""
    for country in countries or ("dk",):
        shutil.copytree(ROOT / "data" / country, folder / country)
    return folder
