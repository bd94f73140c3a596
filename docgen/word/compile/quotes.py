"""Quotes in tags as Word and its users type them: which of them begin and end a text."""

from __future__ import annotations

import re

_SINGLE, _DOUBLE, _ANGLED = "'‘’‚‛", '"“”„‟', "«»"
KINDS = {sign: signs[0] for signs in (_SINGLE, _DOUBLE, _ANGLED) for sign in signs}
"""By quote: what stands for its kind. Any two of a kind are a pair, as Word leaves them."""
QUOTE = f"[{_SINGLE}{_DOUBLE}{_ANGLED}]"
_QUOTES = re.compile(QUOTE)
_STRAIGHT = str.maketrans({sign: kind for sign, kind in KINDS.items() if kind != _ANGLED[0]})
_CURLED = frozenset("‘’‛")
_DELIMITERS = {"'": "'", '"': '"', _ANGLED[0]: '"'}
"""What a text of each kind stands between for Jinja."""


def is_quote(text: str, at: int) -> bool:
    r"""Return whether the sign there begins or ends a text: no `\'`, no apostrophe (`it’s`)."""
    escapes = at
    while escapes and text[escapes - 1] == "\\":
        escapes -= 1
    if (at - escapes) % 2:
        return False
    between = text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
    return not (between and text[at] in _CURLED)


def straightened(body: str) -> str:
    """Return what stands in a tag with straight quotes, as Jinja reads them."""
    signs = [match.start() for match in _QUOTES.finditer(body) if is_quote(body, match.start())]
    pieces: list[str] = []
    end = index = 0
    while index < len(signs):
        start = signs[index]
        kind = KINDS[body[start]]
        closing = next((n for n in signs[index + 1 :] if KINDS[body[n]] == kind), None)
        if closing is None:
            break
        delimiter = _DELIMITERS[kind]
        inside = body[start + 1 : closing].translate(_STRAIGHT)
        inside = re.sub(rf"(?<!\\){delimiter}", rf"\\{delimiter}", inside)
        pieces += [body[end:start].translate(_STRAIGHT), delimiter, inside, delimiter]
        end = closing + 1
        while index < len(signs) and signs[index] < end:
            index += 1
    return "".join([*pieces, body[end:].translate(_STRAIGHT)])
