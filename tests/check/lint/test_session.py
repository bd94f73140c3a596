"""`lint_template`: what a program learns of a template, whatever it is given."""

from __future__ import annotations

import io
import shutil

import pytest
from builders import ROOT
from ooxml.minimal import a_report, text

import docgen
from docgen.check.lint import run
from docgen.check.lint.run import Judge, lint
from docgen.check.lint.session import lint_target
from docgen.check.lint.targets import Target, targets_of
from docgen.errors import UnknownPackError
from docgen.packs.library import Library
from docgen.packs.load import load_pack, pack_codes
from docgen.word.compile import compiler


def rules(found):
    return [one.rule for one in found if one.severity == "error"]


def test_a_path_bytes_and_an_open_file_are_the_same(tmp_path):
    data = a_report(text("{{ unit.nmae }}"))
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    for given in (path, str(path), data):
        assert rules(docgen.lint_template(given, pack="dk")) == ["unknown-name"]
        assert rules(docgen.lint_template(given)) == []  # any name may stand in it
    assert rules(docgen.lint_template(io.BytesIO(data), pack="dk")) == ["unknown-name"]
    with path.open("rb") as stream:
        (found,) = docgen.lint_template(stream, pack=docgen.load_pack("dk"))[:1]
    assert found.file == path


def test_a_pack_s_own_file_is_judged_by_it(tmp_path):
    folder = tmp_path / "packs" / "dk"
    shutil.copytree(ROOT / "templates" / "dk", folder)
    assert docgen.lint_template(folder / "report.docx") == []
    (folder / "report.docx").write_bytes(a_report(text("{{ unit.nmae }}")))
    assert "unknown-name" in rules(docgen.lint_template(folder / "report.docx"))
    assert "unknown-name" in rules(
        docgen.lint_template(folder / "report.docx", pack="dk", packs=tmp_path / "packs")
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no Word file", a_report("<w:p")])
def test_what_is_no_template_is_a_finding(tmp_path, data):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert [one.severity for one in docgen.lint_template(path)] == ["error"]
    assert [one.severity for one in docgen.lint_template(data)] == ["error"]


def test_a_missing_file_is_a_finding(tmp_path):
    (found,) = docgen.lint_template(tmp_path / "none.docx")
    assert (found.severity, found.file) == ("error", tmp_path / "none.docx")


def test_a_pack_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UnknownPackError):
        docgen.lint_template(tmp_path / "a.docx", pack="xx")


def test_a_pack_s_yaml_means_the_pack_and_what_is_no_word_file_is_said_once(tmp_path):
    shelf = Library((ROOT / "templates",))
    of_pack = targets_of([str(ROOT / "templates" / "dk")], shelf)
    assert targets_of([str(ROOT / "templates" / "dk" / "criteria.yaml")], shelf) == of_pack
    (tmp_path / "a.docx").write_bytes(b"no Word file")
    (target,) = targets_of([str(tmp_path / "a.docx")], shelf).files
    assert target.note == ""


@pytest.mark.parametrize(
    "body",
    [
        text("{{ unit.name }}{% if review.kind == 'x' %}{% endif %}"),
        text("{{ unit.name }} {{ texts.report_title }}{{ texts.quarterly_title }}"),
        text("{{ unit.nmae }}"),
        text("{{ unit.name | nothing }}"),
        text("{{ unit.name"),
        text("{% if unit.name %}"),
    ],
)
def test_several_packs_find_together_what_each_finds_alone(tmp_path, body):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(body))
    judges = (*(Judge(load_pack(code)) for code in pack_codes()), Judge())
    alone = [one for judge in judges for one in lint(path.read_bytes(), path, judge).problems]
    together = lint_target(Target(path, judges), None, None)
    keys = [(one.rule, one.where, one.message) for one in together]
    assert keys == [*dict.fromkeys((one.rule, one.where, one.message) for one in alone)]


def test_a_template_of_several_packs_is_read_once(monkeypatch):
    told = []
    for module, name in ((run, "read_package"), (compiler, "sound_tree"), (compiler, "parse_part")):
        before = getattr(module, name)
        monkeypatch.setattr(
            module, name,
            lambda *given, before=before, name=name: (told.append(name), before(*given))[1],
        )  # fmt: skip
    path = ROOT / "templates" / "base" / "overview.docx"
    judges = [Judge(pack, pack.documents["overview"]) for pack in map(load_pack, pack_codes())]
    assert lint_target(Target(path, tuple(judges[:1])), None, None) == []
    once = sorted(told)
    told.clear()
    assert lint_target(Target(path, tuple(judges)), None, None) == []
    assert len(judges) > 2
    assert sorted(told) == once
