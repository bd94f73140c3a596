"""A name of the review is written without its braces.

Why: only `{{ name }}` prints a value. A name without braces is printed as it stands: the report
says `c.comment`.

Wrong: `c.recommendation`, `unit.name`.
Right: `{{ c.recommendation }}`, `{{ unit.name }}`.

What to do: put the braces around it. If the word is meant as it stands, allow it: `{# docgen:
allow bare-name #}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model import Items
from docgen.model.tongue import say
from docgen.word.audit.package import W
from docgen.word.compile.scan import scan

RULE = "bare-name"
SEVERITY = "warning"
_NAME = re.compile(
    r"(?<![\w.@/{\[\uff5b])(?<![{\[\uff5b]\s)([a-z_]\w*)((?:\.[a-z_]\w*)+)(?![\w@/(]|\.\w)"
)
_LOOP = re.compile(r"\bfor\s+(\w+)\s+in\s+([\w.]+)")


def check(subject: Subject) -> Iterator[LintFinding]:
    """Yield each name with a dot in it that templates know, outside tags."""
    if subject.fields is None:
        return
    records = _records(subject.fields)
    variables = {
        variable: records.get(path.rpartition(".")[2], {})
        for one in subject.tagged
        for variable, path in _LOOP.findall(one.text)
    }
    known = {**variables, **subject.fields}
    for name, root in subject.stories():
        for paragraph in root.iter(f"{W}p"):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            if "." not in text:
                continue
            for found in _NAME.finditer(scan(text).between):
                if _is_known(known, found[0].split(".")):
                    message = say(
                        "{name} is printed as it stands; a value is {{{{ {name} }}}}", name=found[0]
                    )
                    yield LintFinding(name, paragraph, message)


def _records(fields: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the record of each list, at any depth, by its own name."""
    found: dict[str, Mapping[str, Any]] = {}
    todo = [fields]
    while todo:
        for key, node in todo.pop().items():
            inner = node.record if isinstance(node, Items) else node
            if isinstance(node, Items):
                found[key] = node.record
            if isinstance(inner, Mapping) and key != "criteria":
                todo.append(inner)
            elif isinstance(node, Items):
                todo.append(node.record)
    return found


def _is_known(node: Any, steps: list[str]) -> bool:
    for step in steps:
        if not isinstance(node, Mapping) or step not in node:
            return False
        node = node[step]
    return not isinstance(node, Mapping)
