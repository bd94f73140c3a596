"""Statements that are none, told with the word that was meant."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, text

from docgen.check.lint.session import lint_template


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("elseif", "elif", id="as in PHP"),
        pytest.param("elsif", "elif", id="as in Ruby"),
        pytest.param("els", "else", id="a letter lost"),
        pytest.param("ednif", "endif", id="letters turned round"),
    ],
)
def test_a_word_that_is_no_statement_is_told_with_the_one_that_was_meant(typed, meant):
    body = f"{{% if unit.name %}}a{{% {typed} %}}b{{% endif %}}"
    told = [one.message for one in lint_template(a_report(text(body)), pack="dk")]
    assert f"{{% {typed} %}} is no statement; did you mean '{meant}'?" in told
