"""What the kind of a value does not take is found when a template is compiled, with its place."""

import pytest
from ooxml.minimal import text
from ooxml.rendered import a_template

from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.errors import TemplateError
from docgen.packs.load import load_pack

PACK = load_pack("se")
LOOP = "{{% for s in sections %}}{{% for c in s.criteria %}}{0}{{% endfor %}}{{% endfor %}}"


def compiled(tags):
    return a_template(text(tags), fields=fields_of(PACK), filters=make_filters(PACK.formats))


@pytest.mark.parametrize(
    ("tags", "rule", "said"),
    [
        ("{{ unit.name.first }}", "unknown-name", "unit.name is a text and holds no 'first'"),
        ("{{ recipients.first }}", "unknown-name", "recipients is a list of texts"),
        ("{{ unit['name']['x'] }}", "unknown-name", "holds no 'x'"),
        ("{% for r in reviewers %}{{ loop.lst }}{% endfor %}", "unknown-name", "'last'"),
        ("{{ loop.last }}", "unknown-name", "no loop around"),
        ("{% for r in reviewers %}x{% endfor %}{{ r.name }}", "unknown-name", "over reviewers"),
        ("{% for r in unit.name %}x{% endfor %}", "not-a-list", "unit.name is a text"),
        ("{{ review.report_date | date('d.M.y') }}", "filter-arguments", "nothing in brackets"),
        ("{{ unit.name | replace('a') }}", "filter-arguments", "at most: old, new"),
        ("{{ unit.name | upper(locale='sv') }}", "filter-arguments", "upper"),
        ("{{ unit.name | round(1) }}", "filter-kind", "round takes a number"),
        ("{{ purpose | map('upper') | join }}", "filter-kind", "map takes a list"),
        ("{% for r in range(99999999) %}x{% endfor %}", "limit", "10,000"),
    ],
    ids=lambda one: one if "{" in one else "",
)
def test_it_is_refused(tags, rule, said):
    with pytest.raises(TemplateError) as caught:
        compiled(tags)
    assert [one.rule for one in caught.value.problems] == [rule]
    assert said in caught.value.problems[0].message
    assert caught.value.problems[0].where.startswith("paragraph 1")


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("c.score == '5'", "without quotes"),
        ("c.score == 7", "one of 1, 2, 3, 4, 5"),
        ("'5' == c.score", "without quotes"),
        ("c.id == 'nobody'", "one of"),
        ("review.kind == 'Extern'", "'external', 'guided_self', 'self'"),
        ("review.kind in ['extern', 'self']", "'extern'"),
        ("review.kind != 'Extern'", "always true"),
        ("review.draft == 'true'", "the name alone"),
        ("result.level.id == 'great'", "one of"),
        ("unit.name == 5", "it is a text"),
        ("result.total > '100'", "neither more nor less than '100': write the number without"),
        ("3 >= unit.name", "neither more nor less than 3"),
        ("recipients == 'Kommunen'", "ask with `in`"),
        ("review.dates != '2026-03-10'", "always true"),
    ],
)
def test_a_comparison_that_always_comes_out_alike_is_told(test, said):
    made = compiled(LOOP.format(f"{{% if {test} %}}x{{% endif %}}"))
    assert [note.rule for note in made.notes] == ["never-true"]
    assert said in made.notes[0].message


@pytest.mark.parametrize(
    "tags",
    [
        "{{ unit.name.upper() }}",
        "{% for p in unit.name.split() %}{{ p }}{% endfor %}",
        "{% for r in reviewers %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% for d in review.dates %}{{ d | date }}{% endfor %}",
        "{{ (100 * result.total / result.max) | round(1) | number }}",
        "{{ recipients | join('; ') }}{{ reviewers | map(attribute='name') | join }}",
        "{{ review.kind | default('-') }}{% if review.kind == 'self' %}x{% endif %}",
        "{% if review.kind == '' or review.kind is none %}x{% endif %}",
        "{% for i in range(5) %}{{ i }}{% endfor %}",
        "{% if 'Kommunen' in recipients or result.total > 100 or unit.name > 'M' %}x{% endif %}",
        "{% if recipients == [] or 300 > result.total > 9 or result.level.id != '' %}x{% endif %}",
        LOOP.format("{% if c.score == 5 or c.id == 'disclosure' %}x{% endif %}"),
    ],
)
def test_what_makes_sense_is_let_through(tags):
    assert not compiled(tags).notes
