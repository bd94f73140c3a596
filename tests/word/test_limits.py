"""Every template has an end, the same on every machine; what goes too far has its place."""

import time
from xml.sax.saxutils import escape

import pytest
from builders import swept, write_review
from ooxml.minimal import a_report, text
from ooxml.rendered import a_template, paragraphs

from docgen.batch.run import make_reports
from docgen.bounds.templates import MOST_SECONDS
from docgen.errors import TemplateError
from docgen.report import PlannedReport
from docgen.word.compile.gate import read_package
from docgen.word.compile.opened import MOST_ELEMENTS
from docgen.word.compile.scan import scan
from docgen.word.render import budget

ROUNDS = "{% for a in range(10000) %}"
GROWING = (
    "{% set ns = namespace(x=[1]) %}"
    "{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}"
)


@pytest.mark.parametrize(
    "template",
    swept([
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
    ], 4),
)  # fmt: skip
def test_what_has_no_end_is_stopped_with_its_place(template):
    with pytest.raises(TemplateError) as caught:
        a_template(text("first") + text(escape(template))).render({})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.partition(",")[0]) == ("limit", "paragraph 2")
    assert ";" in problem.message


def test_what_a_block_keeps_is_counted_once():
    body = f"{{% set kept %}}{ROUNDS}{ROUNDS[:-8]}20) %}}a{'{% endfor %}' * 2}{{% endset %}}x"
    begun = time.process_time()
    assert paragraphs(a_template(text(body)).render({})) == ["x"]
    assert time.process_time() - begun < 1.5


def test_ranges_are_no_letters():
    template = a_template(
        text("{% for a in range(1000) %}{% for b in range(9) %}{% endfor %}{% endfor %}x")
    )
    assert paragraphs(template.render({})) == ["x"]


def test_a_comparison_is_printed_where_it_stands():
    body = text("{{ 1 &lt; 2 }}") + text("{{ x }}, {{ 2 == 3 }}")
    assert paragraphs(a_template(body).render({"x": "a"})) == ["True", "a, False"]


@pytest.mark.parametrize(
    "template",
    swept([
        pytest.param(f"{{{{ a.b }}}}{ROUNDS * 2}{'{% endfor %}' * 2}", id="a fault, then a loop"),
        pytest.param(f"{ROUNDS}{ROUNDS[:-8]}400) %}}{{{{ nope.a }}}}{'{% endfor %}' * 2}",
                     id="a fault in each round"),
        pytest.param(f"{ROUNDS}{ROUNDS[:-8]}80) %}}{{{{ a|upper }}}}{'{% endfor %}' * 2}"
                     "{{ 1/0 }}", id="a fault behind a loop"),
    ]),
)  # fmt: skip
def test_all_attempts_at_a_report_share_one_budget(template):
    made = a_template(text(escape(template)))
    begun = time.process_time()
    with pytest.raises(TemplateError) as caught:
        made.render({"a": {}})
    assert "limit" in [problem.rule for problem in caught.value.problems]
    assert len(caught.value.problems) <= 10
    assert time.process_time() - begun < 2


def test_a_rendering_has_as_many_seconds_as_it_is_given(monkeypatch):
    now = iter(range(0, 10_000, 10))
    monkeypatch.setattr(budget, "monotonic", lambda: next(now))
    template = a_template(text(f"{ROUNDS}{ROUNDS}{'{% endfor %}' * 2}"))
    with pytest.raises(TemplateError, match="rendering takes too long"):
        template.render({}, seconds=5)
    assert a_template(text("{{ 1 }}")).render({}, seconds=5)


def test_a_run_waits_for_a_rendering_so_long_and_no_longer(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(
        PlannedReport, "render", lambda *_, seconds=None, **__: asked.append(seconds) or b"PK"
    )
    assert [o.good for o in make_reports([write_review(tmp_path / "r.yaml")], tmp_path / "out")]
    assert asked == [MOST_SECONDS]


@pytest.mark.parametrize("element", ["<w:p/>", '<x xmlns="urn:x"/>', "<w:tbl><w:tr/></w:tbl>"])
def test_a_file_of_more_elements_than_any_report_has_is_refused_before_it_is_read(element):
    begun = time.process_time()
    with pytest.raises(TemplateError, match="at most; part the document"):
        read_package(a_report(element * (MOST_ELEMENTS // element.count("<"))), "t.docx")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("sign", ["{{'", "{#", "{% ", "{{ 1 }}", "{{ \"'"])
def test_tags_are_found_in_one_pass(sign):
    assert scan(sign * 20_000).open_raw is False
