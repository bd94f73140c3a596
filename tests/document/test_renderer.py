"""A document of a pack is compiled once, found again, and told by what went into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ooxml.minimal import a_report, text
from ooxml.rendered import paragraphs

from docgen.document import renderer as module
from docgen.document.renderer import printed_paths, renderer, template_faults, wording_of
from docgen.document.sample import sample_names
from docgen.errors import InvalidDataError, ReadError, TemplateError
from docgen.model import Document, Pack
from docgen.model.tongue import chosen
from docgen.packs.load import load_pack
from docgen.version import VERSION
from docgen.word.compile.gate import read_package
from docgen.word.readback.store import read_store

DK = load_pack("dk")


@pytest.fixture
def pack(tmp_path, own_cache) -> Pack:
    """Return a pack with one small document of its own, and an empty cache."""
    assert own_cache
    return with_documents(tmp_path, report=text("{{ unit.name }}"))


def with_documents(folder, **bodies: str) -> Pack:
    home = folder / "dk"
    home.mkdir(exist_ok=True)
    documents = {}
    for name, body in bodies.items():
        path = home / f"{name}.docx"
        path.write_bytes(a_report(body))
        documents[name] = Document(name, path.name, path, "Rapport")
    return DK._replace(folder=home, documents=documents)


def counted(monkeypatch) -> list[str]:
    """Return the files that are compiled from now on."""
    compiled: list[str] = []
    real = module._compile

    def compiling(pack, path, *rest):
        compiled.append(path.name)
        return real(pack, path, *rest)

    monkeypatch.setattr(module, "_compile", compiling)
    return compiled


def test_a_document_is_compiled_once_in_a_process(pack, monkeypatch):
    compiled = counted(monkeypatch)
    document = pack.documents["report"]
    assert renderer(pack, document) is renderer(pack, document)
    assert compiled == ["report.docx"]


def test_the_next_process_finds_it_in_the_cache_with_the_name_it_has_now(pack, monkeypatch):
    document = pack.documents["report"]
    first = renderer(pack, document)
    compiled = counted(monkeypatch)
    other = document.path.with_name("copy.docx")
    other.write_bytes(document.path.read_bytes())
    again = renderer(pack, document._replace(path=other, file="copy.docx"))
    assert compiled == []
    assert again.digest == first.digest
    assert again.template.file == str(other)


def test_a_file_that_changed_is_compiled_again_under_another_digest(pack):
    document = pack.documents["report"]
    before = renderer(pack, document).digest
    document.path.write_bytes(a_report(text("{{ unit.name }}!")))
    assert renderer(pack, document).digest != before


@pytest.mark.parametrize(
    "change",
    [
        {"texts": {**DK.texts, "placeholder": "other"}},
        {"labels": {**DK.labels, "unit.name": "other"}},
        {"formats": DK.formats._replace(date="y")},
        {"comments": True},
        {"name": "Other"},
    ],
    ids=["texts", "labels", "formats", "comments", "name"],
)
def test_whatever_of_the_pack_goes_into_a_report_changes_the_digest(pack, change):
    document = pack.documents["report"]
    assert renderer(pack._replace(**change), document).digest != renderer(pack, document).digest


def test_messages_are_in_the_language_that_asks(pack):
    document = pack.documents["report"]
    english = renderer(pack, document)
    with chosen("da"):
        danish = renderer(pack, document)
        assert danish is not english
        assert renderer(pack, document) is danish
    assert danish.digest == english.digest, "the reports are the same"


def test_a_report_has_controls_and_says_of_what_it_was_made(pack):
    document = pack.documents["report"]
    names = next(iter(sample_names(pack, document)))
    names["review"]["id"] = "r-1"
    made = renderer(pack, document)
    store = read_store(read_package(made.render(names), "x.docx"), "x.docx")
    assert dict(store.about) == {
        "program": VERSION, "pack": "dk", "document": "report", "review": "r-1",
        "template": made.digest, "version": str(names["review"]["version"]),
    }  # fmt: skip


def test_the_first_report_says_no_version(pack):
    document = pack.documents["report"]
    *_, empty = sample_names(pack, document)
    report = renderer(pack, document).render(empty)
    assert "version" not in read_store(read_package(report, "x.docx"), "x.docx").about


def test_a_plain_report_has_the_same_text_and_no_store(pack):
    document = pack.documents["report"]
    names = next(iter(sample_names(pack, document)))
    made = renderer(pack, document)
    plain = made.render(names, plain=True)
    assert read_store(read_package(plain, "x.docx"), "x.docx") is None
    assert paragraphs(plain) == paragraphs(made.render(names)) == [names["unit"]["name"]]
    assert DK.texts["placeholder"] in paragraphs(made.render_form(names))[0]


def test_a_file_that_is_not_there_is_told_with_its_document_and_pack(pack):
    document = pack.documents["report"]
    document.path.unlink()
    with pytest.raises(ReadError, match="document 'report' of pack 'dk' needs it"):
        renderer(pack, document)


def test_a_link_that_leads_out_of_the_pack_is_refused(pack, tmp_path):
    document = pack.documents["report"]
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    document.path.rename(outside / "a.docx")
    document.path.symlink_to(outside / "a.docx")
    with pytest.raises(InvalidDataError, match="a link that leads outside the pack"):
        renderer(pack, document)


def test_what_controls_say_is_the_packs():
    wording = wording_of(DK)
    assert wording.language == "da-DK"
    assert wording.date_format == DK.formats.date.replace(" y", " yyyy")
    assert wording.placeholder == DK.texts["placeholder"]
    assert len(wording.choices) == len(DK.criteria)
    assert all(c.name in one for c, one in zip(DK.criteria, wording.choices, strict=True))
    assert wording.scores == tuple(DK.scores.values)


@pytest.mark.parametrize(
    ("date", "of_word"),
    [("d.M.yyyy", "d.M.yyyy"), ("y-MM-dd", "yyyy-MM-dd"), ("d. MMM yy", "d. MMM yy")],
)
def test_a_year_is_written_as_word_writes_it(date, of_word):
    pack = DK._replace(formats=DK.formats._replace(date=date), texts={})
    assert wording_of(pack).date_format == of_word
    assert (wording_of(pack).placeholder, wording_of(pack).short) == ("", "")


def test_what_a_pack_prints_is_what_any_of_its_documents_does(tmp_path, own_cache):
    assert own_cache
    first = DK.criteria[0].id
    pack = with_documents(
        tmp_path, report=text("{{ unit.name }}{{ criteria." + first + ".comment }}"),
        sheet=text("{{ purpose }}"),
    )  # fmt: skip
    assert printed_paths(pack) >= {"unit.name", "criteria.*.comment", "purpose"}
    assert "response" not in printed_paths(pack)
    pack.documents["sheet"].path.unlink()
    assert "purpose" not in printed_paths(pack), "a file that is not there prints nothing"


def test_the_faults_of_all_documents_are_told_together(tmp_path, own_cache):
    assert own_cache
    pack = with_documents(
        tmp_path, report=text("{{ unit.nmae }}"), sheet=text("fine"), other=text("{{ purpos }}")
    )
    faults = template_faults(pack)
    assert [Path(one.file).name for one in faults] == ["report.docx", "other.docx"]
    with pytest.raises(TemplateError) as caught:
        printed_paths(pack)
    assert list(caught.value.problems) == faults


def test_a_file_that_is_no_word_file_is_a_fault_among_the_others(tmp_path, own_cache):
    assert own_cache
    pack = with_documents(tmp_path, report=text("x"))
    pack.documents["report"].path.write_bytes(b"no Word file")
    (fault,) = template_faults(pack)
    assert fault.severity == "error"
