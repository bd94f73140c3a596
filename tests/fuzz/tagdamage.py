"""Ways to damage the tags of a template: each changes a part's tree in one place."""

from __future__ import annotations

import random
import re
from typing import Any

from builders import ROOT

from docgen.word.compile.xml import Element, W

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
_LEVEL = re.compile(r"(\{[{%#])(?:(p|tr|tc|r) )?\s*")

FILTERS = (
    *("upper", "lower", "title", "trim", "length", "list", "first", "last", "sort", "unique"),
    *("join", "join(', ')", "replace('e', 'ee')", "default('x')", "truncate(-1)", "truncate(5)"),
    *("center(9999)", "indent(3)", "wordwrap(2)", "wordcount", "int", "float", "round(-400)"),
    *("abs", "sum", "min", "max", "map('upper')", "map(attribute='x')", "select", "reject('nope')"),
    *("selectattr('a', '>', 1)", "groupby('name')", "dictsort", "batch(2)", "slice(3)", "tojson"),
    *("filesizeformat", "format(1, 2)", "urlencode", "striptags", "escape", "forceescape", "safe"),
    *("nope", "_dg_text", "attr('x')", "items", "reverse", "string", "random", "pprint", "xmlattr"),
    *("date", "dates", "number", "join(1)", "replace(1)", "sort(attribute=2)", "batch(0)"),
    *("slice(0)", "round('x')", "map", "select('in')", "default(default(1))", "center('a')"),
)
TESTS = (
    *("none", "defined", "string", "number", "mapping", "sequence", "even", "divisibleby(0)"),
    *("in 5", "in none", "sameas(1)", "eq", "nope", "lt 'x'", "filter", "callable", "iterable"),
)
CONSTANTS = (
    *("0", "-1", "1e999", "1" * 400, "0x1F", "1_0", "1.5", "none", "true", "[]", "{}", "()"),
    *("''", "'\\x00'", "'\\ud800'", "'\\ufdd0'", "'\\x07a'", "'\\n\\t'", "'\\u2028'", "'\\N{DEL}'"),
    *("'a' * 9999", "[1] * 9999", "range(9999)", "range(10**9)", "9 ** 9 ** 9", "1 / 0", "1 % 0"),
    *("'a' + 1", "[] + 'x'", "{} + {}", "none + 1", "1 < 'a'", "[1] < none", "-'a'", "not {}"),
    *("{[]: 1}", "{{}: 1}", "{'a': 1}[[]]", "[1][9]", "[1]['x']", "'abc'[{}]", "1[0]", "none.x"),
    *(
        "none[0]",
        "unit()",
        "unit.name()",
        "unit.name(1)",
        "range()",
        "range('a')",
        "range(1, 2, 0)",
    ),
    *("'x'.join(5)", "'x'.split(1)", "'x'.format()", "'{}'.format()", "'{0.x}'.format(1)"),
    *("'%d' % 'x'", "'%s%s' % 1", "dict(1)", "dict(a=1, a=2)", "cycler()", "joiner(1)(2)"),
    *("namespace(1)", "namespace(x=1).y", "lipsum()", "loop", "loop.index", "self", "caller()"),
    *("''.__class__", "[].append(1)", "'a' ~ [1]", "1 if", "1 if 0", "a.b.c.d", "[[[[1]]]]"),
    *("'<w:p/>'", "'</w:t>'", "'&'", "'{{'", "'%}'", "'a' in 5", "5 in 'a'", "[1, 2][::0]"),
    *("1..2", "a b", "(", ")", "[1", "'", '"', "\\", "$", "!", "?", "ø", "x.1", "1.x", "(" * 150),
    *("not " * 300 + "1", "1 + " * 150 + "1", "'" + "x" * 3000 + "'", "unit.name" * 300, "|", "||"),
)
LITTER = (
    *("{{", "}}", "{%", "%}", "{#", "#}", "{_{", "}_}", "{", "}", "{ {", "{{}}", "{% %}", "{##}"),
    *("{{ }}", "{%p %}", "{{p }}", "{{r x }}", "{%-", "-%}", "{{-", "{%- if 1 -%}", "{%+ if 1 %}"),
    *("{% raw %}", "{% endraw %}", "{% raw %}{{ x }}{% endraw %}", "{% endfor %}", "{% endif %}"),
    *("{% else %}", "{% elif 1 %}", "{% else x %}", "{% endif x %}", "{% endfor x %}", "{% if %}"),
    *(
        "{% for %}",
        "{% for x %}",
        "{% for x in %}",
        "{% for 1 in [1] %}",
        "{% set %}",
        "{% do 1 %}",
    ),
    *("{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}", "{% block a %}"),
    *("{% call f() %}", "{% macro %}", "{% filter %}", "{% with %}", "{% autoescape false %}"),
    *("{% cellbg 'red' %}", "{% colspan 3 %}", "{% colspan x %}", "{% vm %}", "{% hm %}"),
    *("{% cellbg 1 %}", "{% colspan 9999 %}", "{% colspan -1 %}", "{%tc vm %}", "{{ 1 }}{{ 2 }}"),
    *("“{{ 'x' }}”", "{{ “x” }}", "{{\n1\n}}", "{{\t1}}", "\u200b", "{\u200b{ 1 }}", "\u202e", "x"),
)
BLOCKS = (
    *("for x in [1, 2]", "for x in 5", "for x in none", "for x in unit", "for a, b in [1]"),
    *(
        "for x in range(9999)",
        "for a, b in {'x': 1}.items()",
        "for x in levels if x",
        "for x in ''",
    ),
    *("for x in [1] recursive", "for loop in [1]", "for unit in levels", "for x in levels|sort"),
    *("if 1", "if 0", "if unit.name", "if nope", "if 1 is nope", "if 'a' < 1", "if not criteria"),
    *("macro f(a)", "macro f(a, a)", "macro f(a=1, b)", "macro unit()", "macro caller()", "set y"),
    *("filter upper", "filter nope", "filter sort", "with x = 1", "with x", "call f(1)", "call 1"),
    *("set ns.x", "set unit", "set a | upper", "call(x) nope()", "raw"),
)
SETS = (
    *("set x = 1", "set unit = 1", "set a, b = [1]", "set x = []", "set ns = namespace(a='ab')"),
    *("set ns.a = ns.a ~ ns.a", "set none = 1", "set x.y = 1", "set criteria = criteria.nope"),
)
LEVELS = ("", "", "p", "tr", "tc", "r")


def tag_damage(root: Element, rng: random.Random) -> None:
    """Change one tag of the part, or put one in."""
    texts = [node for node in root.iter(f"{W}t") if node.text]
    tagged = [node for node in texts if _TAG.search(node.text or "")]
    if not tagged:
        return
    rng.choices(*zip(*_WAYS, strict=True))[0](tagged, texts, rng)


def _pick(tagged: list[Element], rng: random.Random) -> tuple[Element, str, str, str]:
    """Return a text, what stands before a tag of it, the tag, and what stands behind."""
    node = rng.choice(tagged)
    text = node.text or ""
    found = rng.choice([*_TAG.finditer(text)] or [None])
    if found is None:
        return node, text, "", ""
    return node, text[: found.start()], found[0], text[found.end() :]


def _put_in(texts: list[Element], what: str, rng: random.Random) -> None:
    node = rng.choice(texts)
    text = node.text or ""
    at = rng.choice((0, len(text), rng.randrange(len(text) + 1)))
    node.text = text[:at] + what + text[at:]


def _move(tagged: list[Element], texts: list[Element], rng: random.Random) -> None:
    node, before, tag, behind = _pick(tagged, rng)
    if rng.random() < 0.6:
        node.text = before + behind
    _put_in(texts, tag, rng)


def _cut(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    node, before, tag, behind = _pick(tagged, rng)
    at = rng.randrange(len(tag) + 1)
    tag = rng.choice(("", tag[:at], tag[at:], tag[:at] + tag[at + 1 :], tag + tag[-2:]))
    node.text = before + tag + behind


def _swap(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    one, other = _pick(tagged, rng), _pick(tagged, rng)
    one[0].text = one[1] + other[2] + one[3]
    other[0].text = other[1] + one[2] + other[3]


def _rename(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    node, before, tag, behind = _pick(tagged, rng)
    names = [*_NAME.finditer(tag)]
    if names:
        found = rng.choice(names)
        name = found[0]
        new = (name[:-1], f"{name}.name", name.split(".")[0], rng.choice(_names()), f"{name}[0]")
        tag = tag[: found.start()] + rng.choice((*new, rng.choice(CONSTANTS))) + tag[found.end() :]
    node.text = before + tag + behind


def _expression(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    """Give a tag another value, a filter or a test."""
    node, before, tag, behind = _pick(tagged, rng)
    inner, end = tag[:-2].rstrip(), tag[-2:]
    way = rng.random()
    if way < 0.4:
        inner += "".join(f"|{rng.choice(FILTERS)}" for _ in range(rng.choice((1, 1, 2, 3))))
    elif way < 0.55:
        inner += f" is {rng.choice(TESTS)}"
    elif way < 0.7:
        sign = rng.choice((" + ", " ~ ", " * ", " < ", " in ", " and ", ", ", " if ", " ", "."))
        inner += sign + rng.choice((*CONSTANTS, *_names()))
    else:
        head = _LEVEL.match(tag)
        inner = (head[0] if head else tag[:2]) + rng.choice(CONSTANTS)
    node.text = f"{before}{inner} {end}{behind}"


def _relevel(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    node, before, tag, behind = _pick(tagged, rng)
    level = rng.choice(LEVELS)
    head = f"{level} " if level else " "
    node.text = before + _LEVEL.sub(lambda m: m[1] + head, tag, count=1) + behind


def _litter(tagged: list[Element], texts: list[Element], rng: random.Random) -> None:
    what = rng.choice(
        (*LITTER, f"{{{{ {rng.choice(CONSTANTS)} }}}}", f"{{% {rng.choice(SETS)} %}}")
    )
    _put_in(rng.choice((tagged, texts)), what, rng)


def _block(tagged: list[Element], texts: list[Element], rng: random.Random) -> None:
    """Put a block around some letters, some texts, or between two places."""
    begin = rng.choice(BLOCKS)
    word = begin.split(" ")[0].split("(")[0]
    level = rng.choice(LEVELS)
    level = f"{level} " if level else " "
    one, last = f"{{%{level}{begin} %}}", f"{{%{level}end{word} %}}"
    at = rng.randrange(len(texts))
    until = min(at + rng.choice((0, 0, 0, 1, 2, 10)), len(texts) - 1)
    if rng.random() < 0.5:
        at = until = texts.index(rng.choice(tagged))
    for _ in range(rng.choice((1, 1, 1, 2, 20, 60))):
        texts[at].text = one + (texts[at].text or "")
        texts[until].text = (texts[until].text or "") + last


def _around(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    """Put a block around a paragraph, row or cell, as its author would."""
    level = rng.choice(("p", "p", "tr", "tc"))
    holder = next(rng.choice(tagged).iterancestors(f"{W}{level}"), None)
    if holder is None:
        return
    begin = rng.choice(BLOCKS)
    word = begin.split(" ")[0].split("(")[0]
    for add, tag in ((holder.addprevious, begin), (holder.addnext, f"end{word}")):
        add(_holding(holder, level, f"{{%{level} {tag} %}}"))


def _holding(like: Element, level: str, text: str) -> Element:
    """Return a paragraph, row or cell with that text alone."""
    around = {"p": ("p", "r", "t"), "tc": ("tc", "p", "r", "t"), "tr": ("tr", "tc", "p", "r", "t")}
    top = last = like.makeelement(f"{W}{around[level][0]}", {})
    for name in around[level][1:]:
        last.append(last.makeelement(f"{W}{name}", {}))
        last = last[0]
    last.text = text
    return top


def _print(tagged: list[Element], texts: list[Element], rng: random.Random) -> None:
    """Put in a tag that may well be right."""
    value = rng.choice((*_names(), "unit.name", "'a'", "12", "levels", "sections", "review.dates"))
    value += "".join(f"|{rng.choice(FILTERS)}" for _ in range(rng.choice((0, 0, 1, 2))))
    _put_in(rng.choice((tagged, texts)), f"{{{{ {value} }}}}", rng)


def _split(tagged: list[Element], _: list[Element], rng: random.Random) -> None:
    """Part a run, as Word does, in the middle of its text."""
    node = rng.choice(tagged)
    run = node.getparent()
    if run is None or run.tag != f"{W}r" or len(node.text or "") < 2:
        return
    for _ in range(rng.choice((1, 1, 3))):
        text = node.text or ""
        at = rng.randrange(len(text) + 1)
        new = run.makeelement(f"{W}r", {}, run.nsmap)
        new.append(new.makeelement(f"{W}t", {}))
        new[0].text, node.text = text[at:], text[:at]
        run.addnext(new)
        if rng.random() < 0.2:
            kind = rng.choice(("br", "tab", "cr", "noBreakHyphen", "softHyphen", "t"))
            run.append(run.makeelement(f"{W}{kind}", {}))


def _names() -> tuple[str, ...]:
    return _KNOWN


def _known() -> tuple[str, ...]:
    """Return names that templates print, as the architecture lists them."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return (*tuple(sorted(set(re.findall(r"`([a-z]+\.[a-z_]+)`", text)))), "x", "nope", "c.score")


_KNOWN = _known()
_Way = Any
_WAYS: tuple[tuple[_Way, int], ...] = (
    *((_move, 12), (_cut, 8), (_swap, 8), (_rename, 12), (_expression, 25), (_relevel, 8)),
    *((_litter, 15), (_block, 15), (_split, 6), (_around, 25)),
    (_print, 25),
)
