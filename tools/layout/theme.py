"""The theme: fonts and colours that every style refers to, changed in Word under Design."""

from __future__ import annotations

COLOURS = {
    "dk1": "1A1A1A", "lt1": "FFFFFF", "dk2": "1F4E5F", "lt2": "E6EFF1", "accent1": "1F4E5F",
    "accent2": "8A5A1C", "accent3": "4D6B3C", "accent4": "6A4C7D", "accent5": "A23B3B",
    "accent6": "4F5D66", "hlink": "1F4E5F", "folHlink": "6A4C7D",
}  # fmt: skip
"""accent1 is the dark accent (9:1 on white), lt2 the light tint."""
FONT = "Calibri"


def _colours() -> str:
    return "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items()
    )


def _font(kind: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
    )


FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINE = f'<a:ln w="9525">{FILL}<a:prstDash val="solid"/></a:ln>'
EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="IPS">'
    f'<a:themeElements><a:clrScheme name="IPS">{_colours()}</a:clrScheme>'
    f'<a:fontScheme name="IPS">{_font("major")}{_font("minor")}</a:fontScheme>'
    f'<a:fmtScheme name="IPS"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{LINE * 3}</a:lnStyleLst><a:effectStyleLst>{EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
