"""Ways to damage data and text, whatever they mean: used by the mutators of all kinds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Path_ = tuple[str | int, ...]

VALUES: tuple[Any, ...] = (
    *(None, "", " ", 0, -1, 6, 2.5, 1e15, 1e300, 10**18, 10**300, True, False),
    *([], {}, [None], [[]], {"": ""}, {"a": {"b": "c"}}, [1, "x", None, {"a": 1}]),
    *("no", "12:30", "2026-02-30", "2026-03-10", "1e5", "007", "-", "- a\n- b", "a\n\nb", "~"),
    *("{{ 7*7 }}", "{% if %}", "{#", "<w:t>&amp;", "]]>", "&#0;", "\x00", "\x1b[31m", "\u202e"),
    *(
        "\ufffe",
        "\u2028",
        "\u00a0",
        "e\u0301" * 50,
        "\U0001f600",
        "\ud83d\ude00",
        "=1+1",
        "x" * 300,
    ),
    *("../../x", "/etc/x", "C:\\x", "//host/x", "con", ".", "..", "a/b", "a\x00b", "%s%n"),
)
"""Values that stand where they do not belong."""
LONG: tuple[Callable[[], Any], ...] = (
    lambda: "x" * 200_000,
    lambda: "x y\n" * 20_000,
    lambda: "\n".join(f"- {n}" for n in range(2_000)),
    lambda: "TODO xx ??? " * 2_000,
    lambda: list(range(3_000)),
    lambda: [{"name": f"N{n}"} for n in range(1_500)],
    lambda: {f"key_{n}": n for n in range(3_000)},
    lambda: {f"key_{n}": {"score": n} for n in range(1_500)},
    lambda: nested(90),
    lambda: nested(300),
)
"""The same, large."""
WORDS = (
    *("pack", "id", "unit", "name", "score", "criteria", "review", "status", "evidence", "labels"),
    *("__class__", "x" * 500, "", " ", "a b", "1", "null", "é", "\n", "sections", "documents"),
)
"""Names for keys."""
SNIPPETS = (
    *('"\\U00110000"', '"\\ud800"', "!!python/object:os.system x", "&a [*a]", "*a", "<<: *a"),
    *("- ", "? ", ": ", "|", ">", "|9", "%YAML 1.1\n---\n", "---\n", "...\n", "{", "}", "[", "]"),
    *(
        "\t",
        "\r",
        "\r\n",
        "\x85",
        "\u2028",
        "\ufeff",
        "'",
        '"',
        "#",
        " #",
        "@",
        "`",
        "%",
        "!",
        "&x ",
    ),
    *("0o7", "0x1F", ".inf", ".nan", "1_000", "1e999", "9" * 400, "007", "yes", "~", "{}", "[]"),
    *(" " * 50, "\n" * 20, "[" * 120, "{a: " * 60, "- " * 120, "\\", "\\x", "\\u12", "/*", "//"),
    *("&a a: *a\n", "a: &a {b: *a}\n", "x: !!binary aaaa\n", "? [a]\n: b\n", "=: 1\n"),
)
"""Pieces of text that mean something to a parser."""


def nested(depth: int) -> Any:
    """Return lists in lists and mappings in mappings, so deep."""
    value: Any = "x"
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def paths(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of each value below the top."""
    items: Any = data.items() if isinstance(data, dict) else ()
    items = enumerate(data) if isinstance(data, list) else items
    for key, value in items:
        yield (*path, key)
        yield from paths(value, (*path, key))


def damaged(data: Any, rng: random.Random, times: int = 1) -> Any:
    """Return a copy of the data with some values gone, changed, moved or doubled."""
    data = deepcopy(data)
    for _ in range(times):
        found = list(paths(data))
        if not found:
            return rng.choice(VALUES)
        path = rng.choice(found)
        parent = _at(data, path[:-1])
        rng.choice(_WAYS)(parent, path[-1], rng, data)
    return data


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _delete(parent: Any, key: Any, *_: Any) -> None:
    del parent[key]


def _replace(parent: Any, key: Any, rng: random.Random, _: Any) -> None:
    parent[key] = deepcopy(rng.choice(VALUES))


def _enlarge(parent: Any, key: Any, rng: random.Random, _: Any) -> None:
    parent[key] = rng.choice(LONG)() if rng.random() < 0.2 else deepcopy(rng.choice(VALUES))


def _rename(parent: Any, key: Any, rng: random.Random, _: Any) -> None:
    if isinstance(parent, dict):
        name = rng.choice((str(key)[:-1], f"{key}s", str(key).upper(), rng.choice(WORDS)))
        parent[name] = parent.pop(key)
    else:
        parent.append(deepcopy(parent[key]))


def _wrap(parent: Any, key: Any, rng: random.Random, _: Any) -> None:
    parent[key] = [parent[key]] if rng.random() < 0.5 else {rng.choice(WORDS): parent[key]}


def _add(parent: Any, _key: Any, rng: random.Random, _top: Any) -> None:
    value = deepcopy(rng.choice(VALUES))
    if isinstance(parent, dict):
        parent[rng.choice(WORDS)] = value
    else:
        parent.insert(rng.randrange(len(parent) + 1), value)


def _transplant(parent: Any, key: Any, rng: random.Random, top: Any) -> None:
    parent[key] = deepcopy(_at(top, rng.choice(list(paths(top)))))


_WAYS = (_delete, _delete, _replace, _replace, _enlarge, _rename, _wrap, _add, _transplant)


def scratched(text: str, rng: random.Random, times: int = 1) -> str:
    """Return a text with some of its lines or characters gone, doubled, moved or strange."""
    for _ in range(times):
        text = rng.choice(_SCRATCHES)(text, rng)
    return text


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SNIPPETS) + text[at:]


def _at_a_value(text: str, rng: random.Random) -> str:
    spots = [n for n, sign in enumerate(text) if sign in ":-" and text[n + 1 : n + 2] == " "]
    at = rng.choice(spots) + 2 if spots else 0
    return text[:at] + rng.choice(SNIPPETS) + text[at:]


def _cut(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + rng.choice((1, 2, 10, 100, len(text))) :]


def _double(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    piece = text[at : at + rng.choice((1, 10, 100, 1000))]
    return text[:at] + piece * rng.choice((2, 3, 20)) + text[at:]


def _by_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    way = rng.randrange(6)
    if way == 0:
        del lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 3:
        lines[one] = " " * rng.randrange(1, 5) + lines[one]
    elif way == 4:
        lines[one] = lines[one][rng.randrange(1, 4) :]
    else:
        lines[one] += rng.choice(SNIPPETS)
    return "\n".join(lines)


def _character(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    sign = chr(rng.choice((0, 9, 11, 27, 34, 38, 39, 42, 58, 92, 133, 160, 8232, 65279, 128512)))
    return text[:at] + sign + text[at + 1 :]


_SCRATCHES = (_insert, _at_a_value, _at_a_value, _cut, _double, _by_line, _by_line, _character)


def corrupted(content: bytes, rng: random.Random) -> bytes:
    """Return bytes with one of them changed, gone or put in."""
    at = rng.randrange(len(content) + 1)
    new = bytes([rng.choice((0, 9, 10, 0x80, 0xC3, 0xED, 0xF0, 0xFF, rng.randrange(256)))])
    return content[:at] + rng.choice((new, b"", new * 3)) + content[at + 1 :]
