"""Paragraphs of the pack that a pack was copied from are one finding, at the first of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.check.lint.rules import untranslated
from docgen.check.lint.subject import Subject
from docgen.model import Document, Pack
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.word.audit.package import Package
from tests.builders import ROOT
from tests.lintsubjects import found
from tests.wordedits import edited


@pytest.fixture
def mine(tmp_path: Path) -> tuple[Pack, Document]:
    """A pack that was made like the Danish one for a country that writes English, its report."""
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "mine")
    file = tmp_path / "mine" / "pack.yaml"
    text = file.read_text(encoding="utf-8").replace("code: dk", "code: mine\nlike: dk")
    file.write_text(text.replace("language: da-DK", "language: en-GB"), encoding="utf-8")
    pack = load_pack("mine", library=find_library(tmp_path))
    own = next(one for one in pack.documents.values() if one.path.parent.name == "mine")
    return pack, own


def told(pack: Pack | None, document: Document | None, data: bytes) -> list[tuple[str, str]]:
    return found(untranslated, Subject("t.docx", Package.read(data)).judged(None, pack, document))


def test_words_of_the_other_pack_are_told_once(mine):
    pack, document = mine
    ((message, where),) = told(pack, document, document.path.read_bytes())
    assert "texts are still those of the pack dk" in message
    assert "take `like` out of pack.yaml" in message
    assert where


def test_what_was_translated_is_not_counted(mine):
    pack, document = mine
    data = document.path.read_bytes()
    ((before, _),) = told(pack, document, data)
    words = before.split("'")[1].split("...")[0].split("…")[0]
    changed = edited(data, lambda xml: xml.replace(words[:12], "Translated", 1))
    ((after, _),) = told(pack, document, changed)
    assert int(after.split()[0]) == int(before.split()[0]) - 1


def test_without_a_model_a_pack_or_a_document_there_is_nothing_to_compare(mine):
    pack, document = mine
    data = document.path.read_bytes()
    assert told(pack._replace(like=""), document, data) == []
    assert told(None, document, data) == []
    assert told(pack, None, data) == []
