"""`docgen explain`: what a rule means and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from docgen.model.tongue import say


def command(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help=say("Id of a rule, as it ends a finding."))
    ] = "",
) -> None:
    """Explain a rule of `check` and `lint`; without one list them all."""
    from docgen.check.lint.manual import all_rules, manual_page

    print(manual_page(rule) if rule else all_rules(), end="")
