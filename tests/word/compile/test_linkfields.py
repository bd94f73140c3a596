"""Tags in links and field codes print their values; none of them ends an argument or leads away."""

from __future__ import annotations

import re

import pytest
from ooxml.gated import refusals, taken_out
from ooxml.minimal import run, text
from ooxml.packages import PRINTED, a_package, complex_field, in_story, instruction, part_of
from ooxml.rendered import a_template, paragraphs, parts_of

from docgen.errors import TemplateError
from docgen.word.audit.rules import check_package
from tests.builders import swept

NAMES = {"u": "https://a.example/?b=1&c", "v": 'x" \\o "y', "xs": ["https://1.no", "https://2.no"]}
SAFE = 'x\\" \\\\o \\"y'


def _codes(data: bytes, story: str = "text", **names: object) -> list[str]:
    """Return the codes of the report's fields."""
    report = a_template(data).render({**NAMES, **names})
    assert [f for f in check_package(report) if f.rule in ("field", "relation", "bare-text")] == []
    xml = parts_of(report)[part_of(story)].decode()
    assert "{{" not in xml
    found = re.findall(r"<w:instrText[^>]*>([^<]+)", xml)
    return [code.replace("&amp;", "&").strip() for code in found]


def _field(*pieces: str) -> str:
    return f"<w:p>{complex_field(''.join(map(instruction, pieces)))}</w:p>"


SIMPLE = "<w:p><w:fldSimple w:instr='{}'>" + run("shown") + "</w:fldSimple></w:p>"
CODES = {
    "an address": ('HYPERLINK "{{ u }}"', f'HYPERLINK "{NAMES["u"]}"'),
    "a bare address": ("HYPERLINK {{ u }}", f"HYPERLINK {NAMES['u']}"),
    "the end of an address": ('HYPERLINK "https://{{ v }}"', f'HYPERLINK "https://{SAFE}"'),
    "a tip": ('HYPERLINK "{{ u }}" \\o "{{ v }}"', f'HYPERLINK "{NAMES["u"]}" \\o "{SAFE}"'),
    "a place": ('HYPERLINK \\l "{{ v }}"', f'HYPERLINK \\l "{SAFE}"'),
    "a condition of Word": ('IF "{{ v }}" = "1" "a" "b"', f'IF "{SAFE}" = "1" "a" "b"'),
    "a choice": (
        'HYPERLINK "https://{% if u %}a.no{% else %}b.no{% endif %}"',
        'HYPERLINK "https://a.no"',
    ),
}


@pytest.mark.parametrize("story", swept(PRINTED, 4))
@pytest.mark.parametrize(("code", "printed"), CODES.values(), ids=CODES)
def test_a_tag_in_a_code_prints_its_value(code, printed, story):
    for body in (_field(f" {code} "), SIMPLE.replace("{}", f" {code} ")):
        assert _codes(a_package(in_story(body, story)), story) == [printed]


@pytest.mark.parametrize("at", range(2, 24, 3))
def test_a_code_may_be_split_anywhere(at):
    code = ' HYPERLINK "{{ u }}" '
    assert _codes(a_package(in_story(_field(code[:at], code[at:])))) == [
        f'HYPERLINK "{NAMES["u"]}"'
    ]


@pytest.mark.parametrize(
    "target",
    ["{{ u }}", "%7B%7B%20u%20%7D%7D", "https://x.no/{{ u }}", "https://x.no/%7b%7bu%7d%7d"],
)
def test_a_link_whose_address_holds_a_tag_leads_to_the_value(target):
    link = (
        f'<w:p><w:hyperlink r:id="L" w:tooltip="{{{{ v }}}}">{run("{{ u }}")}</w:hyperlink></w:p>'
    )
    body = text("{%p for u in xs %}") + link + text("{%p endfor %}")
    relations = {"word/document.xml": [("L", "hyperlink", target, "External")]}
    data = a_package(in_story(body), relations)
    start = "https://x.no/" if target.startswith("https") else ""
    assert _codes(data) == [f'HYPERLINK "{start}{url}" \\o "{SAFE}"' for url in NAMES["xs"]]
    assert paragraphs(a_template(data).render(NAMES)) == NAMES["xs"]


@pytest.mark.parametrize("url", ["file://host/x", "C:\\x.exe", "javascript:1", "\\\\host\\x"])
@pytest.mark.parametrize("code", ['HYPERLINK "{{ w }}"', 'HYPERLINK \\o "a" "{{ w }}"'])
def test_a_value_leads_nowhere_that_a_template_may_not(code, url):
    with pytest.raises(TemplateError, match="a link leads to http, https, mailto"):
        _codes(a_package(in_story(_field(code))), w=url)


def test_an_absent_address_leads_nowhere():
    assert _codes(a_package(in_story(_field(' HYPERLINK "{{ w }}" '))), w="") == ['HYPERLINK "#"']


@pytest.mark.parametrize(
    "target", ["file://{{ u }}", "{% if u %}https://a{% else %}file://b{% endif %}"]
)
def test_an_address_that_begins_elsewhere_is_taken_out(target):
    data = a_package(in_story(_field(f' HYPERLINK "{target}" ')))
    assert len(taken_out(data)) == 1


def test_a_tag_in_the_address_of_a_picture_is_refused_with_its_place():
    picture = '<w:p><w:r><w:drawing><a:hlinkClick r:id="L"/></w:drawing></w:r></w:p>'
    relations = {"word/document.xml": [("L", "hyperlink", "https://x.no/{{ u }}", "External")]}
    (said,) = refusals(a_package(in_story(text() + picture), relations))
    assert "paragraph 2" in said
    assert "[tag-left]" in said
