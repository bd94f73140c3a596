"""The properties of the copy: what is printed goes along, what Word noted of people does not."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.errors import TemplateError
from docgen.word.render.properties import CORE, CUSTOM, EMPTY, EXTENDED
from docgen.word.sending.properties import cleaned, has_properties

NAMES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def core(inner: str) -> dict[str, str]:
    """Return the core properties that are left, by name."""
    part = f"<cp:coreProperties {NAMES}>{inner}</cp:coreProperties>".encode()
    root = etree.fromstring(cleaned(CORE, part, "x.docx", "docProps/core.xml"))
    return {etree.QName(child).localname: child.text or "" for child in root}


@pytest.mark.parametrize("name", ["dc:title", "dc:creator", "dc:language", "dcterms:created"])
def test_what_the_report_itself_says_stays(name):
    local = name.partition(":")[2]
    assert core(f"<{name}>Ærø &amp; co</{name}>") == {local: "Ærø & co"}


@pytest.mark.parametrize(
    "name",
    ["dc:description", "dc:subject", "cp:lastModifiedBy", "cp:keywords", "cp:revision",
     "cp:category", "cp:contentStatus", "cp:lastPrinted", "cp:version"],
)  # fmt: skip
def test_what_word_noted_goes(name):
    assert core(f"<{name}>Reviewer 9</{name}>") == {}


def test_the_last_change_is_the_day_it_was_made():
    made, changed = "2026-03-27T00:00:00Z", "2026-04-01T23:11:00Z"
    inner = f"<dcterms:created>{made}</dcterms:created><dcterms:modified>{changed}"
    assert core(f"{inner}</dcterms:modified>") == {"created": made, "modified": made}


def test_without_that_day_the_change_goes():
    assert core("<dcterms:modified>2026-04-01T23:11:00Z</dcterms:modified>") == {}


def custom(*names: str | None) -> list[str | None]:
    """Return the names of the custom properties that are left."""
    inner = "".join("<property/>" if one is None else f'<property name="{one}"/>' for one in names)
    part = f"<Properties>{inner}</Properties>".encode()
    return [one.get("name") for one in etree.fromstring(cleaned(CUSTOM, part, "x", "c.xml"))]


def test_labels_of_how_far_a_file_may_be_shared_stay_and_all_else_goes():
    label = "MSIP_Label_1234-ab_Enabled"
    assert custom("Journal", label, "msip_label_x_Name", None, "My msip_label") == [
        label, "msip_label_x_Name",
    ]  # fmt: skip
    assert custom() == []


def test_what_word_counts_is_emptied_whatever_it_is():
    assert cleaned(EXTENDED, b"<no XML", "x.docx", "docProps/app.xml") == EMPTY[EXTENDED].encode()


@pytest.mark.parametrize("kind", [CORE, CUSTOM])
def test_properties_that_cannot_be_read_are_told_with_their_part(kind):
    with pytest.raises(TemplateError, match=r"docProps/p\.xml"):
        cleaned(kind, b"<no XML", "x.docx", "docProps/p.xml")


@pytest.mark.parametrize(("kind", "has"), [(CORE, True), (CUSTOM, True), (EXTENDED, True),
                                           ("application/xml", False), ("", False)])  # fmt: skip
def test_only_these_parts_hold_properties(kind, has):
    assert has_properties(kind) is has


@pytest.mark.parametrize("kind", [CORE, CUSTOM])
def test_what_is_left_is_cleaned_already(kind):
    part = EMPTY[kind].encode()
    once = cleaned(kind, part, "x.docx", "p.xml")
    assert cleaned(kind, once, "x.docx", "p.xml") == once
