"""Which pack a Word file belongs to, and where there is no telling."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.errors import InvalidDataError
from docgen.intake.whose import known_packs, pack_of_file, store_of
from docgen.model import Pack
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.word.readback.fields import Edited, open_edited
from tests.builders import ROOT
from tests.wordedits import added, document, paragraph
from tests.wordlines import opened

DK, FI = load_pack("dk"), load_pack("fi-sv")
FILE = Path("a.docx")
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


def with_store(text: str, *body: str, name: str = "customXml/item7.xml") -> Edited:
    """Return a Word file with a part that holds that text."""
    data = added(document("".join(body)), name, text, "application/xml", CUSTOM)
    return open_edited(data, "a.docx")


def names_of(pack: Pack, count: int) -> list[str]:
    """Return a paragraph for each of the first criteria of a pack."""
    return [paragraph(criterion.name) for criterion in pack.criteria[:count]]


def of(edited: Edited, *packs: Pack, wanted: str = "") -> Pack:
    return pack_of_file(edited, packs or (DK, FI), FILE, wanted)


STORE = '<d:docgen xmlns:d="urn:ips-docgen:store:1" pack="fi-sv" document="report" review="a"/>'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            STORE, {"pack": "fi-sv", "document": "report", "review": "a"}, id="with a prefix"
        ),
        pytest.param(
            '<docgen xmlns="urn:ips-docgen:store:1" pack="dk" form="1"/>',
            {"xmlns": "urn:ips-docgen:store:1", "pack": "dk", "form": "1"},
            id="without one",
        ),
        pytest.param('<other xmlns="urn:elsewhere" pack="dk"/>', {}, id="another program's"),
        pytest.param('<docgen pack="dk"/>', {}, id="without docgen's namespace"),
    ],
)
def test_the_store_says_what_its_file_is(text, found):
    assert {k: v for k, v in store_of(with_store(text)).items() if k != "d"} == found


def test_a_file_without_a_store_says_nothing():
    assert store_of(opened(paragraph("A"))) == {}
    assert store_of(with_store(STORE, name="word/item7.xml")) == {}


def test_the_store_decides_whatever_the_text_says():
    assert of(with_store(STORE, *names_of(DK, 99))) is FI


def test_a_store_of_a_pack_that_is_not_here_leaves_it_to_the_text():
    assert of(with_store(STORE.replace("fi-sv", "xx"), *names_of(DK, 99))) is DK


def test_the_text_decides_by_the_criteria_that_it_names():
    assert of(opened(*names_of(FI, 99))) is FI
    assert of(opened(*names_of(DK, 99))) is DK
    assert of(opened(*names_of(DK, 99), *names_of(FI, 15))) is DK


def test_short_names_and_broken_ones_count():
    texts = [paragraph(c.short_name.upper().replace(" ", "  - ")) for c in DK.criteria]
    assert of(opened(*texts)) is DK


def test_half_the_criteria_are_enough_and_less_is_none():
    half = -(-len(DK.criteria) // 2)
    apart = [c for c in DK.criteria if c.name not in {other.name for other in FI.criteria}]
    assert len(apart) >= half
    assert of(opened(*names_of(DK, half)), DK) is DK
    with pytest.raises(InvalidDataError) as caught:
        of(opened(paragraph("Kære alle")), DK)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file) == ("no-form", FILE)
    assert "is no form or report of a pack there is" in problem.message


def test_where_no_pack_is_known_it_is_none():
    with pytest.raises(InvalidDataError, match="names the criteria of none of them"):
        pack_of_file(opened(*names_of(DK, 99)), [], FILE)


def test_of_two_alike_the_wanted_one_is_taken_and_else_both_are_told():
    copy = DK._replace(code="dk-syd")
    file = opened(*names_of(DK, 99))
    assert of(file, DK, copy, wanted="dk-syd") is copy
    assert of(file, DK, copy, wanted="dk") is DK
    for wanted in ("", "fi-sv"):
        with pytest.raises(InvalidDataError) as caught:
            of(file, DK, copy, FI, wanted=wanted)
        (problem,) = caught.value.problems
        assert (problem.rule, problem.file) == ("no-pack", FILE)
        assert "fits the packs dk and dk-syd alike" in problem.message
        assert "docgen new PACK --from FILE" in problem.message


def test_a_wanted_pack_that_fits_worse_is_not_taken():
    assert of(opened(*names_of(DK, 99)), DK, FI, wanted="fi-sv") is DK


def test_packs_may_be_given_one_by_one():
    assert pack_of_file(opened(*names_of(FI, 99)), iter([DK, FI]), FILE) is FI


def test_known_packs_are_all_that_can_be_read(tmp_path):
    assert [pack.code for pack in known_packs(find_library())] == list(pack_codes())
    for code in ("dk-a", "dk-b"):
        shutil.copytree(ROOT / "templates" / "dk", tmp_path / code)
        file = tmp_path / code / "pack.yaml"
        text = file.read_text(encoding="utf-8").replace("code: dk", f"code: {code}")
        file.write_text(text, encoding="utf-8")
    (tmp_path / "dk-b" / "pack.yaml").write_text("code: [", encoding="utf-8")
    own = [pack.code for pack in known_packs(find_library(tmp_path))]
    assert "dk-a" in own
    assert "dk-b" not in own
