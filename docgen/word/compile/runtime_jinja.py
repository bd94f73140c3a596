"""The runtime of templates that use Jinja's own filters, tests and functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import runtime
from jinja2.utils import Namespace, missing

from docgen.word.compile.environment import WordEnvironment
from docgen.word.render.budget import CURRENT
from docgen.word.render.markup import Captured
from docgen.word.render.modes import RENDER_ERRORS, Runtime


class _Macro(runtime.Macro):
    """A macro whose result is printed as it was written, and is a text to everything else."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:  # noqa: ARG002 - Jinja's
        written = self._func(*arguments)
        CURRENT.get().write(len(written))
        return Captured(written)


_NAMES: Mapping[str, Any] = {
    "LoopContext": runtime.LoopContext,
    "Macro": _Macro,
    "Markup": Captured,
    "Namespace": Namespace,
    "TemplateRuntimeError": jinja2.TemplateRuntimeError,
    "Undefined": runtime.Undefined,
    "isinstance": isinstance,
    "missing": missing,
}
"""All that generated code takes from Jinja and Python."""


def jinja_runtime(environment: WordEnvironment) -> Runtime:
    """Return the runtime that Jinja gives its generated code."""

    def context(values: Mapping[str, object], part: str) -> runtime.Context:
        return runtime.Context(environment, dict(values), part, {})

    return Runtime(environment, _NAMES, context, (*RENDER_ERRORS, jinja2.TemplateError))
