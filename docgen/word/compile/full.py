"""The runtime of templates that use Jinja's own filters, tests and functions."""

from __future__ import annotations

from collections.abc import Mapping

import jinja2
from jinja2 import runtime

from docgen.word.compile.codegen import WordEnvironment
from docgen.word.render.modes import RENDER_ERRORS, Runtime


def full_runtime(environment: WordEnvironment) -> Runtime:
    """Return the runtime that Jinja gives its generated code."""
    names = {name: getattr(runtime, name) for name in runtime.exported}

    def context(values: Mapping[str, object], part: str) -> runtime.Context:
        return runtime.Context(environment, dict(values), part, {})

    return Runtime(environment, names, context, (*RENDER_ERRORS, jinja2.TemplateError))
