"""A section break in the paragraph of a value is in the report once, behind the value."""

from __future__ import annotations

import pytest
from ooxml.minimal import run, text
from ooxml.rendered import a_template, paragraphs, tree

from docgen.model import Field
from docgen.word.audit.rules import check_package
from tests.builders import swept

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
FIELDS = {kind: Field(kind, f"x.{kind}") for kind in ("text", "line", "list", "number", "value")}
VALUES = {
    "none": {"text": "", "line": "", "list": [], "number": None, "value": ""},
    "one": {"text": "a", "line": "a", "list": ["a"], "number": 1, "value": "a"},
    "several": {
        "text": "a\n\nb\n\n- c\n- d", "line": "a\nb", "list": ["a", "b"], "number": 2, "value": "a"
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
@pytest.mark.parametrize("many", VALUES)
@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("words", swept(["Label: {{ V }}", "{{ V }}", "see {{ V }} there"], 2))
def test_a_section_break_is_printed_once(words, kind, many, mode):
    words = words.replace("V", kind)
    paragraph = f"<w:p><w:pPr>{WIDE}</w:pPr>{run(words)}</w:p>"
    template = a_template(text("before") + paragraph + text("behind"), FIELDS)
    report = template.render(VALUES[many], mode=mode)
    breaks = [p for p in tree(report).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert len(breaks) == 1
    assert breaks[0].getnext() is not None
    behind = list(breaks[0].itersiblings(f"{W}p"))
    assert len(behind) == 1, "the value stands before the break"
    assert paragraphs(report)[-1] == "behind"
    assert check_package(report) == [] or mode == "form"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_section_in_a_loop_is_printed_each_time(count):
    body = (
        text("{%p for x in xs %}")
        + f"<w:p><w:pPr>{WIDE}</w:pPr>{run('{{ x }}')}</w:p>"
        + text("{%p endfor %}")
        + text("behind")
    )
    report = a_template(body).render({"xs": list(range(count))})
    assert len(tree(report).findall(f".//{W}pPr/{W}sectPr")) == count
