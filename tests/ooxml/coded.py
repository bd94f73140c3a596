"""Sources of parts, written with the usual braces, and what their code prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import CodeType
from typing import Any

from docgen.word.compile.codegen import WordCodeGenerator
from docgen.word.compile.environment import BLOCK, VARIABLE, WordEnvironment, make_environment
from docgen.word.compile.runtime_jinja import jinja_runtime
from docgen.word.compile.syntax import compile_tree, parse_source
from docgen.word.render.compiled import Part
from docgen.word.render.controls import Wording
from docgen.word.render.given import Given
from docgen.word.render.modes import light_runtime, run_part, site_maker
from docgen.word.render.sites import Slot
from docgen.word.render.state import State

_TAG = re.compile(r"\{([{%])(.*?)[}%]\}", re.DOTALL)
_EMPTY = compile("", "part", "exec")


def as_source(text: str) -> str:
    """Return a text as docgen hands it to Jinja: its own braces, each tag on a line of its own."""

    def own(tag: re.Match[str]) -> str:
        start, end = VARIABLE if tag[1] == "{" else BLOCK
        return f"{start}{tag[2]}\n{end}"

    return _TAG.sub(own, text)


def a_part(
    text: str, sites: Mapping[str, Slot] | None = None, name: str = "word/document.xml"
) -> Part:
    """Return a part that is not compiled; a tag that begins with `name:` is written by that."""
    writers, pieces, end = [], [], 0
    for tag in _TAG.finditer(text):
        asked = re.match(r"\s*(_dg_\w+):", tag[2]) if tag[1] == "{" else None
        prints = tag[1] == "{" or tag[2].split()[:1] in (["for"], ["call"])
        writers.append(asked[1] if asked else "_dg_text" if prints else "")
        body = tag[2][asked.end() :] if asked else tag[2]
        pieces += [text[end : tag.start()], f"{{{tag[1]}{body}{'}' if tag[1] == '{' else '%'}}}"]
        end = tag.end()
    source = as_source("".join([*pieces, text[end:]]))
    places = tuple(f"tag {number + 1}" for number in range(len(writers)))
    return Part(name, source, _EMPTY, places, places, tuple(writers), sites or {})


def environment_of(given: Given | None = None) -> WordEnvironment:
    """Return the environment of templates; without filters of a caller always the same."""
    return _usual() if given is None else make_environment(given)


@cache
def _usual() -> WordEnvironment:
    return make_environment(Given())


def coded(
    part: Part,
    generator: type[WordCodeGenerator],
    constants: Mapping[str, Any] | None = None,
    given: Given | None = None,
) -> CodeType:
    """Return the code of a part."""
    environment = environment_of(given)
    tree = parse_source(part, environment, constants or {}, tells=True)
    return compile_tree(tree, part, environment, generator)


def printed(
    part: Part,
    code: CodeType,
    names: Mapping[str, Any],
    *,
    light: bool = False,
    given: Given | None = None,
) -> tuple[str, State]:
    """Return what the code of a part prints, and what the rendering collected."""
    runtime = light_runtime(given or Given()) if light else jinja_runtime(environment_of(given))
    state = State()
    sites = site_maker("controls", Wording(), (given or Given()).filters)
    root = run_part(part._replace(code=code), runtime, sites, tells=True)
    known = {**runtime.environment.globals, **names, "_dg_state": state}
    return "".join(root(runtime.context(known, part.name))), state
