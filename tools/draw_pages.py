"""Draw the pictures of whole pages in the docs: samples, forms and the practice review as they are.

python tools/draw_pages.py [NAME...]     takes LibreOffice and poppler's pdftoppm and pdftotext
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from docgen.document.blankform import make_form
from docgen.history.cache import HistoryCache
from docgen.output.pdf import find_office
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.report import Options, prepare_report
from docgen.review.load import load_review

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "img"
DOTS = 84
"""To the inch: a page is 695 wide."""


class Page(NamedTuple):
    """A page of a document: the first on which these words stand."""

    source: str
    """A review below data/, or the pack of a blank form."""
    words: str
    document: str = "report"
    draft: bool = False


EKVIK = "fi-sv/ekvik-2026.yaml"
PAGES = {
    "report": Page("dk/fjordby-2023.yaml", "Oversigtstabel baseret"),
    "fi-sv-form": Page("fi-sv", "13. Delgivning"),
    "fi-sv-report-criteria": Page(EKVIK, "1. Antal klienter:"),
    "fi-sv-report-scores": Page(EKVIK, "Sammanfattning av bedömningspoängen"),
    "no-scale": Page("no/fjellvik-2025.yaml", "IPS-KVALITETSSKALA", "scale"),
    "new-report-draft": Page(EKVIK, "KVALITETSBEDÖMNINGSRAPPORT", draft=True),
    "new-report-result": Page(EKVIK, "Poäng och verbal nivå"),
}


def _made(page: Page) -> bytes:
    if not page.source.endswith(".yaml"):
        return make_form(load_pack(page.source), page.document)
    review = load_review(ROOT / "data" / page.source)
    return prepare_report(
        review, Options(page.document, draft=page.draft), find_library(), HistoryCache()
    ).render()


def _number(pdf: Path, words: str) -> int:
    """Return the number of the first page that holds the words."""
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    found = [at for at, page in enumerate(text.split("\f"), 1) if words in page]
    if not found:
        sys.exit(f"{pdf.name}: no page holds {words!r}")
    return found[0]


def main(names: list[str]) -> None:
    """Draw the pages that are named, else all."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{name}.docx") for name in names or PAGES]
        for file in files:
            file.write_bytes(_made(PAGES[file.stem]))
        for file, pdf in zip(files, find_office().make_pdfs(files), strict=True):
            if isinstance(pdf, str):
                sys.exit(f"{file.name}: {pdf}")
            whole, picture = file.with_suffix(".pdf"), IMAGES / file.stem
            whole.write_bytes(pdf)
            number = str(_number(whole, PAGES[file.stem].words))
            subprocess.run(
                ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", "-f", number, "-l", number,
                 whole, picture],
                check=True,
            )  # fmt: skip
            print(picture.with_suffix(".png"))


if __name__ == "__main__":
    main(sys.argv[1:])
