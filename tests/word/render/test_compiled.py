"""A compiled template as it is kept: plain values, and what is not of that shape is no template."""

from __future__ import annotations

import marshal

import pytest

from docgen.word.render.compiled import CompiledTemplate, Part, as_plain, from_plain, is_plain

CODE = compile("1", "<part>", "exec")
PART = Part("word/document.xml", "source", CODE, ("p",), ("t",), ("w",), {}, light=True)
WHOLE = CompiledTemplate("f.docx", (PART,), (), constants={"a": 1})


def test_what_is_kept_is_what_was_compiled():
    plain = marshal.loads(marshal.dumps(as_plain(WHOLE)))
    assert is_plain(plain)
    assert from_plain(plain) == WHOLE


def changed(index: int, value: object) -> list:
    return [value if n == index else one for n, one in enumerate(as_plain(WHOLE))]


@pytest.mark.parametrize(
    "values",
    [
        None,
        (),
        [],
        as_plain(WHOLE)[:-1],
        tuple(as_plain(WHOLE)),
        changed(0, 7),
        changed(1, [tuple(PART)]),
        changed(1, (list(PART),)),
        changed(1, (tuple(PART)[:-1],)),
        changed(1, (tuple(PART._replace(code="no code")),)),
        changed(1, (tuple(PART._replace(name=7)),)),
    ],
)
def test_anything_else_is_no_template(values):
    assert not is_plain(values)
