"""docgen turns IPS fidelity reviews in YAML into finished, editable Word reports."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from docgen.version import VERSION

if TYPE_CHECKING:
    from docgen.batch.export import export_report as export_report
    from docgen.batch.run import make_reports as make_reports
    from docgen.check.lint.session import lint_template as lint_template
    from docgen.errors import DocgenError as DocgenError
    from docgen.model import Problem as Problem
    from docgen.packs.load import load_pack as load_pack
    from docgen.report import make_report as make_report
    from docgen.review.load import load_review as load_review
    from docgen.roundtrip.pull import pull_report as pull_report
    from docgen.roundtrip.pull import read_back as read_back
    from docgen.scoring.score import score_review as score_review
    from docgen.word.template import load_template as load_template

__version__ = VERSION

_HOMES = {
    "DocgenError": "docgen.errors",
    "Problem": "docgen.model",
    "export_report": "docgen.batch.export",
    "lint_template": "docgen.check.lint.session",
    "load_pack": "docgen.packs.load",
    "load_review": "docgen.review.load",
    "load_template": "docgen.word.template",
    "make_report": "docgen.report",
    "make_reports": "docgen.batch.run",
    "pull_report": "docgen.roundtrip.pull",
    "read_back": "docgen.roundtrip.pull",
    "score_review": "docgen.scoring.score",
}
"""Where each public name lives; it is imported when it is first asked for."""

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    """Return the public name from its module, imported now."""
    if name not in _HOMES:
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, for completion in a console."""
    return sorted([*globals(), *_HOMES])
