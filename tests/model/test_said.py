"""Whatever a user may read goes through `say`: a look at every sentence in the code."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.builders import ROOT

PACKAGE = ROOT / "docgen"
SPOKEN = frozenset({"say", "say_count", "marked"})
SENTENCE = re.compile(r"[A-Za-zÆØÅæøå]{2,}[,:;]? [a-z{]")
"""Two words in a row, the second small: what a person may be meant to read."""
MARKUP = re.compile(r"^\s*<|<w:|</|xmlns|^//@|\\w|\(\?|\.\*|^<")
"""XML, paths in it and patterns."""

NAMES = frozenset({"fields", "kinds", "relations", "outside", "elements", "attributes"})
"""Arguments that hold names of OOXML, parted by blanks."""

ALLOWED: Mapping[str, tuple[str, str]] = {
    "__init__.py": ("as Python says it of any module", "module 'docgen' has"),
    "authoring/blankcriteria.py": ("a piece of YAML", "{score: "),
    "authoring/blankreview.py": ("a piece of YAML", "pack: |  # - criterion: "),
    "authoring/fill.py": ("a piece of YAML", r"[\w{}:, ]*score: "),
    "authoring/newreview.py": ("a mark that check finds", "TODO "),
    "batch/cluster.py": ("the name of a worker in Dask's own log", "worker "),
    "batch/export.py": ("options and a way out that is said", "--force "),
    "batch/plan.py": ("a command to type", "docgen form "),
    "bounds/keptfile.py": ("SQL, and a sign to itself", "[a-z]+ .*|another layout"),
    "check/catalogue.py": ("tables whose entries are in the catalogues; docs/rules.md", ""),
    "check/lint/rules/font_missing.py": ("names of fonts", "[a-z ]+$"),
    "cli/new.py": ("a command to type", "docgen score "),
    "cli/options.py": ("the version", "docgen {}$"),
    "cli/packs.py": ("a command to type", "docgen form "),
    "document/fields.py": ("kinds of fields", "(form|kept|own) "),
    "document/guide.py": ("a tag", "{%p for"),
    "output/officemacro.py": ("a macro that LibreOffice runs", "Option Explicit"),
    "scoring/rule.py": ("how rules.yaml names a kind", " or list$"),
    "scoring/ruleparts.py": ("how rules.yaml names a kind", "or list$"),
    "scoring/wording.py": ("patterns of rules, whose words are said later", r"\\1 "),
    "web/guard.py": ("a policy for browsers", "sandbox "),
    "word/audit/order.py": ("names of elements", r"[\w\s{}]+$"),
    "word/compile/beside.py": ("a piece of Jinja", "filter {}$"),
    "word/compile/cells.py": ("a piece of Jinja", "filter {}$|if loop.first$"),
    "word/compile/checking.py": ("Jinja, and Python's words", "{} {} {}{} endif|integer string"),
    "word/compile/codegen.py": ("code that is written", "_dg_changed|no filter|if {} >"),
    "word/compile/contenttypes.py": ("a type", "dict"),
    "word/compile/copies.py": ("a piece of Jinja, a key", "set {} =|shape {}$"),
    "word/compile/environment.py": ("sends a rendering the careful way", "a function of"),
    "word/compile/lists.py": ("a piece of Jinja, keys", "for _dg|num {}$|abstract {}$"),
    "word/compile/policypage.py": ("docs/templates.md", ""),
    "word/compile/proof.py": ("a fault of docgen's own code, told as one nobody foresaw", ""),
    "word/compile/reasons.py": ("what Python and Jinja say", r"[a-zA-Z,^|. \-\d]+$"),
    "word/compile/relations.py": ("a type", "dict"),
    "word/compile/styles.py": ("names of styles", "list "),
    "word/compile/wording.py": ("what Jinja says", "(end|begin) of|non-default|Can't|When def"),
    "word/readback/store.py": ("sends to the message about a damaged store", ""),
    "word/render/budget.py": ("sends a rendering the careful way", "it can be gone"),
    "word/render/runtime_light.py": ("sends a rendering the careful way", "an absent name"),
    "word/render/markup.py": ("sends a rendering the careful way", "a value that carries"),
    "web/api.py": ("an interface for programs, whose words are those of its description", ""),
    "web/openapi.py": ("the description of the interface for programs", ""),
    "yamlfile/explain.py": ("what the YAML parser says", r"[a-z :'<>]+$"),
    "yamlfile/nodes.py": ("what the YAML parser says", "found unknown escape"),
}
"""By file: why, and how those sentences begin that no catalogue has."""


@cache
def _known() -> frozenset[str]:
    tool = runpy.run_path(str(ROOT / "tools" / "catalogues.py"))
    ids = (message.id for message in tool["template"]() if message.id)
    return frozenset(text for one in ids for text in ([one] if isinstance(one, str) else one))


def unsaid(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each sentence that goes by no catalogue."""
    tree = ast.parse(file.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        text = _text(node)
        inside = isinstance(parents.get(node), ast.JoinedStr | ast.FormattedValue | ast.Expr)
        if inside or not SENTENCE.search(text) or MARKUP.search(text) or text in _known():
            continue
        above = list(_above(node, parents))
        names = any(isinstance(one, ast.keyword) and one.arg in NAMES for one in above[:1])
        if not names and not any(_speaks(one) for one in above):
            yield node.lineno, text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return ""


def _above(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node in parents:
        node = parents[node]
        yield node


def _speaks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPOKEN


def test_no_sentence_goes_by_no_catalogue():
    told = []
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        _, allowed = ALLOWED.get(name, ("", "$."))
        told += [f"{name}:{n}: {t}" for n, t in unsaid(file) if not re.match(allowed, t)]
    assert told == [], "say them, or give the reason in ALLOWED"


def test_each_exception_is_needed():
    idle = [
        name
        for name, (_, allowed) in ALLOWED.items()
        if not any(re.match(allowed, text) for _, text in unsaid(PACKAGE / name))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("raise UsageError('no file stands here')", 1, id="raised"),
        pytest.param("x = f'{name} is missing'", 1, id="with a value"),
        pytest.param("print('all is well')", 1, id="printed"),
        pytest.param("say('all is well')", 0, id="said"),
        pytest.param("say(TEXT[key] if key else 'all is well')", 0, id="said by turns"),
        pytest.param("'All is well.'", 0, id="a docstring"),
        pytest.param("x = '<w:p> is so'", 0, id="markup"),
        pytest.param("x = 'one.word'", 0, id="no sentence"),
    ],
)
def test_sentences_are_found(code, found, tmp_path):
    file = tmp_path / "x.py"
    file.write_text(code, encoding="utf-8")
    assert len(list(unsaid(file))) == found
