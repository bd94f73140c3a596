"""Embedded documents, workbooks and slides stay unread, but for this: they hold no macros."""

from __future__ import annotations

import pytest
from ooxml.packages import zipped

from docgen.word.compile import embedded
from docgen.word.compile.embedded import embedded_fault

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def a_file(
    *kinds: str, extensions: dict[str, str] | None = None, name: str = "[Content_Types].xml"
):
    entries = "".join(
        f'<Override PartName="/p{number}.xml" ContentType="{kind}"/>'
        for number, kind in enumerate(kinds)
    ) + "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in (extensions or {}).items()
    )
    return zipped({name: f'<Types xmlns="{TYPES}">{entries}</Types>', "p0.xml": "<x/>"})


@pytest.mark.parametrize("kind", [f"{SHEET}.main+xml", "image/png", "application/x-new"])
def test_a_file_without_macros_stays(kind):
    assert embedded_fault(a_file(kind)) == ""


def test_a_list_of_kinds_is_found_whatever_its_letters():
    assert embedded_fault(a_file(f"{SHEET}.main+xml", name="[content_types].XML")) == ""


@pytest.mark.parametrize(
    ("kinds", "extensions", "told"),
    [
        pytest.param(["application/vnd.ms-office.vbaProject"], {}, "holds macros", id="a program"),
        pytest.param([f"{SHEET}.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"],
                     {}, "holds macros", id="beside others"),
        pytest.param([], {"bin": "application/vnd.ms-office.vbaProject"}, "holds macros",
                     id="by an extension"),
        pytest.param(["application/vnd.ms-office.activeX+xml"], {}, "holds an ActiveX control",
                     id="a control"),
    ],
)  # fmt: skip
def test_a_file_with_a_program_is_told(kinds, extensions, told):
    assert embedded_fault(a_file(*kinds, extensions=extensions)) == told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"words", "is no Word file (no zip archive)", id="no archive"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an old .doc file", id="an old one"),
        pytest.param(zipped({"a.xml": "<a/>"}), "is no file of Office", id="without kinds"),
        pytest.param(zipped({"[Content_Types].xml": "<a>"}), "holds broken XML", id="broken"),
        pytest.param(zipped({"[Content_Types].xml": "<a/>"}), "holds no content types",
                     id="another list"),
        pytest.param(zipped({"[Content_Types].xml": "<!DOCTYPE a><a/>"}), "holds a DOCTYPE",
                     id="with a DOCTYPE"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_into_is_told(data, told):
    assert embedded_fault(data).startswith(told)


def test_a_list_that_is_too_long_is_not_read(monkeypatch):
    monkeypatch.setattr(embedded, "LARGEST_LIST", 100)
    assert embedded_fault(a_file("a/b"))
    monkeypatch.setattr(embedded, "LARGEST_LIST", 2_000)
    assert embedded_fault(a_file("a/b")) == ""


def test_nothing_but_the_list_is_unpacked():
    huge = zipped({"[Content_Types].xml": f'<Types xmlns="{TYPES}"/>', "p.bin": b"\0" * 900_000})
    assert embedded_fault(huge) == ""
