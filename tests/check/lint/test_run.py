"""Lint as a whole: bundled templates, allowances, baselines, formats, versions, mending."""

import io
import json
import zipfile

import pytest
from builders import ROOT
from docx import Document
from ooxml.minimal import a_report, cell, row, table, text

from docgen.check.formats import FORMATS, fingerprint, fingerprints, told_fingerprint
from docgen.check.lint.baseline import new_ones, read_baseline, write_baseline
from docgen.check.lint.contract import differences
from docgen.check.lint.mend import mend
from docgen.check.lint.run import Judge, lint
from docgen.errors import UsageError
from docgen.model import Problem
from docgen.model.sentences import read_sentences
from docgen.model.tongue import DOMAIN, FOLDER, chosen
from docgen.packs.load import load_pack
from docgen.word.annotate import Note, annotated

PACK = load_pack("se")
DOCUMENTS = [
    (pack, document)
    for folder in sorted((ROOT / "templates").glob("*/pack.yaml"))
    for pack in [load_pack(folder.parent.name)]
    for document in pack.documents.values()
]


@pytest.mark.parametrize(
    ("pack", "document"), DOCUMENTS, ids=lambda one: getattr(one, "code", getattr(one, "name", ""))
)
def test_the_bundled_templates_have_no_finding(pack, document):
    assert lint(document.path.read_bytes(), document.path, Judge(pack, document)).problems == []


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_word_file_is_one_finding(data):
    assert [one.severity for one in lint(data, "a.docx", Judge()).problems] == ["error"]


def rules(body, judge=None):
    return [one.rule for one in lint(a_report(body), "t.docx", judge or Judge(PACK)).problems]


def test_all_kinds_of_findings_come_in_one_pass():
    body = (
        text("{{ unit.nmae }}")
        + table(row(cell(text("a"))))
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ purpose }}</w:t></w:r></w:p>"
    )
    assert {"unknown-name", "table-head", "hidden-tag"} <= set(rules(body))


def test_with_any_names_only_the_language_of_tags_counts():
    assert "unknown-name" not in rules(text("{{ invoice.total }}"), Judge())
    assert "unknown-filter" in rules(text("{{ invoice.total | stor }}"), Judge())


TABLE = table(row(cell(text("a"))))


def test_an_author_may_allow_a_warning():
    assert "table-head" in rules(TABLE)
    allowed = rules(text("{#p docgen: allow table-head #}") + TABLE)
    assert "table-head" not in allowed
    assert "unused-suppression" not in allowed


def test_an_allowance_may_hold_for_its_paragraph_alone():
    here = text("unit.name {# docgen: allow here bare-name #}")
    assert "bare-name" not in rules(here)
    assert rules(here + text("unit.name")).count("bare-name") == 1


def test_an_allowance_that_hides_nothing_is_told():
    assert "unused-suppression" in rules(text("{# docgen: allow table-head #}"))


def test_an_error_cannot_be_allowed():
    told = rules(text("{# docgen: allow unknown-name #}{{ unit.nmae }}"))
    assert {"unknown-name", "unused-suppression"} <= set(told)


FOUND = [
    Problem("table-head", "a: 100 % of\nit", "x/a.docx", where="table 1", severity="warning"),
    Problem("unknown-name", "b", "x/b.yaml", 3, 7),
    Problem("unknown-name", "b", "x/b.yaml", 9, 7),
]


def test_each_format_tells_all():
    rows = json.loads("".join(FORMATS["json"](FOUND)))
    assert [one["rule"] for one in rows] == [one.rule for one in FOUND]
    assert {"file", "line", "column", "where", "rule", "severity", "message", "fix"} <= set(rows[0])
    run = json.loads("".join(FORMATS["sarif"](FOUND)))["runs"][0]
    assert [one["level"] for one in run["results"]] == ["warning", "error", "error"]
    assert len({r["partialFingerprints"]["docgen/v2"] for r in run["results"]}) == 3
    lines = "".join(FORMATS["github"](FOUND)).splitlines()
    assert lines[0] == ("::warning file=x/a.docx,title=table-head::table 1: a: 100 %25 of%0Ait")
    assert lines[1] == "::error file=x/b.yaml,title=unknown-name,line=3,col=7::b"
    assert [one["severity"] for one in json.loads("".join(FORMATS["gitlab"](FOUND)))] == [
        "minor", "major", "major"
    ]  # fmt: skip


def test_each_rule_of_sarif_is_found_by_its_number():
    run = json.loads("".join(FORMATS["sarif"](FOUND)))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one.rule for one in FOUND]


@pytest.mark.parametrize("format_", FORMATS)
def test_no_finding_waits_for_the_next(format_):
    def one_and_no_more():
        yield FOUND[0]
        pytest.fail("another was asked for")

    told = ""
    for piece in FORMATS[format_](one_and_no_more()):
        told += piece
        if "table-head" in told:
            break
    assert "table-head" in told


def test_a_fingerprint_does_not_hang_on_the_place():
    assert fingerprint(FOUND[1]) == fingerprint(FOUND[2])


def test_a_baseline_hides_what_was_there_and_no_more(tmp_path):
    write_baseline(tmp_path / "b.json", FOUND[:2])
    assert new_ones(FOUND, read_baseline(tmp_path / "b.json")) == FOUND[2:]
    (tmp_path / "c.json").write_text("{}x", encoding="utf-8")
    with pytest.raises(UsageError):
        read_baseline(tmp_path / "c.json")


def changes(old, new):
    subjects = [lint(a_report(body), "t.docx", Judge(PACK)).subject for body in (old, new)]
    return [(one.rule, one.where) for one in differences(*subjects, "old.docx")]


def test_a_value_that_is_printed_no_longer_is_told_with_its_old_place():
    loop = "{{%p for r in reviewers %}}"
    old = text("{%p for r in reviewers %}") + text("{{ r.name }}") + text("{%p endfor %}")
    assert changes(old, text("x")) == [("prints-no-longer", "before in paragraph 2")]
    assert changes(text("x"), old) == [("prints-newly", "paragraph 2")]
    renamed = old.replace("for r in", "for b in").replace("r.name", "b.name")
    assert changes(old, renamed) == []
    assert loop


def test_versions_are_compared_although_one_has_a_fault():
    old = text("{{ purpose }}") + text("{%p if purpose %}")
    assert changes(old, text("{{ general_comments }}")) == [
        ("prints-no-longer", "before in paragraph 1"),
        ("prints-newly", "paragraph 1"),
    ]


MENDED = [
    ("{{ unit.name }", "{{ unit.name }}"),
    ("{ unit.name }}", "{{ unit.name }}"),
    ("{ unit.name }", "{{ unit.name }}"),
    ("{ { unit.name } }", "{{ unit.name }}"),
    ("[[unit.name]]", "{{unit.name}}"),
    ("｛｛ unit.name ｝｝", "{{ unit.name }}"),
    ("{{ unit.na\u00adme }}", "{{ unit.name }}"),
    ("{% if unit.place = 'x' %}a{% endif %}", "{% if unit.place == 'x' %}a{% endif %}"),
    ("{% if unit.place %}a{% endif }", "{% if unit.place %}a{% endif %}"),
]


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_what_is_safe_is_mended_in_a_copy(tmp_path, before, after):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("{{ purpose }}") + text(before)))
    made = mend(path, Judge(PACK))
    assert made.changes == (("paragraph 2", before, after),)
    assert made.copy is not None
    with zipfile.ZipFile(io.BytesIO(made.copy)) as copy:
        assert after.replace("'", "'") in copy.read("word/document.xml").decode()
    assert lint(made.copy, path, Judge(PACK)).subject.prints is not None


@pytest.mark.parametrize("body", ["{ set theory }", "[[note]]", "{{ unit.name }}", "{x.y}"])
def test_what_may_be_meant_is_left_alone(tmp_path, body):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text(body)))
    assert mend(path, Judge(PACK)).changes == ()


def test_a_copy_is_kept_only_where_nothing_else_is_wrong(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("{{ unit.name }") + text("{{ unit.nmae }}")))
    made = mend(path, Judge(PACK))
    assert made.changes
    assert made.copy is None
    assert made.faults == 1


def test_comments_stand_where_the_finding_is_and_stop_no_template(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("first") + table(row(cell(text("{{ unit.name }}"))))))
    copy = annotated(path.read_bytes(), [Note(1, "here"), Note(-1, "all")])
    assert [one.text for one in Document(io.BytesIO(copy)).comments] == ["here", "all"]
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.index("first") < body.index('w:commentReference w:id="0"')
    assert not [p for p in lint(copy, path, Judge(PACK)).problems if p.severity == "error"]


def prints(body, language):
    with chosen(language):
        return fingerprints(lint(a_report(body), "t.docx", Judge(PACK)).problems)


def test_a_fingerprint_is_the_same_in_every_language(tmp_path):
    body = text("{{ unit.nmae }}") + text("{% if purpose %}") + TABLE + text("{ purpose }")
    english = prints(body, "en")
    assert len(set(english)) == 5
    for language in ("da", "sv", "nb"):
        assert prints(body, language) == english
        with chosen(language):
            found = lint(a_report(body), "t.docx", Judge(PACK)).problems
        write_baseline(tmp_path / "b.json", found)
        assert new_ones(lint(a_report(body), "t.docx", Judge(PACK)).problems,
                        read_baseline(tmp_path / "b.json")) == []  # fmt: skip


class Anything(dict):
    """Stands for whatever a sentence asks for."""

    def __missing__(self, key):
        return Named(f" {key}.x_y ")


class Named(str):
    """A name, whatever format is asked for."""

    __slots__ = ()

    def __format__(self, _):
        return str(self)

    def __repr__(self):
        return "'x.y_z'"


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_what_a_fingerprint_is_made_of_is_left_alone_by_translators(language):
    def made_of(sentence):
        try:
            said = sentence.format_map(Anything())
        except (ValueError, AttributeError, TypeError):
            said = sentence
        return fingerprint(Problem("r", said, "f"))

    catalogue = read_sentences(FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po")
    assert len(catalogue) > 1000
    assert [plain for plain, said in catalogue.items() if made_of(plain) != made_of(said[0])] == []


def test_a_baseline_with_messages_in_it_is_still_read(tmp_path):
    rows = [{"fingerprint": one} for one in fingerprints(FOUND[:2], told_fingerprint)]
    (tmp_path / "b.json").write_text(json.dumps(rows), encoding="utf-8")
    assert new_ones(FOUND, read_baseline(tmp_path / "b.json")) == FOUND[2:]
