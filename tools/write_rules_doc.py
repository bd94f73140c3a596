"""Write docs/rules.md: every rule that a finding of `docgen check` may name."""

from __future__ import annotations

from pathlib import Path

from docgen.check.catalogue import rules_page

TARGET = Path(__file__).resolve().parents[1] / "docs" / "rules.md"

if __name__ == "__main__":
    TARGET.write_text(rules_page(), encoding="utf-8", newline="\n")
    print(TARGET)
