"""Both parsers there are: what is read by one is read by the other."""

from __future__ import annotations

import pytest

from docgen.yamlfile import parse as yamlfile
from docgen.yamlfile.nodes import FastParser, PythonParser

PARSERS = [pytest.param(FastParser, id="fast"), pytest.param(PythonParser, id="python")]


@pytest.fixture(params=PARSERS)
def parser(request, monkeypatch):
    """Read with libyaml where there is one, and with PyYAML's own parser."""
    monkeypatch.setattr(yamlfile, "FastParser", request.param)
