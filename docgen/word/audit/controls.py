"""Our own rules for content controls: ids, content and where each kind may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.model.tongue import marked, say
from docgen.word.audit.package import Breach, Package, Rule, W, children, local, value, within

_PLAIN = ("text", "date", "dropDownList", "comboBox")
"""Kinds that hold one paragraph of text and no other control."""

_LONGEST = 64
"""Word's dialog takes no longer tags and titles."""

_FITS = {
    "paragraph": {
        "r",
        "hyperlink",
        "sdt",
        "fldSimple",
        "smartTag",
        "oMath",
        "oMathPara",
        "dir",
        "bdo",
    },
    "row": {"tc", "sdt"},
    "table": {"tr", "sdt"},
    "block": {"p", "tbl", "sdt", "oMath", "oMathPara"},
}
"""What a control may hold, by the place where it stands."""

_MARKS = {"ins", "del", "moveFrom", "moveTo", "proofErr", "permStart", "permEnd", "customXml"}


def _controls(package: Package) -> Iterator[tuple[str, etree._Element]]:
    for name, root in package.stories():
        for control in root.iter(f"{W}sdt"):
            yield name, control


def _control_id(package: Package) -> Iterator[Breach]:
    seen: set[str] = set()
    for name, control in _controls(package):
        identity = value(control.find(f"{W}sdtPr/{W}id"))
        if identity and not re.fullmatch(r"-?\d{1,10}", identity):
            yield (
                name,
                control,
                say("the id {identity!r} of a content control is no number", identity=identity),
            )
        elif identity and identity in seen:
            yield (
                name,
                control,
                say("two content controls have the id {identity}", identity=identity),
            )
        seen.add(identity)


def _control_content(package: Package) -> Iterator[Breach]:
    for name, control in _controls(package):
        content = control.find(f"{W}sdtContent")
        if content is None or not len(content):
            yield (
                name,
                control,
                say("the content control {control} has no content", control=_name(control)),
            )


def _control_plain(package: Package) -> Iterator[Breach]:
    for name, control in _controls(package):
        content = control.find(f"{W}sdtContent")
        if content is None or not any(
            control.find(f"{W}sdtPr/{W}{kind}") is not None for kind in _PLAIN
        ):
            continue
        if next(content.iter(f"{W}sdt"), None) is not None:
            yield (
                name,
                control,
                say(
                    "the plain content control {control} holds another control",
                    control=_name(control),
                ),
            )
        if len(list(children(content, "p"))) > 1:
            yield (
                name,
                control,
                say(
                    "the plain content control {control} holds two paragraphs",
                    control=_name(control),
                ),
            )


_LONG = {
    "tag": marked("the tag {text!r} has more than {most} characters"),
    "alias": marked("the title {text!r} has more than {most} characters"),
}


def _control_name(package: Package) -> Iterator[Breach]:
    for name, control in _controls(package):
        for kind in ("tag", "alias"):
            text = value(control.find(f"{W}sdtPr/{W}{kind}"))
            if len(text) > _LONGEST:
                yield name, control, say(_LONG[kind], text=text, most=_LONGEST)


_HOLDS = {
    "paragraph": marked("the content control {control} of a paragraph holds w:{kind}"),
    "row": marked("the content control {control} of a row holds w:{kind}"),
    "table": marked("the content control {control} of a table holds w:{kind}"),
    "block": marked("the content control {control} of a block holds w:{kind}"),
}


def _control_place(package: Package) -> Iterator[Breach]:
    for name, control in _controls(package):
        level = _level(control)
        content = control.find(f"{W}sdtContent")
        for child in content if content is not None else ():
            kind = local(child)
            known = kind in _MARKS or "Range" in kind or kind.startswith("bookmark")
            if str(child.tag).startswith(W) and not known and kind not in _FITS[level]:
                message = say(_HOLDS[level], control=_name(control), kind=kind)
                yield name, control, message
                break


def _level(control: etree._Element) -> str:
    """Return where `control` stands: in a paragraph, row, table or among blocks."""
    blocks = ("body", "tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment")
    holder = within(control, "p", "tr", "tbl", "docPartBody", *blocks)
    names = {"p": "paragraph", "tr": "row", "tbl": "table"}
    return names.get(local(holder), "block") if holder is not None else "block"


def _name(control: etree._Element) -> str:
    properties = control.find(f"{W}sdtPr")
    found = (
        (properties.find(f"{W}{kind}") for kind in ("tag", "alias", "id"))
        if properties is not None
        else ()
    )
    return next((repr(value(one)) for one in found if one is not None), say("without a name"))


RULES: dict[str, Rule] = {
    "control-id": _control_id,
    "control-content": _control_content,
    "control-plain": _control_plain,
    "control-name": _control_name,
    "control-place": _control_place,
}
"""Id of each rule and its check."""
