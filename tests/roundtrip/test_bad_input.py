"""Files that are no report of docgen's, or a damaged one: one line each, and nothing is written."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from functools import cache

import pytest

from docgen.batch.pulling import Pulling
from docgen.document.blankform import make_form
from docgen.errors import InvalidDataError, UsageError
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.finding import reports_and_review
from tests.builders import swept
from tests.commands import docgen
from tests.desks import DK
from tests.wordedits import MAIN, document, paragraph, parts_of, report, write_archive
from tests.wordforms import fill

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _zip(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def _with_store(old: bytes, new: bytes) -> bytes:
    """Return a report with another store."""
    parts = parts_of(report(DK))
    name = next(n for n, c in parts.items() if n.startswith("customXml/item") and b"<docgen" in c)
    assert re.search(old, parts[name])
    return write_archive({**parts, name: re.sub(old, new, parts[name], count=1)})


def _with_text(old: bytes, new: bytes) -> bytes:
    parts = parts_of(report(DK))
    return write_archive({**parts, MAIN: re.sub(old, new, parts[MAIN], count=1)})


@cache
def _file(name: str) -> bytes:
    """Return a file of each kind."""
    return {
        "text": lambda: b"text",
        "empty": lambda: b"",
        "pdf": lambda: b"%PDF-1.7\n",
        "doc": lambda: OLD,
        "encrypted": lambda: OLD + "EncryptedPackage".encode("utf-16-le"),
        "odt": lambda: _zip(mimetype=b"application/vnd.oasis.opendocument.text"),
        "broken zip": lambda: b"PK\x03\x04xxx",
        "zip bomb": lambda: _zip(**parts_of(report(DK)), bomb=b"\0" * 150_000_000),
        "external entity": lambda: _with_text(rb"^.*?<w:document", DOCTYPE + b"<w:document"),
        "entity in the store": lambda: _with_store(rb"^.*?<docgen", DOCTYPE + b"<docgen"),
        "another tool": lambda: document(paragraph("Hej")),
        "store cut": lambda: _with_store(rb"<sums>.{4}", b"<sums>"),
        "store of a newer docgen": lambda: _with_store(rb"store:2", b"store:9"),
        "another pack": lambda: _with_store(rb'pack="dk"', b'pack="zz"'),
        "another document": lambda: _with_store(rb'document="report"', b'document="zz"'),
        "another review": lambda: _with_store(rb'review="fjordby-2023"', b'review="zz"'),
    }[name]()


NO_WORD_FILE = "is no Word file"
PULL = {
    "text": NO_WORD_FILE,
    "empty": NO_WORD_FILE,
    "pdf": NO_WORD_FILE,
    "doc": "is an old .doc file, or protected by a password",
    "encrypted": "is an old .doc file, or protected by a password",
    "odt": "no Word file",
    "broken zip": "is a broken zip archive",
    "zip bomb": "unpacks to",
    "external entity": "DOCTYPE",
    "entity in the store": "DOCTYPE",
    "another tool": "holds nothing of docgen's",
    "store cut": "its store of checksums is damaged",
    "store of a newer docgen": "was made by a newer docgen",
    "another pack": "was made with the pack zz",
    "another document": "was made as the document zz",
    "another review": "is a report of the review zz",
}
OTHERWISE = {
    ("status", "another tool"): "names the criteria of none of them",
    ("status", "another review"): "its review zz is not found",
    ("check", "another review"): "its review zz is not found",
}
EXPORTED = set(list(PULL)[11:])
"""The copy to send needs no store that can be read."""


def _is_told(command: str, name: str) -> bool:
    """Tell whether a command says what a file is; `check` looks at any Word file."""
    sent = command == "export" and name in EXPORTED
    return not sent and (command, name) != ("check", "another tool")


COMMANDS = ("pull", "check", "status", "export")
ASKED = [(command, name) for command in COMMANDS for name in PULL if _is_told(command, name)]


@pytest.mark.parametrize(("command", "name"), swept(ASKED, 2 * len(PULL) - 1))
def test_what_is_no_report_is_told_in_a_line(command, name, tmp_path):
    shutil.copytree(DK.parent, tmp_path / "data")
    file = tmp_path / "report.docx"
    file.write_bytes(_file(name))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    review = ["data/fjordby-2023.yaml"] if command == "pull" else []
    ran = docgen(tmp_path, command, "report.docx", *review)
    lines = [line for line in (ran.stdout + ran.stderr).splitlines() if "report.docx" in line]
    assert ran.returncode == (0 if command == "check" and name.startswith("another") else 1)
    assert OTHERWISE.get((command, name), PULL[name]) in lines[0]
    assert len(lines) == 1 or command == "check"
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("named", [False, True], ids=["alone", "with its review"])
def test_a_form_is_told_what_to_use_instead_of_pull(filled, named, tmp_path):
    shutil.copytree(DK.parent, tmp_path / "data")
    file = tmp_path / "en form.docx"
    form = make_form(load_pack("dk"), "report")
    file.write_bytes(fill(form, {"purpose": "Et formål."}) if filled else form)
    pulling = Pulling(find_library(), Wishes())
    with pytest.raises(InvalidDataError, match="is a form, no report") as told:
        pulling.plan(file, tmp_path / "data" / DK.name if named else None)
    assert str(told.value).endswith(f'docgen new --from "{file}" -o REVIEW.yaml [no-store]')


def test_a_folder_of_forms_holds_no_report(tmp_path):
    (tmp_path / "form.docx").write_bytes(make_form(load_pack("dk"), "report"))
    with pytest.raises(UsageError, match="holds no report"):
        reports_and_review([tmp_path])


@pytest.mark.parametrize("command", ["pull", "status", "check", "export"])
@pytest.mark.parametrize("ending", ["pdf", "odt", "doc"])
def test_other_kinds_of_files_by_their_names(command, ending, tmp_path):
    (tmp_path / f"a.{ending}").write_bytes(_file(ending))
    ran = docgen(tmp_path, command, f"a.{ending}")
    lines = [line for line in (ran.stdout + ran.stderr).splitlines() if f"a.{ending}" in line]
    assert ran.returncode in (1, 2)
    assert len(lines) == 1, ran
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{ending}"]
