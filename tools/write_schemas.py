"""Write the schemas that editors use for each pack's reviews: schemas/review.<code>.schema.json."""

from __future__ import annotations

from pathlib import Path

from docgen.packs.library import Library
from docgen.review.editorschema import write_schemas

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write the schemas of the packs in this checkout and say which."""
    for file in write_schemas(ROOT / "schemas", library=Library((ROOT / "templates",))):
        print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
