"""All rules of our own for templates, by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from docgen.check.lint.rules import (
    bare_name,
    direct_formatting,
    font_missing,
    half_tag,
    hidden_tag,
    merged_away,
    not_printed,
    other_language,
    untranslated,
)

MODULES: tuple[ModuleType, ...] = (
    hidden_tag,
    merged_away,
    half_tag,
    bare_name,
    not_printed,
    other_language,
    font_missing,
    direct_formatting,
    untranslated,
)
"""In the order in which they are asked."""
RULES: Mapping[str, ModuleType] = {module.RULE: module for module in MODULES}
