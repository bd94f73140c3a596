"""What is wrong with a file is said in the language of its own pack, and in no other."""

from __future__ import annotations

import re
import shutil

import pytest

from docgen.batch.scores import Scored, score_reviews
from docgen.check.packs import check_pack
from docgen.check.run import check_paths, check_review
from docgen.cli.scoretable import table_of
from docgen.model import tongue
from docgen.model.tongue import language_now, speaking
from docgen.packs.library import library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.spoken import language_in
from tests.builders import ROOT

ENGLISH = frozenset(
    """the is of and or not with without from this that these those there here has have was were
cannot should must write written add added its if one two belongs found unknown missing keys
begins number values whole below above between least both which who whose how what when
where while other another same all each every only also than then but because so as does
did done make makes made use uses used name names named give gives given take takes taken say
says said put stands stand lies lie counts count counted reads holds look line lines letters
quotes colon blank blanks folder file files criterion anchor figures proposal proposed
stated fault faults warning warnings note notes earlier later before after yes it""".split()  # noqa: SIM905 - a list of words
)
"""Words of ours that are none in Danish, Swedish or Norwegian."""
NOT_SAID = re.compile(r"`[^`]*`|'[^']*'|»[^»]*»|\"[^\"]*\"|\[[a-z-]+\]$|\S*[_./\\]\S*|--\w+")
"""What is quoted, typed or a name: it stays as it is."""

FAULTY = {
    "keys-and-kinds": """
pack: {pack}
unitt: {{name: X}}
unit: {{name: Testenhet, plase: By}}
review: {{status: final, dates: 2026-13-45, report_date: i går, number: en, kind: ekstern}}
reviewers: Anna
purpose: {{a: b}}
criteria:
  caseload_size: {{score: 6, comment: ???}}
  zero_exclusion: {{score: 4.5}}
  vocational_generalists: {{score: "4", evidence: {{phases: 9, foo: 1}}}}
  integration_team: {{score: ja}}
  integration_team_contact: {{skore: 3}}
  collaboration_vr: [1, 2]
  vocational_unit:
    score: 4
    comment:
      note: x
  agency_focus: {{score: "4,5", comment: a, b: c}}
  foo_bar: {{score: 3}}
comment: x
previous: 2020
development:
  - criterion: caseload
  - recommendation: [a, b]
meeting: []
<<: x
pack: {pack}
""",
    "texts-and-figures": """
pack: {pack}
unit: {{name: Testenhet}}
review: {{status: draft, report_date: 2026-03-10, number: 2}}
previous: {{date: 2027-01-01, total: 60, level: x}}
summary:
  strengths: xx og ??? og litt # mere
  description: "a\\u0001b"
criteria:
  caseload_size: {{score: 2, evidence: {{clients: 90, fte: 2, specialists: 3}}}}
  zero_exclusion: {{ratings: {{AB: 2, CD: 4}}}}
  employment_services_staff: {{score: 5, evidence: {{percent: 120}}}}
  vocational_unit: {{evidence: {{unit: maybe}}}}
""",
    "tab": "pack: {pack}\nunit:\n  name: X\n\tplace: y\n",
    "colon": "pack: {pack}\nunit:\n  name: X: y\n",
    "bracket": "pack: {pack}\nunit: {{name: [x}}\n",
    "quote": 'pack: {pack}\nunit: {{name: "x}}\n',
    "alias": "pack: {pack}\nunit:\n  name: *x\n",
    "sign": "pack: {pack}\nunit:\n  name: @x\n",
    "indent": "pack: {pack}\nunit:\n  name: x\n place: y\n",
    "bar": "pack: {pack}\npurpose: |\nx y\n",
    "no-colon": "pack: {pack}\nunit\n  name: x\n",
    "second-document": "pack: {pack}\n---\nunit: x\n",
    "zero": "pack: {pack}\nid: 007\nunit: {{name: 1e999}}\n",
    "list": "- pack: {pack}\n",
    "no-pack": "unit: {{name: x}}\n# pack: {pack}\n",
}
ELSEWHERE = {"list", "no-pack"}
"""Files that name no pack where one is looked for: they speak as they are asked to."""


@pytest.fixture(autouse=True)
def _free(monkeypatch):
    """Speak as it comes: tests as a whole speak English."""
    monkeypatch.setattr(tongue, "_fixed", [])


def english_in(text):
    return sorted(set(re.findall(r"[a-z]+", NOT_SAID.sub(" ", text))) & ENGLISH)


@pytest.mark.parametrize("name", FAULTY)
@pytest.mark.parametrize("code", pack_codes())
def test_a_faulty_file_is_told_without_a_word_of_english(code, name, tmp_path):
    file = tmp_path / "r.yaml"
    file.write_text(FAULTY[name].format(pack=code), encoding="utf-8")
    tag = load_pack(code).formats.language
    with speaking(tag if name in ELSEWHERE else ""):
        problems = check_review(file)
    assert problems
    with speaking(tag):
        said = [str(one._replace(file="")) for one in problems]
    assert {line: found for line in said if (found := english_in(line))} == {}


@pytest.mark.parametrize("code", pack_codes())
def test_scores_are_told_without_a_word_of_english(code):
    found = [*score_reviews([ROOT / "data" / code], library())]
    assert found
    for one in found:
        assert isinstance(one, Scored)
        with speaking(one.pack.formats.language):
            table = table_of(one, 120)
        head = [line for line in table.splitlines() if not line.startswith("      ")]
        assert {line: words for line in head if (words := english_in(line))} == {}


def test_each_file_of_a_run_speaks_the_language_of_its_own_pack(tmp_path):
    for code in ("dk", "fi-sv", "no"):
        (tmp_path / f"{code}.yaml").write_text(f"pack: {code}\nunit:\n\tname: x\n", "utf-8")
    tabs = [one for one in check_paths([tmp_path]) if one.rule == "tab"]
    assert [one.message.split()[0] for one in tabs] == ["linjen", "raden", "linjen"]
    assert language_now() == "en"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"pack: dk\nunit: [", id="broken behind"),
        pytest.param(b"\xef\xbb\xbfpack: dk\n", id="with a byte order mark"),
        pytest.param("pack: dk\nunit: {name: Ø}\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"unit: \xff\n\"pack\": 'dk' # Danmark\n", id="quoted, and no UTF-8"),
        pytest.param(b'{"unit": {"name": 1, "pack": "dk"', id="half of a JSON text"),
        pytest.param(b"unit:\n\tx\n  pack:   dk", id="indented"),
    ],
)
def test_the_language_is_found_in_a_file_that_cannot_be_read(text, tmp_path):
    file = tmp_path / "r.yaml"
    file.write_bytes(text)
    assert language_in(file, library()) == "da-DK"


def test_the_language_comes_from_the_defaults_where_the_review_names_no_pack(tmp_path):
    (tmp_path / "_shared.yaml").write_text("pack: no\n", "utf-8")
    (tmp_path / "r.yaml").write_text("unit: {name: x\n", "utf-8")
    assert language_in(tmp_path / "r.yaml", library()) == "nb-NO"
    (tmp_path / "other.yaml").write_text("pack: ../dk\n", "utf-8")
    assert language_in(tmp_path / "none.yaml", library()) == "nb-NO"


def test_a_broken_pack_speaks_its_own_language(tmp_path):
    folder = tmp_path / "xx"
    shutil.copytree(ROOT / "templates" / "dk", folder)
    file = folder / "pack.yaml"
    text = file.read_text("utf-8").replace("code: dk", "code: xx\nfoo: 1")
    file.write_text(text, "utf-8")
    messages = [one.message for one in check_pack(folder, library=library())]
    assert any(message.startswith("ukendt nøgle 'foo'") for message in messages)
