"""Read a catalogue (.po): each English sentence with what is said for it in one language.

The catalogues are read as they are kept, without a compiled copy beside them: that takes some
milliseconds, once, and only where something is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_LINE = re.compile(r'^(?:(msg\S+) )?(".*")$', re.MULTILINE)
Forms = tuple[str, ...]
"""What is said: of one thing, of several."""


def read_sentences(file: Path) -> Mapping[str, Forms]:
    """Return the sentences of a catalogue that are translated; a missing file has none."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        return {}
    return {
        sentence: forms for sentence, forms in _entries(text) if sentence and forms and all(forms)
    }


def _entries(text: str) -> Iterator[tuple[str, Forms]]:
    """Yield sentence and forms of each entry; those of one thing and several have one sentence."""
    lines = _LINE.findall(text)
    texts: list[str] = json.loads(f"[{','.join(quoted for _, quoted in lines)}]")
    entry: list[list[str]] = []
    for (word, _), piece in zip([*lines, ("msgid", "")], [*texts, ""], strict=True):
        if word == "msgid":
            if entry:
                yield entry[0][0], tuple(said for said, kind in entry if kind == "msgstr")
            entry = []
        if word:
            entry.append([piece, word.partition("[")[0]])
        else:
            entry[-1][0] += piece
