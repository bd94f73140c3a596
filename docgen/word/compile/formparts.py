"""The parts that a blank form has besides: styles and building blocks of its prompts."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.word.compile.styles import STYLES, with_prompts
from docgen.word.render.controls import Wording
from docgen.word.render.glossary import glossary_parts
from docgen.word.render.package import OFFICE, WORDML, with_relation, with_types


def form_parts(parts: Mapping[str, bytes], file: str, wording: Wording) -> dict[str, bytes]:
    """Return the parts that a blank form has besides, new or changed."""
    look: dict[str, bytes] = {}
    styles = with_prompts(parts.get(STYLES), file)
    if styles is not None:
        look[STYLES] = styles
        if STYLES not in parts:
            relation = f"{OFFICE}/relationships/styles"
            look["[Content_Types].xml"] = with_types(parts, {STYLES: f"{WORDML}.styles+xml"})
            look["word/_rels/document.xml.rels"] = with_relation(parts, relation, "styles.xml")
    entries = glossary_parts({**parts, **look}, wording.placeholder, wording.short)
    return {**look, **entries}
