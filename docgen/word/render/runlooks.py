"""The looks of runs in the order of Word's schema; docxtpl's rich texts have them in their own."""

from __future__ import annotations

import re

_PROPERTIES = re.compile(r"<w:rPr>(.*?)</w:rPr>", re.DOTALL)
_PROPERTY = re.compile(r"<w:(\w+)\b[^>]*/>")
_SHADE = re.compile(r"<w:shd (?![^>]*\bw:val=)")
_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
    *("specVanish", "oMath"),
)
_PLACES = {name: place for place, name in enumerate(_ORDER)}


def in_order(xml: str) -> str:
    """Return XML whose runs have their properties as Word wants them, each once."""
    return _PROPERTIES.sub(_sorted, xml) if "<w:rPr>" in xml else xml


def _sorted(properties: re.Match[str]) -> str:
    inside = _SHADE.sub('<w:shd w:val="clear" ', properties[1])
    found = list(_PROPERTY.finditer(inside))
    if "".join(match[0] for match in found) != inside or any(m[1] not in _PLACES for m in found):
        return properties[0]
    once = {match[1]: match[0] for match in found}
    return f"<w:rPr>{''.join(once[name] for name in sorted(once, key=_PLACES.__getitem__))}</w:rPr>"
