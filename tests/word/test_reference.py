"""Without fields, a template means what docxtpl means: the texts are compared with docxtpl's."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from jinja2.exceptions import SecurityError, UndefinedError
from ooxml.minimal import a_report, cell, row, run, table, text
from ooxml.rendered import W, a_template, cells, paragraphs

from docgen.document.filters import make_filters
from docgen.model import Field, Formats, Items
from docgen.word.reference import Difference, differences, reference_report, words_of
from docgen.word.template import load_template

DATA = {
    "title": "R & D <1>",
    "yes": True,
    "no": False,
    "n": 3,
    "x": 4.25,
    "breaks": "a\nb\tc",
    "people": [
        {"name": "Ann", "tasks": ["read", "write"]},
        {"name": "Bo & Co", "tasks": []},
        {"name": "Cæcilie", "tasks": ["see"]},
    ],
    "nested": {"deep": {"er": "found"}, "items": "a key", "list": [1, 2, 3]},
    "columns": ["one", "two", "three"],
}
LOOP = "{%{} for p in people %}"
BODIES = {
    "plain values": text("{{ title }}, {{ n }} and {{ x }}: {{ yes }} {{ nested.deep.er }}"),
    "breaks and tabs": text("({{ breaks }})"),
    "filters and sums": text("{{ title|upper }} {{ n + 1 }} {{ people|length }} {{ x|round(1) }}"),
    "a filter of lists": text("{{ people|map(attribute='name')|join(', ') }}"),
    "conditions in a sentence": text(
        "{% if yes %}A{% else %}B{% endif %}{% if no %}C{% endif %}"),
    "an else-if": text("{% if no %}A{% elif n == 3 %}B{% else %}C{% endif %}"),
    "a loop in a sentence": text(
        "{% for p in people %}{{ loop.index }}. {{ p.name }}; {% endfor %}"),
    "paragraph loops": text("{%p for p in people %}") + text("{{ p.name }}:")
    + text("{%p for t in p.tasks %}") + text("- {{ t }}") + text("{%p endfor %}")
    + text("{%p endfor %}") + text("end"),
    "a paragraph condition": text("{%p if no %}") + text("x") + text("{%p else %}") + text("y")
    + text("{%p endif %}"),
    "row loops": table(row(cell(text("head"))), row(cell(text("{%tr for p in people %}"))),
                       row(cell(text("{{ p.name }}"))), row(cell(text("{%tr endfor %}"))),
                       row(cell(text("foot")))),
    "cell loops": table(row(cell(text("{%tc for c in columns %}")), cell(text("{{ c }}")),
                            cell(text("{%tc endfor %}"))), columns=3),
    "an assignment": text("{% set k = n * 2 %}{{ k }}"),
    "a default": text("{{ absent|default('none') }} {{ nested.gone|default('too') }}"),
    "a test": text("{% if absent is defined %}A{% else %}B{% endif %}"),
    "a dictionary's methods": text(
        "{% for k, v in nested.deep.items() %}{{ k }}={{ v }}{% endfor %}"),
    "a macro": text("{% macro hi(x) %}Hi {{ x }}!{% endmacro %}{{ hi(title) }}"),
    "text around split runs": f"<w:p>{run('a {')}{run('{ title }')}{run('} b')}</w:p>",
    "nothing at all": text("no tag"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_text_is_docxtpls(name):
    template = a_report(BODIES[name])
    ours, theirs = a_template(template).render(DATA), reference_report(template, DATA)
    assert paragraphs(ours) == paragraphs(theirs)
    assert cells(ours) == cells(theirs)


def test_objects_print_their_attributes_as_in_docxtpl():
    class Person:
        name = "Ann"

        def greet(self) -> str:
            return "Hi"

    report = a_template(text("{{ p.name }} {{ p.greet() }}")).render({"p": Person()})
    assert paragraphs(report) == ["Ann Hi"]


@pytest.mark.parametrize(
    ("tag", "grid"),
    [
        pytest.param("{% colspan 2 %}", [["wide"]], id="colspan"),
        pytest.param("{% cellbg 'FF0000' %}", [["wide"]], id="cellbg"),
    ],
)
def test_cell_tags_become_properties(tag, grid, assert_sound):
    body = table(row(cell(text(f"{tag}wide"))), columns=2 if "span" in tag else 1) + text()
    report = a_template(body).render({})
    assert [[cell[0] for cell in line] for line in cells(report)] == grid
    assert_sound(report)


def test_vertical_and_horizontal_merges_follow_their_loop(assert_sound):
    rows = (row(cell(text("{%tr for p in people %}")), cell()),
            row(cell(text("{% vm %}Team")), cell(text("{{ p.name }}"))),
            row(cell(text("{%tr endfor %}")), cell()))  # fmt: skip
    report = a_template(table(*rows, columns=2) + text()).render(DATA)
    assert [line[0] for line in cells(report)] == [["Team"], [""], [""]]
    assert_sound(report)
    head = row(cell(text("{%tc for c in columns %}")), cell(text("{% hm %}All")),
               cell(text("{%tc endfor %}")))  # fmt: skip
    under = row(cell(text("{%tc for c in columns %}")), cell(text("{{ c }}")),
                cell(text("{%tc endfor %}")))  # fmt: skip
    report = a_template(table(head, under, columns=3) + text()).render(DATA)
    assert cells(report) == [[["All"]], [["one"], ["two"], ["three"]]]
    assert_sound(report)


def test_a_grid_grows_with_its_columns(assert_sound):
    body = BODIES["cell loops"].replace('<w:gridCol w:w="1000"/>' * 3, '<w:gridCol w:w="900"/>' * 2)
    report = a_template(body + text()).render(DATA)
    assert_sound(report)


def test_rich_text_of_docxtpl_keeps_its_runs():
    from docxtpl import RichText

    report = a_template(text("a {{r rich }} b")).render({"rich": RichText("bold & <b>", bold=True)})
    assert paragraphs(report) == ["a bold & <b> b"]


def test_a_template_serves_threads_and_other_processes():
    template = a_template(BODIES["paragraph loops"])
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: template.render(DATA), range(40)))
    copy = pickle.loads(pickle.dumps(template))
    assert set(reports) == {copy.render(DATA)}


def test_any_word_file_can_be_loaded(tmp_path):
    path = tmp_path / "skabelon ø.docx"
    path.write_bytes(a_report(text("{{ title }}")))
    assert paragraphs(load_template(path).render(DATA)) == ["R & D <1>"]


def test_filters_of_the_caller_can_be_used():
    template = a_template(text("{{ title|shout }}"), filters={"shout": lambda v: f"{v}!"})
    assert paragraphs(template.render(DATA)) == ["R & D <1>!"]


# --- the words of a report ---------------------------------------------------------------------


STORIES = {"header1": "hdr", "footer2": "ftr", "footnotes": "footnotes"}
"""Parts beside the body, and their root elements."""


def in_part(story, words):
    """Return a Word file with those words in one of its parts."""
    if story == "body":
        return a_report(text(words))
    root = STORIES[story]
    inner = f'<w:footnote w:id="2">{text(words)}</w:footnote>' if "notes" in root else text(words)
    xml = f'<w:{root} xmlns:w="{W.strip("{}")}">{inner}</w:{root}>'
    return a_report(text("body"), added=[(f"word/{story}.xml", xml)])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(text("One, two: three."), ["One", "two", "three"], id="signs at edges"),
        pytest.param(text("26,3 % of 1.000"), ["26,3", "of", "1.000"], id="signs inside stay"),
        pytest.param(text("a") + text("b"), ["a", "b"], id="paragraphs part words"),
        pytest.param(f"<w:p>{run('on')}{run('e')}</w:p>", ["one"], id="runs do not"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
                     ["a", "b", "c"], id="tabs and breaks do"),
        pytest.param(table(row(cell(text("a")), cell(text("b"))), columns=2) + text(),
                     ["a", "b", "x"], id="cells do"),
        pytest.param("<w:p><w:del w:id='1' w:author='x'><w:r><w:delText>gone</w:delText></w:r>"
                     "</w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", [],
                     id="deleted text and field codes are no words"),
    ],
)  # fmt: skip
def test_words_are_what_stands_between_blanks(body, words):
    assert words_of(a_report(body))["word/document.xml"] == words


@pytest.mark.parametrize("story", STORIES)
def test_words_are_told_part_by_part(story):
    words = words_of(in_part(story, "here"))
    assert words == {"word/document.xml": ["body"], f"word/{story}.xml": ["here"]}


@pytest.mark.parametrize(
    ("ours", "theirs", "behind", "here", "there"),
    [
        pytest.param("a b c d", "a b x d", "a b", "c d", "x d", id="another word"),
        pytest.param("a b c", "a c b", "a", "b c", "c b", id="another order: no bag of words"),
        pytest.param("a b", "a b c", "a b", "", "c", id="docxtpl prints more"),
        pytest.param("a b", "", "", "a b", "", id="docxtpl prints nothing"),
        pytest.param("a a a", "a a", "a a", "a", "", id="one less of the same"),
    ],
)
@pytest.mark.parametrize("story", ["body", *STORIES])
def test_the_first_difference_of_a_part_is_told(story, ours, theirs, behind, here, there):
    name = "document" if story == "body" else story
    expected = Difference(f"word/{name}.xml", behind, here, there)
    assert list(differences(in_part(story, ours), in_part(story, theirs))) == [expected]


@pytest.mark.parametrize("story", ["body", *STORIES])
def test_words_that_only_look_otherwise_are_the_same(story):
    ours, theirs = in_part(story, "one, two"), in_part(story, "• one - two")
    assert list(differences(ours, theirs)) == []


def test_a_part_that_docxtpl_drops_is_not_compared():
    assert list(differences(in_part("header1", "kept"), a_report(text("body")))) == []


FIELDS = {
    "when": Field("date"),
    "days": Field("dates"),
    "share": Field("number"),
    "whole": Field("number"),
    "people": Items({"since": Field("date"), "tasks": Field("list")}),
    "gone": Field("score"),
}
NAMES = {
    "when": "2026-03-10",
    "days": ["2026-03-10", "2026-03-11"],
    "share": 4.125,
    "whole": 1000,
    "people": [{"since": "2026-01-02", "tasks": ["read", "write"]}],
    "gone": None,
}


@pytest.mark.parametrize(
    ("tags", "printed"),
    [
        pytest.param("{{ when }}", "10. marts 2026", id="a date"),
        pytest.param("{{ days }}", "10.–11. marts 2026", id="dates"),
        pytest.param("{{ share }} {{ whole }}", "4,13 1000", id="numbers"),
        pytest.param("{{ share + 1 }} {{ whole + 1 }}", "5.125 1001", id="what is computed"),
        pytest.param("{% for p in people %}{{ p.since }} {{ p.tasks }}{% endfor %}",
                     "2. januar 2026 read write", id="records"),
        pytest.param("a{{ gone }}b", "ab", id="nothing"),
        pytest.param("{{ when|upper }} {{ days|length }} {{ when > '2026' }}",
                     "2026-03-10 2 True", id="filters and tests take the value itself"),
        pytest.param("{{ when|date }} {{ days|dates }}", "10. marts 2026 10.–11. marts 2026",
                     id="filters of the pack"),
        pytest.param("{{ people.items }}", "", id="keys are looked up before methods"),
    ],
)  # fmt: skip
def test_values_print_as_the_pack_prints_them(tags, printed):
    names = NAMES if "items" not in tags else {"people": {"items": ""}}
    filters = make_filters(Formats("da-DK", "d. MMMM y"))
    report = reference_report(a_report(text(tags)), names, fields=FIELDS, filters=filters)
    assert " ".join(paragraphs(report)).split() == printed.split()


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param("{{ ''.__class__ }}", id="what is private"),
        pytest.param("{{ range(99999999)|list }}", id="what fills the memory"),
        pytest.param("{{ 'x'.__init__.__globals__ }}", id="the program"),
    ],
)
def test_docxtpl_runs_in_our_sandbox(tag):
    with pytest.raises(SecurityError):
        reference_report(a_report(text(tag)), {})


def test_a_name_that_is_missing_is_an_error_here_too():
    with pytest.raises(UndefinedError):
        reference_report(a_report(text("{{ unit.nmae }}")), {"unit": {"name": "x"}})
