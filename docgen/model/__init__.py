"""What things are: reviews, packs, results, problems and template fields, as frozen values.

Most are tuples with names: two dozen dataclasses would take 20 ms to define at each start. Their
modules do without `from __future__ import annotations`, which would have typing compile each
annotation from its text, a tenth of a start's own time.
"""

from __future__ import annotations

from typing import Any

from docgen.model.pack import (
    Criterion,
    Document,
    Formats,
    Level,
    NextReview,
    OwnValue,
    Pack,
    ScoreRange,
    Section,
)
from docgen.model.problem import Problem, Severity
from docgen.model.result import Result, SectionResult
from docgen.model.review import (
    Area,
    Assessment,
    Meeting,
    Method,
    Need,
    Previous,
    Review,
    Reviewer,
    Summary,
    Unit,
    Visit,
)
from docgen.model.template import Field, Fields, Items, leaves

Data = dict[str, Any]
"""A mapping read from YAML or JSON: plain dicts, lists, text, numbers, booleans and None."""

__all__ = [
    "Area",
    "Assessment",
    "Criterion",
    "Data",
    "Document",
    "Field",
    "Fields",
    "Formats",
    "Items",
    "Level",
    "Meeting",
    "Method",
    "Need",
    "NextReview",
    "OwnValue",
    "Pack",
    "Previous",
    "Problem",
    "Result",
    "Review",
    "Reviewer",
    "ScoreRange",
    "Section",
    "SectionResult",
    "Severity",
    "Summary",
    "Unit",
    "Visit",
    "leaves",
]
