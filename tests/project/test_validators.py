"""The proof of soundness itself: sound files pass, broken ones do not, and nothing is skipped."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from builders import ROOT
from ooxml.minimal import a_report, control, row, table, text
from ooxml.required import required_kinds
from ooxml.validators import SDK_NAME, sdk_program

from docgen.word.audit.rules import check_package

DOCUMENT = text("Fjordby & Ø".replace("&", "&amp;")) + table(row("<w:tc><w:p/></w:tc>"))
ONLY_AUDIT = text() + '<w:p><w:pPr><w:jc w:val="sideways"/></w:pPr></w:p>'
ONLY_SDK = text() + f"<w:p>{control(text())}</w:p>"

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    "as_path", [pytest.param(True, id="a path"), pytest.param(False, id="bytes")]
)
def test_a_sound_file_passes(assert_sound, tmp_path, as_path):
    path = tmp_path / "rapport ø.docx"
    path.write_bytes(a_report(DOCUMENT))
    assert_sound(path if as_path else path.read_bytes())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("<w:p>loose</w:p>", "outside a run", id="what our own rules find"),
        pytest.param(ONLY_AUDIT, "sideways", id="what only openxml-audit finds"),
    ],
)
def test_a_broken_file_fails(assert_sound, body, words):
    with pytest.raises(AssertionError, match=words):
        assert_sound(a_report(body))


def test_the_audit_alone_finds_a_wrong_value():
    assert check_package(a_report(ONLY_AUDIT)) == []


def test_the_sdk_takes_a_sound_file(assert_sdk_valid):
    assert_sdk_valid(a_report(DOCUMENT))


def test_the_sdk_finds_a_broken_file(assert_sdk_valid):
    with pytest.raises(AssertionError, match="sdt"):
        assert_sdk_valid(a_report(ONLY_SDK))


def test_libreoffice_reads_the_text_of_many_files_in_one_call(office, tmp_path):
    reports = [tmp_path / f"rapport ø {number}.docx" for number in (1, 2)]
    for report in reports:
        report.write_bytes(a_report(text(f"{report.stem} å")))
    texts = office.convert(reports, tmp_path / "ud ø", "txt")
    found = [path.read_text(encoding="utf-8-sig").strip() for path in texts]
    assert found == [f"{report.stem} å" for report in reports]


def test_libreoffice_says_which_file_it_could_not_write(office, tmp_path):
    with pytest.raises(AssertionError, match=r"did not write gone\.pdf"):
        office.convert([tmp_path / "gone.docx"], tmp_path)


# --- nothing is skipped unseen -------------------------------------------------------------

SAMPLE = """
import pytest

@pytest.mark.parametrize("kind", [
    pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in ("libreoffice", "sdk", "slow")
])
def test_needs_a_tool(kind):
    pytest.skip("not today")

def test_uses_a_tool(assert_sdk_valid):
    assert_sdk_valid(b"")

def test_other():
    pytest.skip("another reason")
"""


@pytest.fixture
def run_with(pytester, monkeypatch):
    """Return a call that runs a test file with our conftest and settings."""

    def run(source, **environment):
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        pytester.makepyprojecttoml((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
        pytester.makepyfile(test_sample=source)
        off = [f"-pno:{plugin}" for plugin in ("cacheprovider", "hypothesispytest", "xdist")]
        return pytester.runpytest_subprocess(*off, "test_sample.py")

    return run


@pytest.mark.parametrize(
    ("required", "outcomes"),
    [
        pytest.param("", {"skipped": 5}, id="any test may be skipped by default"),
        pytest.param(
            "libreoffice,sdk,slow",
            {"failed": 2, "errors": 2, "skipped": 1},
            id="what is required may neither be skipped nor miss its tool",
        ),
    ],
)
def test_skipping(run_with, required, outcomes):
    result = run_with(SAMPLE, DOCGEN_REQUIRE=required, DOCGEN_SDK="gone", DOCGEN_SOFFICE="soffice")
    assert result.parseoutcomes() == outcomes
    if required:
        result.stdout.fnmatch_lines(["*DOCGEN_REQUIRE names sdk: *npm install*"])


def test_a_kind_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="libre; there are: axe, chromium, libreoffice, moto, "):
        required_kinds("sdk, libre")


def test_the_sdk_program_may_be_named(monkeypatch):
    monkeypatch.setenv("DOCGEN_SDK", __file__)
    assert sdk_program() == Path(__file__)
    monkeypatch.setenv("DOCGEN_SDK", str(Path(__file__).with_suffix(".gone")))
    assert sdk_program() is None


def test_validators_are_pinned_alike_everywhere():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    hint = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    assert f"{SDK_NAME}@0.4.0" in script
    assert "@0.4.0" in hint
    pins = {
        re.search(r"openxml-audit==([\d.]+)", (ROOT / name).read_text(encoding="utf-8"))[1]
        for name in ("pyproject.toml", "constraints.txt")
    }
    assert len(pins) == 1
