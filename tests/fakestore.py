"""A store of objects in this process, for what no real one does on demand."""

from __future__ import annotations

import hashlib
from typing import Any


class FakeStore:
    """What docgen asks of s3fs; `heeds` conditions or, as some servers do, passes over them."""

    def __init__(self, *, heeds: bool = True) -> None:
        self.heeds = heeds
        self.objects: dict[str, tuple[bytes, dict[str, str]]] = {}

    def put(self, key: str, data: bytes) -> None:
        """Put an object there, as any program would."""
        self.objects[key] = (data, {})

    def get(self, key: str) -> bytes:
        """Return the bytes of an object."""
        return self.objects[key][0]

    def call_s3(self, name: str, **asked: Any) -> dict[str, Any]:
        """Answer a call of S3."""
        key = f"{asked['Bucket']}/{asked.get('Key', asked.get('Prefix'))}"
        if name == "list_objects_v2":
            return {"KeyCount": sum(one.startswith(key) for one in self.objects)}
        if name == "put_object":
            self._refuse(key, asked)
            self.objects[key] = (asked["Body"], asked.get("Metadata", {}))
        if key not in self.objects:
            raise FileNotFoundError(key)
        data, told = self.objects[key]
        return {"ETag": self._tag(key), "ContentLength": len(data), "Metadata": told}

    def cat_file(self, key: str, start: int, end: int) -> bytes:
        """Return a piece of an object."""
        if key not in self.objects:
            raise FileNotFoundError(key)
        return self.get(key)[start:end]

    def find(self, folder: str, *, detail: bool) -> dict[str, dict[str, str]]:
        """Return all objects below a name."""
        assert detail
        below = [key for key in self.objects if key.startswith(f"{folder}/")]
        return {key: {"ETag": self._tag(key)} for key in below}

    def ls(self, folder: str, *, detail: bool) -> list[dict[str, str]]:
        """Return the objects and folders just below a name, as s3fs does."""
        found = {}
        for key in self.find(folder, detail=detail):
            step, slash, _ = key[len(folder) + 1 :].partition("/")
            name = f"{folder}/{step}"
            found[name] = {"name": name, "type": "directory" if slash else "file"}
        return list(found.values())

    def _tag(self, key: str) -> str:
        return hashlib.sha256(self.get(key)).hexdigest()

    def _refuse(self, key: str, asked: dict[str, Any]) -> None:
        if not self.heeds:
            return
        there = key in self.objects
        if there and "IfNoneMatch" in asked:
            raise FileExistsError(key)
        if "IfMatch" in asked and not (there and self._tag(key) == asked["IfMatch"]):
            raise FileExistsError(key)
