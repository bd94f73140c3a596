"""A store of objects on this machine: moto's server, which has a place of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from docgen.bounds.store import _store as docgens_store

_ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0
"""Seconds to wait for the server."""


def moto_program() -> str | None:
    """Return moto's server; None where it is missing."""
    own = os.environ.get("DOCGEN_MOTO", str(_ROOT / "build" / "moto" / "bin"))
    return shutil.which("moto_server", path=own)


@contextmanager
def started_store() -> Iterator[str]:
    """Yield the address of a server, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = moto_program()
    assert program is not None
    server = subprocess.Popen(
        [program, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


class Store:
    """An empty bucket, and what a test does there past docgen."""

    def __init__(self, bucket: str) -> None:
        import fsspec

        self.bucket = bucket
        self.files: Any = fsspec.filesystem(
            "s3", use_listings_cache=False, skip_instance_cache=True
        )

    @classmethod
    def fresh(cls, address: str, monkeypatch: Any) -> Store:
        """Return a new bucket of the server at `address`, which is told to docgen as to others."""
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        docgens_store.cache_clear()
        store = cls(f"bucket-{uuid.uuid4().hex[:12]}")
        store.files.call_s3("create_bucket", Bucket=store.bucket)
        return store

    def at(self, name: str) -> str:
        """Return the address of something in the bucket."""
        return f"s3://{self.bucket}/{name}"

    def put(self, name: str, data: bytes) -> None:
        """Put a file there, as any program would."""
        self.files.pipe_file(f"{self.bucket}/{name}", data)

    def get(self, name: str) -> bytes:
        """Return the bytes of a file there."""
        return bytes(self.files.cat_file(f"{self.bucket}/{name}"))

    def names(self, folder: str = "") -> list[str]:
        """Return the names of all files there."""
        start = len(self.bucket) + 1
        return sorted(one[start:] for one in self.files.find(f"{self.bucket}/{folder}"))
