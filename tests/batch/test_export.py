"""The copy to send: what Word shows and no more; what is undecided is refused, nothing replaced."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from ooxml.reading import texts_of

from docgen import export_report
from docgen.batch.export import CopyOptions, prepare_export
from docgen.check.sending import FORCED
from docgen.document.blankform import make_form
from docgen.errors import DocgenError, InvalidDataError, KeptFileError, UsageError
from docgen.history.cache import HistoryCache
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.report import Options, make_report, prepare_report
from docgen.review.load import load_review
from docgen.word.audit.rules import check_package
from docgen.word.readback.fields import open_edited
from tests.builders import ONE_EACH, ROOT, SAMPLES
from tests.commands import docgen
from tests.wordedits import (
    AUTHOR,
    MAIN,
    added,
    commented,
    control,
    deleted,
    edited,
    inserted,
    paragraph,
    parts_of,
    report,
    run,
)

MICROSOFT = "http://schemas.microsoft.com/office"
DK = ROOT / "data/dk/fjordby-2023.yaml"
DOCUMENTS = [
    (sample, name)
    for sample in ONE_EACH
    for name, document in load_pack(load_review(sample).pack).documents.items()
    if document.needs_review
]


def put(folder: Path, data: bytes, name: str = "a.docx") -> Path:
    """Write a Word file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def refused(file: Path, **wish: object) -> list[str]:
    """Return the rules of what stands against sending."""
    with pytest.raises(InvalidDataError) as caught:
        export_report(file, **wish)  # type: ignore[arg-type]
    assert not (file.parent / "sent").exists()
    return [problem.rule for problem in caught.value.problems]


def plain(sample: Path, name: str) -> bytes:
    """Return a document without controls."""
    options = Options(name, plain=True)
    return prepare_report(load_review(sample), options, find_library(), HistoryCache()).render()


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "name"), DOCUMENTS, ids=lambda one: getattr(one, "stem", one))
def test_an_untouched_report_is_sent_as_a_plain_one(tmp_path, sample, name):
    sent = export_report(put(tmp_path, report(sample, name))).read_bytes()
    assert texts_of(sent) == texts_of(plain(sample, name))
    parts = parts_of(sent)
    assert "customXml" not in " ".join(parts)
    told = b"".join(content for content in parts.values() if b"<" in content)
    assert [word for word in (b"w:sdt>", b"dg_", b"ips-docgen:store") if word in told] == []
    assert [str(one) for one in check_package(sent)] == []
    assert open_edited(sent, "x.docx").fields() == []


def test_the_edits_made_in_word_are_in_it_and_the_editor_is_not(tmp_path):
    data = edited(report(DK), lambda xml: xml.replace("Rapporten", "Notatet", 1))
    data = edited(data, lambda xml: xml.replace("<w:p>", '<w:p w:rsidR="00AB12CD">', 1))
    core = "docProps/core.xml"
    data = edited(
        data,
        lambda xml: xml.replace(
            "</cp:coreProperties>",
            "<cp:lastModifiedBy>Chef</cp:lastModifiedBy></cp:coreProperties>",
        ),
        core,
    )
    sent = export_report(put(tmp_path, data)).read_bytes()
    assert "Notatet" in " ".join(texts_of(sent))
    parts = parts_of(sent)
    assert b"00AB12CD" not in parts[MAIN]
    assert b"Chef" not in parts[core]
    assert b"<dc:title>" in parts[core]


def test_a_label_of_sensitivity_stays(tmp_path):
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    names = ("MSIP_Label_1_Enabled", "Case number")
    body = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name="{name}">'
        '<vt:lpwstr xmlns:vt="urn:x">true</vt:lpwstr></property>'
        for n, name in enumerate(names, 2)
    )
    custom = f'<Properties xmlns="{office}/custom-properties">{body}</Properties>'
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    data = added(report(DK), "docProps/custom.xml", custom, kind,
                 f"{office}/relationships/custom-properties")  # fmt: skip
    label = (
        '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>'
    )
    data = added(data, "docMetadata/LabelInfo.xml", label,
                 "application/vnd.ms-office.classificationlabels+xml",
                 f"{MICROSOFT}/2020/02/relationships/classificationlabels")  # fmt: skip
    parts = parts_of(export_report(put(tmp_path, data)).read_bytes())
    assert names[0].encode() in parts["docProps/custom.xml"]
    assert names[1].encode() not in parts["docProps/custom.xml"]
    assert "docMetadata/LabelInfo.xml" in parts


# --- what is refused -----------------------------------------------------------------------------


def _at_the_end(body: str) -> Callable[[str], str]:
    return lambda xml: re.sub(
        r"(?=<w:sectPr\b(?!.*<w:sectPr\b))", body, xml, count=1, flags=re.DOTALL
    )


def _score(xml: str) -> str:
    """Change the first score in a table from 5 to 1."""
    control = re.compile(
        r'(w:val="criteria\.caseload_size\.score"/>.*?<w:t[^>]*>)(\d)(</w:t>)', re.DOTALL
    )
    return control.sub(r"\g<1>1\3", xml, count=1)


UNFIT = {
    "tracked-change": _at_the_end(paragraph(inserted("new"), deleted("old"))),
    "hidden-text": _at_the_end("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"),
    "prompt": lambda xml: xml.replace("Rapporten", "Klik eller tryk her for at skrive tekst", 1),
    "wrong-total": _score,
}


def test_a_prompt_of_anybodys_control_is_refused(tmp_path):
    flag = "<w:showingPlcHdr/>"
    foreign = control(run("Click or tap here to enter text."), tag="case", more=flag)
    data = edited(report(DK), _at_the_end(paragraph(foreign)))
    assert refused(put(tmp_path, data)) == ["prompt"]


@pytest.mark.parametrize("rule", UNFIT)
def test_what_nobody_decided_is_refused_with_its_place(tmp_path, rule):
    file = put(tmp_path, edited(report(DK), UNFIT[rule]))
    assert rule in refused(file)
    ran = docgen(tmp_path, "export", "a.docx")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert f"[{rule}]" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("rule", [rule for rule in UNFIT if rule in FORCED])
def test_a_forced_finding_is_a_warning(tmp_path, rule):
    file = put(tmp_path, edited(report(DK), UNFIT[rule]))
    rules = refused(file)
    ran = docgen(tmp_path, "export", "a.docx", *(f"--force={one}" for one in rules))
    assert (ran.returncode, ran.stdout) == (0, f"{Path('sent/a.docx')}\n")
    assert f"[{rule}]" in ran.stderr


def test_accepted_changes_are_in_the_copy(tmp_path):
    file = put(tmp_path, edited(report(DK), UNFIT["tracked-change"]))
    sent = export_report(file, accept=True).read_bytes()
    assert texts_of(sent)[-1] == "new"
    assert AUTHOR.split('"')[1].encode() not in b"".join(parts_of(sent).values())


def test_a_comment_is_refused_until_it_is_resolved_and_never_goes_along(tmp_path):
    data = commented(report(DK), "Rapporten")
    assert refused(put(tmp_path, data)) == ["open-comment"]
    resolved = put(tmp_path / "b", commented(report(DK), "Rapporten", done=True))
    for sent in (
        export_report(resolved),
        export_report(tmp_path / "a.docx", force=["open-comment"]),
    ):
        parts = parts_of(sent.read_bytes())
        assert [name for name in parts if "comments" in name] == []
        assert b"comment" not in parts[MAIN]
        assert [str(one) for one in check_package(sent.read_bytes())] == []


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_a_draft_is_refused(tmp_path, sample):
    made = make_report(sample, tmp_path, draft=True)
    assert "draft-mark" in refused(made)


# --- where it goes -------------------------------------------------------------------------------


def test_what_was_sent_stays_and_a_corrected_report_stands_beside_it(tmp_path):
    text = DK.read_text(encoding="utf-8")
    review = tmp_path / "fjordby.yaml"
    review.write_text(text.replace("id: fjordby-2023", "id: fjordby"), encoding="utf-8")
    out = tmp_path / "out"
    first = export_report(make_report(review, out))
    before = first.read_bytes()
    assert export_report(out / "fjordby.docx") == first == out / "sent/fjordby.docx"
    put(out, edited((out / "fjordby.docx").read_bytes(), lambda xml: xml.replace("Rapp", "R", 1)),
        "fjordby.docx")  # fmt: skip
    with pytest.raises(KeptFileError, match=r"review\.version"):
        export_report(out / "fjordby.docx")
    again = review.read_text(encoding="utf-8").replace(
        "\nreview:\n", "\nreview:\n  version: 2\n", 1
    )
    review.write_text(again, encoding="utf-8")
    for document in ("report", "overview"):  # an overview does not print its version
        make_report(review, out, document=document, force=True)
    assert export_report(out / "fjordby.docx") == out / "sent/fjordby-v2.docx"
    assert export_report(out / "fjordby-overview.docx") == out / "sent/fjordby-overview-v2.docx"
    assert first.read_bytes() == before


def test_a_folder_is_mirrored_and_what_was_sent_is_no_report(tmp_path):
    data = report(DK)
    for name in ("out/dk/a.docx", "out/b.docx"):
        put((tmp_path / name).parent, data, Path(name).name)
    (tmp_path / "out/.docgen").mkdir()
    for state in ("done", "unchanged"):
        ran = docgen(tmp_path, "export", "out")
        assert ran.returncode == 0
        assert sorted(ran.stdout.split()) == [
            str(Path("out/sent/b.docx")),
            str(Path("out/sent/dk/a.docx")),
        ]
        assert re.search(rf"{state} +2", ran.stderr)
    assert docgen(tmp_path, "export", "out", "-o", "post").returncode == 0
    assert (tmp_path / "post/dk/a.docx").read_bytes() == (tmp_path / "post/b.docx").read_bytes()
    assert "was sent" in docgen(tmp_path, "export", "out/sent/b.docx").stderr


# --- bad input -----------------------------------------------------------------------------------


BAD = {
    "an old Word file": ("a.doc", b"\xd0\xcf\x11\xe0", "no Word file"),
    "a PDF": ("a.pdf", b"%PDF-1.7", "no Word file"),
    "no zip": ("a.docx", b"text", "no-zip"),
    "another program's": ("a.docx", plain(DK, "report"), "nothing of docgen's"),
    "a form": ("a.docx", make_form(load_pack("dk"), "report"), "is a form"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line(tmp_path, name):
    file, data, told = BAD[name]
    put(tmp_path, data, file)
    ran = docgen(tmp_path, "export", file)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert told in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [file]


def test_a_report_that_is_open_in_word_is_not_sent(tmp_path):
    put(tmp_path, b"", "~$a.docx")
    with pytest.raises(DocgenError, match="is open"):
        export_report(put(tmp_path, report(DK)))


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["export", "nix.docx"], "is not there"),
        (["export", "a.docx", "--force", "comment"], "open-comment"),
        (["export", "a.docx", "--force", "tracked-change"], "--accept"),
    ],
    ids=["a file that is not there", "a rule that is none", "changes are taken, not forced"],
)
def test_wrong_usage_is_told(tmp_path, argv, told):
    put(tmp_path, report(DK))
    ran = docgen(tmp_path, *argv)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert told in ran.stderr


def test_a_folder_without_reports_is_wrong_usage(tmp_path):
    put(tmp_path, make_form(load_pack("dk"), "report"))
    with pytest.raises(UsageError, match="holds no report"):
        prepare_export([tmp_path], CopyOptions())


def test_the_same_file_gives_the_same_bytes(tmp_path):
    file = put(tmp_path, report(SAMPLES[0]))
    first, second = (export_report(file, tmp_path / name) for name in "xy")
    assert first.read_bytes() == second.read_bytes()
