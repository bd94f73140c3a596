"""Without fields, a template means what docxtpl means: the texts are compared with docxtpl's."""

import io
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from docxtpl import DocxTemplate
from ooxml.minimal import a_report, cell, row, run, table, text
from ooxml.rendered import a_template, cells, paragraphs

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


def by_docxtpl(template: bytes) -> bytes:
    """Return docxtpl's report of the same template and data."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(DATA, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", BODIES)
def test_the_text_is_docxtpls(name):
    template = a_report(BODIES[name])
    ours, theirs = a_template(template).render(DATA), by_docxtpl(template)
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
