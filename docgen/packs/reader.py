"""The values that files of a pack hold: records, texts, lists, whole numbers, true and false."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from docgen.model import Data
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.word.render.text import FORBIDDEN
from docgen.yamlfile.reader import FileReader


class PackReader(FileReader):
    """The data of one file of a pack; what is absent is a fault unless it has a default."""

    def records(self, data: Any, where: Where, known: Collection[str]) -> list[tuple[Where, Data]]:
        """Return the mappings of a list, each with its place."""
        if data == []:
            self.wrong(where, say("a list (`- ` lines)"), data)
        places: list[tuple[Where, Any]] = [
            ((*where, index), entry) for index, entry in enumerate(self.entries(data, where))
        ]
        return [(here, self.mapping(entry, here, known)) for here, entry in places]

    def text(self, data: Data, key: str, where: Where, *, default: str | None = None) -> str:
        """Return a text without the line break at its end; a whole number counts as typed."""
        value = data.get(key)
        if value is None and default is not None:
            return default
        return self._text(value, (*where, key))

    def texts(self, data: Data, key: str, where: Where) -> tuple[str, ...]:
        """Return a list of texts; absent is empty."""
        value, here = data.get(key), (*where, key)
        entries = (
            [] if value is None else self.entries(value, here, say("a list of texts (`- ` lines)"))
        )
        return tuple(self._text(entry, (*here, index)) for index, entry in enumerate(entries))

    def texts_by_key(self, data: Data, key: str, where: Where = ()) -> dict[str, str]:
        """Return texts by key; absent is empty."""
        value, here = data.get(key), (*where, key)
        found = {} if value is None else self.mapping(value, here)
        return {name: self._text(text, (*here, name)) for name, text in found.items()}

    def lists_by_key(self, data: Data, key: str) -> dict[str, tuple[str, ...]]:
        """Return lists of texts by key; absent is empty."""
        value = data.get(key)
        found = {} if value is None else self.mapping(value, (key,))
        return {name: self.texts(found, name, (key,)) for name in found}

    def whole(self, data: Data, key: str, where: Where) -> int:
        """Return a whole number."""
        value = data.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong((*where, key), say("a whole number"), value)
        return 0

    def flag(self, data: Data, key: str, where: Where, *, default: bool) -> bool:
        """Return true or false."""
        value = data.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong((*where, key), say("true or false"), value)
        return default

    def _refuse_unprintable(self, text: str, where: Where) -> None:
        """Note a character that no Word file may hold; an escape in quotes can mean one."""
        if found := FORBIDDEN.search(text):
            message = say(
                "the text holds the control character U+{code:04X}; delete it", code=ord(found[0])
            )
            self.fault("control-character", where, message)

    def _text(self, value: Any, where: Where) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            self._refuse_unprintable(value, where)
            return value.rstrip("\n")
        quoted = say("; put it in quotes") if isinstance(value, bool | float) else ""
        self.wrong(where, say("a text"), value, quoted)
        return ""
