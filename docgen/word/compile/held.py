"""Hold the tags of a part that is sound otherwise against the names that a template may print."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import Environment, nodes

from docgen.model import Fields
from docgen.word.compile.checking import placed
from docgen.word.compile.emit import PartSource
from docgen.word.compile.misuse import misuses
from docgen.word.compile.names import Resolver
from docgen.word.compile.tags import TagList


class Sound(NamedTuple):
    """A part whose tags are sound, whatever the names in them mean."""

    found: TagList
    source: PartSource
    tree: nodes.Template


def hold_against_names(
    found: TagList,
    source: PartSource,
    tree: nodes.Template,
    fields: Fields,
    environment: Environment,
) -> Resolver:
    """Note what is wrong with the names in a part; return what they were resolved to."""

    def report(line: int, rule: str, message: str) -> None:
        tag = source.order[line - 1]
        found.fault(rule, tag.place, f"{tag.printed}: {message}")

    resolver = Resolver(fields, report)
    with placed(found, source.order):
        resolver.walk(tree)
        for found_out in misuses(tree, resolver.meant, environment):
            tag = source.order[found_out.line - 1]
            tell = found.fault if found_out.stops else found.warn
            tell(found_out.rule, tag.place, f"{tag.printed}: {found_out.message}")
    return resolver
