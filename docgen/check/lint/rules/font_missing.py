"""A font is used that many computers do not have.

Why: Word puts another font in its place without a word. Lines and pages then break elsewhere, and
the look is not the one that was chosen.

Wrong: headings in a font that came with one computer's design program.
Right: a font of every Word (Calibri, Arial, Georgia ...), or one that is embedded in the file.

What to do: change the font of the style or theme; or File > Options > Save > Embed fonts in the
file.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model.tongue import say
from docgen.word.audit.package import W, value, within
from docgen.word.compile.xml import Element

RULE = "font-missing"
SEVERITY = "warning"
EVERYWHERE = frozenset({
    *("arial", "arial black", "arial narrow", "book antiqua", "bookman old style", "calibri"),
    *("calibri light", "cambria", "cambria math", "candara", "century", "century gothic"),
    *("comic sans ms", "consolas", "constantia", "corbel", "courier new", "franklin gothic book"),
    *("franklin gothic medium", "garamond", "georgia", "gill sans mt", "impact", "lucida console"),
    *("lucida sans unicode", "ms gothic", "ms mincho", "palatino linotype", "segoe ui", "symbol"),
    *("segoe ui symbol", "sylfaen", "tahoma", "times new roman", "trebuchet ms", "verdana"),
    *("webdings", "wingdings", "wingdings 2", "wingdings 3", "ms shell dlg", "simsun"),
})  # fmt: skip
"""Fonts of Word for Windows and for the Mac, in small letters."""
_KINDS = ("ascii", "hAnsi")


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield each font once that is neither everywhere nor in the file."""
    embedded = {
        font.get(f"{W}name", "").lower()
        for root in subject.package.trees.values()
        for font in root.iter(f"{W}font")
        if font.find(f"{W}embedRegular") is not None
    }
    known = EVERYWHERE | embedded | {""}
    told: set[str] = set()
    for name, root in subject.package.trees.items():
        if name.endswith(("fontTable.xml", ".rels")) or "glossary" in name:
            continue
        unused = _unused_styles(subject, root)
        for fonts in root.iter(f"{W}rFonts"):
            if within(fonts, "style") in unused:
                continue
            for kind in _KINDS:
                font = fonts.get(f"{W}{kind}", "")
                if font.lower() not in known and font not in told:
                    told.add(font)
                    message = say(
                        "the font {font} is not on every computer; embed it, or take another",
                        font=font,
                    )
                    yield LintFinding(name, fonts, message)


def _unused_styles(subject: Subject, root: Element) -> set[Element | None]:
    """Return the styles of a part that no text has: Word writes many that nobody asked for."""
    styles = {value(style, "styleId"): style for style in root.iter(f"{W}style")}
    if not styles:
        return set()
    marks = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    todo = [value(mark) for _, story in subject.stories() for mark in story.iter(*marks)]
    todo += [name for name, style in styles.items() if value(style, "default") in ("1", "true")]
    used: set[str] = set()
    while todo:
        name = todo.pop()
        if name in styles and name not in used:
            used.add(name)
            todo += [value(mark) for mark in styles[name].iter(f"{W}basedOn")]
    return {style for name, style in styles.items() if name not in used}
