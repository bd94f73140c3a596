"""What a pack adds to its reviews goes every way that the values of all packs go."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import ROOT, review_text, swept
from commands import docgen
from ooxml.minimal import a_report, text
from ooxml.reading import texts_of
from wordedits import edited, retyped
from wordforms import fill, tags_of

from docgen.authoring.newreview import new_review
from docgen.check.lint.run import Judge, lint
from docgen.check.packs import check_pack
from docgen.check.run import check_paths
from docgen.document.blankform import make_form
from docgen.document.guide import guide_of, needs_of
from docgen.document.preview import LENGTHS, specimen_names
from docgen.errors import InvalidDataError
from docgen.intake.reading import read_word
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.report import make_report
from docgen.review.load import load_review
from docgen.review.schemas import any_schema, schema_for
from docgen.roundtrip.pull import pull_report
from docgen.web.inputs import all_inputs, shown_in
from docgen.web.labels import choices_of, label_of
from docgen.word.audit.rules import check_package
from docgen.yamlfile.parse import read_yaml

REGIONS = ["Nord", "Midt", "Øst & Vest"]
FIELDS: list[dict[str, Any]] = [
    {"key": "case_number", "kind": "line", "label": "Sagsnr.", "help": "Journalens nummer"},
    {"key": "background", "kind": "text", "label": "Baggrund"},
    {"key": "funders", "kind": "list", "label": "Bidragydere"},
    {"key": "decided", "kind": "date", "label": "Besluttet"},
    {"key": "visits", "kind": "dates", "label": "Besøg"},
    {"key": "inhabitants", "kind": "number", "label": "Indbyggere"},
    {"key": "region", "kind": "choice", "label": "Region", "choices": REGIONS},
]  # fmt: skip
KEYS = [field["key"] for field in FIELDS]
EXTRA = """\
extra:
  case_number: 26/1234 # of the region
  background: |
    Første afsnit.

    - Et punkt
    - Et til
  funders: [Kommunen, Fonden]
  decided: 2026-03-27
  visits: [2026-03-10, 2026-03-11]
  inhabitants: 41000
  region: Øst & Vest
"""
PRINTED = [
    "Sagsnr.: 26/1234",
    "Baggrund:",
    "Første afsnit.",
    "• Et punkt",
    "• Et til",
    "Bidragydere:",
    "• Kommunen",
    "• Fonden",
    "Besluttet: 27. marts 2026",
    "Besøg: 10.-11. marts 2026",
    "Indbyggere: 41000",
    "Region: Øst & Vest",
]


def write(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    """A pack with a value of each kind, and a Word file that prints them all."""
    folder = tmp_path / "packs" / "egen"
    shutil.copytree(ROOT / "templates" / "dk", folder)
    pack = yaml.safe_load((folder / "pack.yaml").read_text(encoding="utf-8"))
    own = {"file": "own.docx", "title": "Sag {{ extra.case_number }}", "prints": ["extra"]}
    pack |= {"code": "egen", "fields": FIELDS, "documents": {**pack["documents"], "own": own}}
    write(folder / "pack.yaml", pack)
    lines = [text(f"{{{{ labels['extra.{key}'] }}}}: {{{{ extra.{key} }}}}") for key in KEYS]
    scale = "{% for s in sections %}{% for c in s.criteria %}{{ c.name }}. {% endfor %}{% endfor %}"
    (folder / "own.docx").write_bytes(a_report("".join([*lines, text(scale)])))
    return Library((folder.parent, ROOT / "templates"))


@pytest.fixture
def review(tmp_path: Path) -> Path:
    path = tmp_path / "sag.yaml"
    path.write_text(review_text(pack="egen", head=EXTRA), encoding="utf-8")
    return path


def own_report(review: Path, shelf: Library) -> Path:
    return make_report(review, review.parent / "out", document="own", library=shelf)


def declared(shelf: Library, fields: object) -> Path:
    """Write other `fields` into the pack; return its file."""
    file = shelf.roots[0] / "egen" / "pack.yaml"
    write(file, yaml.safe_load(file.read_text(encoding="utf-8")) | {"fields": fields})
    return file


@pytest.mark.slow
def test_pack_and_review_are_sound(shelf, review):
    found = check_paths([shelf.roots[0] / "egen", review], library=shelf)
    assert [str(one) for one in found if one.severity == "error"] == []


def test_a_document_prints_each_kind_in_its_way_and_in_a_control(shelf, review):
    report = own_report(review, shelf)
    assert texts_of(report.read_bytes())[:-1] == PRINTED
    assert check_package(report.read_bytes()) == []
    assert sorted(tags_of(report.read_bytes())) == sorted(f"extra.{key}" for key in KEYS)
    with zipfile.ZipFile(report) as parts:
        xml = parts.read("word/document.xml").decode()
    assert '<w:alias w:val="Sagsnr."/>' in xml
    words = re.findall(r'<w:listItem w:displayText="([^"]+)"|<w:listItem w:value="([^"]+)"', xml)
    assert [one or other for one, other in words] == ["Nord", "Midt", "Øst &amp; Vest"]
    assert '<w:date><w:dateFormat w:val="d. MMMM yyyy"/>' in xml


def test_what_is_absent_prints_nothing(shelf, review):
    bare = review.with_name("bar.yaml")
    bare.write_text(review_text(pack="egen"), encoding="utf-8")
    printed = texts_of(own_report(bare, shelf).read_bytes())[:-1]
    assert printed == [f"{field['label']}:" for field in FIELDS]


def test_a_review_to_fill_in_asks_for_them(shelf, tmp_path):
    pack = load_pack("egen", library=shelf)
    new_review(pack, tmp_path / "new.yaml", unit="Enhed Ø", library=shelf)
    asked = (tmp_path / "new.yaml").read_text(encoding="utf-8")
    block = asked.partition("\nextra:\n")[2].partition("\n# score")[0]
    assert re.findall(r"^  (\w+):", block, re.MULTILINE) == KEYS
    assert "  # Sagsnr. (Journalens nummer)\n  case_number:\n" in block
    assert "  # Region (one of: Nord, Midt, Øst & Vest)\n  region:\n" in block
    found = check_paths([tmp_path / "new.yaml"], library=shelf)
    assert [str(one) for one in found if one.severity == "error"] == []


def test_an_editor_knows_them(shelf):
    schema = schema_for(load_pack("egen", library=shelf), library=shelf)
    own = schema["properties"]["extra"]
    assert list(own["properties"]) == KEYS
    assert own["additionalProperties"] is False
    assert own["properties"]["region"]["enum"] == ["Nord", "Midt", "Øst & Vest", None]
    assert own["properties"]["case_number"]["title"] == "Sagsnr."
    assert "additionalProperties" not in any_schema()["properties"]["extra"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("case_numbr: x", "unknown key 'case_numbr'; did you mean 'case_number'?"),
        ("inhabitants: mange", "extra.inhabitants: a whole number belongs here"),
        ("decided: 2026-13-01", "extra.decided: "),
        ("region: Syd", "extra.region: 'Nord', 'Midt', 'Øst & Vest'"),
        ("funders: {a: 1}", "extra.funders: "),
        ("background: Et #to", "extra.background: the text ends before ` #`"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_place(shelf, review, typed, message):
    review.write_text(review_text(pack="egen", head=f"extra:\n  {typed}"), encoding="utf-8")
    (found,) = [one for one in check_paths([review], library=shelf) if one.severity == "error"]
    assert found.line == 3
    assert message.partition("'Nord'")[0] in str(found)


def test_a_value_of_another_pack_is_told_with_the_way_out(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(review_text(pack="dk", head="extra: {case_number: x}"), encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"the pack dk adds no values of its own; `fields`"):
        load_review(path)
    path.write_text(review_text(pack="egen", head="case_number: x"), encoding="utf-8")


def test_dates_and_words_may_be_typed_as_printed(shelf, review):
    head = "extra: {decided: 27. marts 2026, visits: 10.-11. marts 2026, region: øst & vest}"
    review.write_text(review_text(pack="egen", head=head), encoding="utf-8")
    found = load_review(review, library=shelf).extra
    assert found == {
        "decided": "2026-03-27",
        "visits": ("2026-03-10", "2026-03-11"),
        "region": "Øst & Vest",
    }


def test_the_guide_names_them_with_label_and_kind(shelf):
    pack = load_pack("egen", library=shelf)
    guide = guide_of(pack)
    rows = {row.tag: row for group in guide.groups for row in group.rows}
    assert rows["{{ extra.region }}"].kind == "one of a few words"
    assert rows["{{ extra.background }}"].label == "Baggrund"
    assert rows["{{ extra.decided }}"].printed_in == ("own",)
    assert rows["{{ extra.decided }}"].example == "10. marts 2026"
    asked = guide_of(pack, pack.documents["own"])
    assert list(needs_of(asked)) == [
        "extra: Sagsnr., Baggrund, Bidragydere, Besluttet, Besøg, Indbyggere, Region"
    ]
    for length in LENGTHS:
        names = specimen_names(pack, pack.documents["own"], length)
        assert set(names["extra"]) == set(KEYS)


def test_a_filled_form_holds_them(shelf, tmp_path):
    pack = load_pack("egen", library=shelf)
    form = make_form(pack, "own")
    assert check_package(form) == []
    assert tags_of(form) == [f"extra.{key}" for key in KEYS]
    typed = {
        "extra.case_number": "26/7",
        "extra.background": [(False, "Et afsnit."), (True, "Et punkt")],
        "extra.funders": [(False, "Kommunen"), (False, "Fonden")],
        "extra.decided": "27. marts 2026",
        "extra.visits": "10. og 12. marts 2026",
        "extra.inhabitants": "41000",
        "extra.region": "Midt",
    }
    file = tmp_path / "form.docx"
    file.write_bytes(fill(form, {**typed, "extra.inhabitants": "4100"}))
    data = read_word(file, shelf, "egen").data
    assert data["extra"] == {
        "case_number": "26/7",
        "background": "Et afsnit.\n\n- Et punkt",
        "funders": ["Kommunen", "Fonden"],
        "decided": "2026-03-27",
        "visits": ["2026-03-10", "2026-03-12"],
        "inhabitants": 4100,
        "region": "Midt",
    }
    file.write_bytes(fill(form, {"extra.region": "Syd"}))
    told = [one.message for one in read_word(file, shelf, "egen").problems]
    assert "found 'Syd'; one of these belongs here: Nord, Midt, Øst & Vest" in told


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("case_number", "26/9", "26/9"),
        ("decided", "1. april 2026", "2026-04-01"),
        ("visits", "10.–12. marts 2026", ["2026-03-10", "2026-03-11", "2026-03-12"]),
        ("inhabitants", "4200", 4200),
        ("region", "Nord", "Nord"),
    ],
)
def test_what_is_changed_in_word_comes_back(shelf, review, key, typed, value):
    report = own_report(review, shelf)
    before = review.read_text(encoding="utf-8")
    data = report.read_bytes()
    report.write_bytes(retyped(data, f"extra.{key}", typed))
    plan = pull_report(report, review, library=shelf)
    assert [(one.kind, one.path) for one in plan.changes] == [("edit", f"extra.{key}")]
    after = read_yaml(review)
    assert after["extra"] == {**yaml_extra(before), key: value}
    assert "# of the region" in review.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "word"), [("background", "Første"), ("funders", "Fonden")])
def test_paragraphs_changed_in_word_come_back(shelf, review, key, word):
    report = own_report(review, shelf)
    report.write_bytes(edited(report.read_bytes(), lambda xml: xml.replace(word, f"{word}x")))
    plan = pull_report(report, review, library=shelf)
    assert [(one.kind, one.path) for one in plan.changes] == [("edit", f"extra.{key}")]
    assert f"{word}x" in str(read_yaml(review)["extra"][key])


def yaml_extra(source: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(source, yaml.BaseLoader)["extra"]
    return {**found, "inhabitants": int(found["inhabitants"])}


def test_a_document_that_prints_none_of_them_is_told_so(shelf):
    pack = load_pack("egen", library=shelf)
    file, judge = pack.documents["report"].path, Judge(pack, pack.documents["report"])
    told = lint(file.read_bytes(), file, judge).problems
    found = [one for one in told if one.rule == "not-printed"]
    assert len(found) == 1
    assert "extra.case_number" in found[0].message


def test_a_misspelt_name_in_a_template_is_told(shelf):
    file = shelf.roots[0] / "egen" / "own.docx"
    file.write_bytes(a_report(text("{{ extra.case_numbr }}")))
    (found,) = [one for one in check_paths([file], library=shelf) if one.severity == "error"]
    assert "did you mean 'extra.case_number'?" in found.message


@pytest.mark.usefixtures("shelf")
def test_tables_of_scores_have_the_short_ones(review):
    run = docgen(review.parent, "score", review.name, "--format", "csv", "--packs", "packs")
    head, row = csv.reader(io.StringIO(run.stdout.lstrip("\ufeff")))
    values = dict(zip(head, row, strict=True))
    assert head[-5:] == [f"extra.{key}" for key in KEYS if key not in ("background", "funders")]
    assert values["extra.case_number"] == "26/1234"
    assert values["extra.visits"] == "2026-03-10 2026-03-11"
    assert (values["extra.inhabitants"], values["extra.region"]) == ("41000", "Øst & Vest")
    assert values["total"] == "100"


@pytest.mark.usefixtures("shelf")
def test_two_reviewers_texts_are_joined(tmp_path):
    for who, words in (("AB", "En."), ("CD", "To.")):
        head = f"extra:\n  background: {words}\n  funders: [{words}]\n"
        head += f"reviewers: [{{name: {who}, initials: {who}}}]"
        file = tmp_path / f"{who}.yaml"
        file.write_text(review_text(pack="egen", head=head), encoding="utf-8")
    said = docgen(
        tmp_path, "score", "AB.yaml", "CD.yaml", "--ratings", "-o", "both.yaml", "--packs", "packs"
    )
    assert said.returncode == 0, said.stderr
    own = read_yaml(tmp_path / "both.yaml")["extra"]
    assert own["background"] == "AB: En.\n\nCD: To.\n"
    assert own["funders"] == ["En.", "To."]


def one(**changes: object) -> list[dict[str, Any]]:
    """Return a declaration that is otherwise sound."""
    own = {"key": "a", "kind": "line", "label": "x"} | changes
    return [{name: value for name, value in own.items() if value is not None}]


def test_the_page_asks_for_them(shelf, review):
    pack = load_pack("egen", library=shelf)
    data = read_yaml(review)
    asked = [one for one in all_inputs(data, pack, {}, frozenset()) if one.where[0] == "extra"]
    assert [one.where[1] for one in asked] == KEYS
    shown = {one.where[1]: shown_in(data, one) for one in asked}
    assert (shown["case_number"], shown["region"]) == ("26/1234", "Øst & Vest")
    assert [label_of(one, pack) for one in asked] == [field["label"] for field in FIELDS]
    assert choices_of(asked[-1], pack) == [(word, word) for word in REGIONS]


WRONG = [
    pytest.param(one(key="A b"), "[0].key", "is no key", id="key"),
    pytest.param(one() + one(), "[1].key", "stands twice", id="twice"),
    pytest.param(one(kind="txt"), "[0].kind", "did you mean 'text'", id="kind"),
    pytest.param(one(label=None), "[0]", "fields[0].label is missing", id="label"),
    pytest.param(one(kind="choice"), "[0]", "choices", id="no choices"),
    pytest.param(one(choices=["A"]), "[0].choices", "kind: choice", id="choices of a line"),
    pytest.param(one(kind="choice", choices=["A", "a"]), "[0].choices[1]", "twice", id="same"),
    pytest.param(one(lable="x"), "[0].lable", "did you mean 'label'", id="unknown"),
    pytest.param({"a": 1}, "", "a list", id="mapping"),
    pytest.param([], "", "a list", id="empty"),
    pytest.param(["case"], "[0]", "a mapping", id="text"),
]


@pytest.mark.parametrize(("fields", "place", "message"), WRONG)
def test_a_wrong_declaration_is_one_line_with_its_place(shelf, fields, place, message):
    file = declared(shelf, fields)
    with pytest.raises(InvalidDataError) as caught:
        load_pack("egen", library=shelf)
    (found,) = caught.value.problems
    assert (found.where, found.file) == (f"fields{place}", file)
    assert message in found.message
    assert found.line > 1
    told = check_pack(file.parent, library=shelf, documents=False)
    assert any(one.line == found.line for one in told)


ANYTHING = (None, "", 7, True, 2.5, "x", [], {}, ["x"], {"x": "y"}, [[]], "\x1b", "a" * 3000)


@pytest.mark.parametrize("key", swept([None, "kind", "key", "label", "help", "choices"], 2))
def test_whatever_is_declared_every_fault_has_a_place(shelf, key):
    for value in ANYTHING:
        own = [value] if key is None else [{**FIELDS[6], key: value}, FIELDS[0]]
        file = declared(shelf, own)
        told = check_pack(file.parent, library=shelf, documents=False)
        assert {(one.file, one.line is not None) for one in told} <= {(file, True)}
        assert "unforeseen" not in {one.rule for one in told}


def test_a_label_stands_where_the_value_is_declared(shelf):
    file = shelf.roots[0] / "egen" / "pack.yaml"
    pack = yaml.safe_load(file.read_text(encoding="utf-8"))
    write(file, pack | {"labels": pack["labels"] | {"extra.region": "Landsdel"}})
    with pytest.raises(InvalidDataError, match="stands beside its key, under `fields`"):
        load_pack("egen", library=shelf)


def test_another_declaration_makes_other_documents_and_schemas(shelf, review):
    """What is kept from one run to the next knows them."""
    own_report(review, shelf)
    declared(shelf, [{**field, "label": f"{field['label']}!"} for field in FIELDS])
    later = make_report(review, review.parent / "later", document="own", library=shelf)
    with zipfile.ZipFile(io.BytesIO(later.read_bytes())) as parts:
        assert '<w:alias w:val="Region!"/>' in parts.read("word/document.xml").decode()
    schema = schema_for(load_pack("egen", library=shelf), library=shelf)
    assert schema["properties"]["extra"]["properties"]["region"]["title"] == "Region!"
