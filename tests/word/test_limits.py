"""Every template has an end, the same on every machine; what goes too far has its place."""

from xml.sax.saxutils import escape

import pytest
from ooxml.minimal import text
from ooxml.rendered import a_template, paragraphs

from docgen.errors import TemplateError
from docgen.word.compile.scan import scan

ROUNDS = "{% for a in range(10000) %}"
GROWING = (
    "{% set ns = namespace(x=[1]) %}"
    "{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}"
)


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(f"{ROUNDS * 3}{'{% endfor %}' * 3}", id="loops that print nothing"),
        pytest.param(f"{ROUNDS * 3}x{'{% endfor %}' * 3}", id="loops that print"),
        pytest.param(GROWING + "{{ ns.x }}", id="a list of lists, printed"),
        pytest.param(GROWING + "{{ ns.x|tojson }}", id="as JSON"),
        pytest.param(GROWING + "{{ ns.x ~ '' }}", id="as a text"),
        pytest.param("{{ ('a'*10000)|replace('a', 'a'*10000) }}", id="a text by replace"),
        pytest.param("{{ ('a'*10000).replace('a', 'a'*10000) }}", id="by its method"),
        pytest.param("{{ (['a'*10000]*1000)|join }}", id="by join"),
        pytest.param("{{ ('%s'*5000)|format('a'*10000) }}", id="by format"),
        pytest.param("{{ ('\\n'*10000)|indent(10000, blank=true) }}", id="by indent"),
        pytest.param("{% set ns = namespace(x='ab') %}{% for i in range(40) %}"
                     "{% set ns.x = ns.x ~ ns.x %}{% endfor %}", id="doubled again and again"),
    ],
)  # fmt: skip
def test_what_has_no_end_is_stopped_with_its_place(template):
    with pytest.raises(TemplateError) as caught:
        a_template(text("first") + text(escape(template))).render({})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.partition(",")[0]) == ("limit", "paragraph 2")
    assert ";" in problem.message


def test_ranges_are_no_letters():
    template = a_template(
        text("{% for a in range(1000) %}{% for b in range(9) %}{% endfor %}{% endfor %}x")
    )
    assert paragraphs(template.render({})) == ["x"]


def test_a_comparison_is_printed_where_it_stands():
    body = text("{{ 1 &lt; 2 }}") + text("{{ x }}, {{ 2 == 3 }}")
    assert paragraphs(a_template(body).render({"x": "a"})) == ["True", "a, False"]


@pytest.mark.parametrize("sign", ["{{'", "{#", "{% ", "{{ 1 }}", "{{ \"'"])
def test_tags_are_found_in_one_pass(sign):
    assert scan(sign * 20_000).open_raw is False
