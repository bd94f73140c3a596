"""Draw the pictures of docs/tags.md: each example as template and as report.

python tools/draw_tags.py [NAME...]     takes LibreOffice and poppler's pdftoppm
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tag_examples import EXAMPLES, report, template

from docgen.output.pdf import find_office

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"
DOTS = 80
"""To the inch: a picture of 11 cm is 346 wide."""


def main(names: list[str]) -> None:
    """Write two pictures for each example."""
    with TemporaryDirectory() as folder:
        files = []
        for name in names or EXAMPLES:
            for kind, content in (("typed", template(name)), ("made", report(name))):
                file = Path(folder, f"tag-{name}-{kind}.docx")
                file.write_bytes(content)
                files.append(file)
        for file, pdf in zip(files, find_office().make_pdfs(files), strict=True):
            if isinstance(pdf, str):
                sys.exit(f"{file.name}: {pdf}")
            file.with_suffix(".pdf").write_bytes(pdf)
            picture = IMAGES / file.stem
            subprocess.run(
                ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", "-f", "1", "-l", "1",
                 file.with_suffix(".pdf"), picture],
                check=True,
            )  # fmt: skip
            print(picture.with_suffix(".png"))


if __name__ == "__main__":
    main(sys.argv[1:])
