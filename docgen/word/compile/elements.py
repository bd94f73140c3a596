"""Judge what elements and attributes of a part ask of Word, whatever their prefixes."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import partial

from docgen.word.compile.addresses import LINKED, addresses, fetches_by_style, leads_elsewhere
from docgen.word.compile.findings import Findings
from docgen.word.compile.rulebook import rules_of
from docgen.word.compile.vocabulary import named, tags, take_out
from docgen.word.compile.xml import Element
from docgen.word.render.links import may_lead_to

_OFFICE_CLASSES = {
    *("Word.Document", "Word.Template", "Excel.Sheet", "Excel.Chart", "Excel.Template"),
    *("PowerPoint.Show", "PowerPoint.Slide", "PowerPoint.Template"),
}
"""Programs, as embedded objects name them, that open what may stay."""

Place = Callable[[Element], str]
"""Says where an element stands, in words a person can follow."""


def judge_elements(root: Element, findings: Findings, place: Place, kept: Container[str]) -> bool:
    """Judge the elements of a part, and take out those that go; return whether one was.

    `kept` holds the ids of the part's relations to embedded files of Office.
    """
    changed = False
    for element in [*root.iter(*tags(*rules_of("elements")))]:
        name = named(element)
        if _stays(element, name, kept):
            continue
        rule = rules_of("elements")[name]
        findings.apply(rule, partial(place, element), name.partition(":")[2])
        if rule.action == "out":
            take_out(_holder(element))
            changed = True
    for element, attribute, rule in [*addresses(root)]:
        findings.apply(rule, partial(place, element), str(element.get(attribute)))
        if rule.action == "out":
            del element.attrib[attribute]
            changed = True
    for element in root.iter(*tags("svg:style")):
        if fetches_by_style(element):
            findings.apply(LINKED, partial(place, element), "style")
    return changed


def _stays(element: Element, name: str, kept: Container[str]) -> bool:
    """Return whether an element that the table names is a harmless one of its sort.

    What a control is bound to, and its prompt, matter only where a tag prints a value in it.
    """
    if name == "ep:HyperlinkBase":
        return not element.text or may_lead_to(element.text)
    if name == "w:fldData":
        return not leads_elsewhere(element.text)
    if name in ("o:OLEObject", "w:objectEmbed"):
        return _is_embedded(element, kept)
    if name in ("w:dataBinding", "w:showingPlcHdr"):
        return not _is_of_tag(element)
    return False


def _is_of_tag(element: Element) -> bool:
    """Return whether the control that a property belongs to holds a tag."""
    control = next(element.iterancestors(*tags("w:sdt")), None)
    texts = () if control is None else control.iter(*tags("w:t"))
    text = "".join(text.text or "" for text in texts)
    return "{{" in text or "{%" in text


def _is_embedded(element: Element, kept: Container[str]) -> bool:
    """Return whether an object is a file of Office that lies in the package."""
    values = {str(key).rpartition("}")[2].lower(): str(v) for key, v in element.attrib.items()}
    program = values.get("progid", "").rstrip("0123456789").rstrip(".")
    linked = values.get("type", "embed").lower() != "embed"
    return not linked and program in _OFFICE_CLASSES and values.get("id") in kept


def _holder(element: Element) -> Element:
    """Return what goes with the element: an extension around it says nothing without it."""
    above = element.getparent()
    extension = above is not None and str(above.tag).endswith("}ext") and len(above) == 1
    return above if extension and above is not None else element
