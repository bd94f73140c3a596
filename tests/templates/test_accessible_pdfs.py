"""The PDF of each document and form: outloud and pdfua find no error of PDF/UA in it."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import ROOT
from ooxml.minimal import a_report, cell, row, table, text
from ooxml.pdfcheckers import pdf_checkers, pdf_errors

from docgen.document.blankform import make_form
from docgen.output.pdf import find_office
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report

pytestmark = [pytest.mark.libreoffice, pytest.mark.pdf, pytest.mark.slow]


OF_FOOTNOTES = ("LNK-001", "LNK-005", "NOTE-001")
"""What LibreOffice 7 leaves out where a file has a footnote: nothing of the Word file's own."""


def made(reports: list[Path]) -> list[Path]:
    """Return the PDFs of Word files, made as `docgen render --pdf` makes them."""
    pdfs = find_office().make_pdfs(reports)
    for report, pdf in zip(reports, pdfs, strict=True):
        assert isinstance(pdf, bytes), pdf
        report.with_suffix(".pdf").write_bytes(pdf)
    return [report.with_suffix(".pdf") for report in reports]


def errors(pdfs: list[Path]) -> list[str]:
    """Return the errors that the two programs tell."""
    folder = pdf_checkers()
    assert folder is not None
    return pdf_errors(folder, pdfs)


@pytest.mark.parametrize("code", pack_codes())
def test_each_document_and_form_is_a_pdf_for_everybody(code, tmp_path):
    pack = load_pack(code)
    reports = []
    for name, document in pack.documents.items():
        reports.append(tmp_path / f"form-{name}.docx")
        reports[-1].write_bytes(make_form(pack, name))
        for sample in sorted((ROOT / "data" / code).glob("[!_]*.yaml")):
            if document.needs_review:
                out = tmp_path / name
                reports.append(make_report(sample, out, document=name, plain=True))
    assert len(reports) > len(pack.documents)
    notes = tuple(one.stem for one in reports if "word/footnotes.xml" in ZipFile(one).namelist())
    left = errors(made(reports))
    assert [one for one in left if not (one.startswith(notes) and is_of_footnotes(one))] == []


def is_of_footnotes(error: str) -> bool:
    return any(f"outloud {rule}:" in error for rule in OF_FOOTNOTES)


def test_the_two_find_a_table_without_a_head(tmp_path):
    report = tmp_path / "report.docx"
    rows = [row(cell(text(f"Reviewdato {n}")), cell(text("12. september 2023"))) for n in range(4)]
    report.write_bytes(a_report(table(*rows, columns=2)))
    told = " ".join(errors(made([report])))
    assert "outloud TBL-001" in told
    assert "UA-15-003" in told
