"""What the examples of tags print: a made-up review, and how its names print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.model import Field, Fields

NAMES: Mapping[str, Any] = {
    "unit": {"name": "Northtown Service", "place": "Northtown"},
    "purpose": "To see how the service follows the model.",
    "recipients": ["The service", "The county"],
    "reviewers": [
        {"name": "Reviewer One", "title": "adviser"},
        {"name": "Reviewer Two", "title": ""},
    ],
    "comment": "The team meets weekly.\n\n- with the nurses\n- with the employers\n\nAll come.",
    "criteria": [
        {"name": "Caseload size", "score": 5, "comment": "20 clients each."},
        {"name": "Zero exclusion", "score": 2, "comment": "Some are turned away."},
        {"name": "Rapid search", "score": 3, "comment": "After 40 days."},
    ],
    "result": {"total": 101, "max": 125},
    "sections": [
        {"label": "Staffing", "points": 12},
        {"label": "Organisation", "points": 31},
        {"label": "Services", "points": 58},
    ],
}
"""A made-up review, much smaller than a real one."""
FIELDS: Mapping[str, Fields] = {"places": dict.fromkeys(("comment", "purpose"), Field("text"))}
"""By example: the names that print as values of a review do, not as docxtpl's."""
