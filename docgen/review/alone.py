"""A review that stands in no file: values of a program, or the text of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen.bounds.reading import LARGEST
from docgen.errors import ReadError
from docgen.model.tongue import say
from docgen.review.file import Loaded, read_content, refuse_faults, with_no_defaults

_NAME = "review"
"""What messages call it."""


def load_text(review: Mapping[str, Any] | str | bytes) -> Loaded:
    """Return the data of a review: values, or the text of one in JSON or YAML.

    Raises ReadError and InvalidDataError.
    """
    if isinstance(review, Mapping):
        review = json.dumps(dict(review), ensure_ascii=False, default=str)  # dates are texts
    content = review.encode("utf-8", "surrogatepass") if isinstance(review, str) else bytes(review)
    if len(content) > LARGEST:
        raise ReadError(_NAME, say("is longer than 10 MB"))
    suffix = ".json" if content.lstrip()[:1] == b"{" else ".yaml"
    return refuse_faults(with_no_defaults(read_content(content, Path(_NAME + suffix))))
