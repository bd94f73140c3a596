"""Lint as a whole: the bundled templates, what is no template, all kinds of findings at once."""

import pytest
from builders import ROOT
from ooxml.minimal import cell, row, table, text

from docgen.check.lint.run import Judge, lint
from docgen.packs.load import load_pack
from tests.lintsubjects import rules_of

DOCUMENTS = [
    (pack, document)
    for folder in sorted((ROOT / "templates").glob("*/pack.yaml"))
    for pack in [load_pack(folder.parent.name)]
    for document in pack.documents.values()
]


@pytest.mark.parametrize(
    ("pack", "document"), DOCUMENTS, ids=lambda one: getattr(one, "code", getattr(one, "name", ""))
)
def test_the_bundled_templates_have_no_finding(pack, document):
    assert lint(document.path.read_bytes(), document.path, Judge(pack, document)).problems == []


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_word_file_is_one_finding(data):
    assert [one.severity for one in lint(data, "a.docx", Judge()).problems] == ["error"]


def test_all_kinds_of_findings_come_in_one_pass():
    body = (
        text("{{ unit.nmae }}")
        + table(row(cell(text("a"))))
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ purpose }}</w:t></w:r></w:p>"
    )
    assert {"unknown-name", "table-head", "hidden-tag"} <= set(rules_of(body))


def test_with_any_names_only_the_language_of_tags_counts():
    assert "unknown-name" not in rules_of(text("{{ invoice.total }}"), Judge())
    assert "unknown-filter" in rules_of(text("{{ invoice.total | stor }}"), Judge())
