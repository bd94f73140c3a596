"""Which reports a pull is of, which review they belong to, and what is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.document.blankform import make_form
from docgen.errors import FileOpenError, InvalidDataError, ReadError, UsageError
from docgen.intake.origin import Origins
from docgen.output.manifest import FOLDER
from docgen.packs.load import load_pack
from docgen.roundtrip.finding import find_review, refuse_form, refuse_open, reports_and_review
from docgen.word.readback.store import Store
from docgen.word.render.store import SIZE
from tests.builders import write_review
from tests.desks import DK
from tests.wordedits import document, paragraph, report, without_store
from tests.wordlines import a_field

PRINTED = {"purpose": (bytes(SIZE),)}


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")


@pytest.mark.parametrize(
    ("named", "reports", "review"),
    [
        pytest.param(["a.docx"], ["a.docx"], None, id="a report"),
        pytest.param(["a.docx", "a.yaml"], ["a.docx"], "a.yaml", id="and its review"),
        pytest.param(["a.docx", "a.JSON"], ["a.docx"], "a.JSON", id="in capitals"),
        pytest.param(["b.docx", "a.docx"], ["b.docx", "a.docx"], None, id="two, in their order"),
        pytest.param(["~$a.docx", "a.docx"], ["a.docx"], None, id="Word's mark is none"),
        pytest.param(["none.docx"], ["none.docx"], None, id="one that is not there"),
        pytest.param(["x"], ["x/b.docx", "x/y/c.docx"], None, id="those of a folder"),
        pytest.param(["x", "a.docx"], ["x/b.docx", "x/y/c.docx", "a.docx"], None, id="and one"),
    ],
)
def test_reports_are_named_or_stand_in_folders(tmp_path, named, reports, review):
    put(tmp_path, "a.docx", "x/b.docx", "x/y/c.docx", "x/d.yaml")
    put(tmp_path, "x/edited/e.docx", "x/sent/f.docx", "x/internal/g.docx", "x/~$b.docx")
    found, own = reports_and_review([tmp_path / name for name in named])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == reports
    assert (own.name if own else None) == review


@pytest.mark.parametrize(
    ("named", "words"),
    [
        pytest.param(["a.yaml"], "no report is named; docgen pull REPORT.docx", id="a review"),
        pytest.param(["~$a.docx"], "no report is named", id="Word's mark alone"),
        pytest.param(["empty"], "holds no report (.docx) that docgen made", id="an empty folder"),
        pytest.param(["empty", "a.yaml"], "empty: holds no report", id="a folder and a review"),
        pytest.param(["a.docx", "b.docx", "a.yaml"], "one review is that of one report",
                     id="one review for two reports"),
    ],
)  # fmt: skip
def test_what_names_no_report_or_too_many_is_told(tmp_path, named, words):
    put(tmp_path, "a.docx", "b.docx", "a.yaml")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as caught:
        reports_and_review([tmp_path / name for name in named])
    assert words in str(caught.value)


def test_a_report_that_word_has_open_is_refused(tmp_path):
    put(tmp_path, "rapport.docx")
    refuse_open(tmp_path / "rapport.docx")
    put(tmp_path, "~$pport.docx")
    with pytest.raises(FileOpenError, match="is open in Word; unsaved text is not taken"):
        refuse_open(tmp_path / "rapport.docx")


FORM = Path("en form.docx")


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        pytest.param([a_field(prompt=True)] * 3, None, id="three prompts"),
        pytest.param(
            [a_field(tag="criteria.a.points"), a_field(tag="result.statement"),
             a_field(tag="result.total")],
            None, id="three fields that only a form has"),
        pytest.param([], Store(2, {"form": "1"}, {}), id="a store without a value"),
    ],
)  # fmt: skip
def test_a_form_is_refused_with_the_command_for_it(fields, kept):
    with pytest.raises(InvalidDataError) as caught:
        refuse_form(FORM, fields, kept)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file) == ("no-store", FORM)
    assert "is a form, no report: docgen new --from" in problem.message
    assert "'en form.docx'" in problem.message or '"en form.docx"' in problem.message


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        pytest.param([a_field(prompt=True)] * 2, None, id="two prompts are not enough"),
        pytest.param([a_field(tag="criteria.a.score")] * 9, None, id="fields of a report"),
        pytest.param([a_field(prompt=True)] * 9, Store(2, {}, PRINTED), id="a report's store"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_what_may_be_a_report_is_not(fields, kept):
    refuse_form(FORM, fields, kept)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in an output folder, beside a folder of reviews; nobody stands near."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (tmp_path / "out" / FOLDER).mkdir(parents=True)
    file = tmp_path / "out" / "a.docx"
    file.write_bytes(report(DK))
    return file


def test_the_review_of_a_report_is_the_one_with_its_id(out, tmp_path):
    review = write_review(tmp_path / "data" / f"{DK.stem}.yaml")
    assert find_review(out) == review
    assert find_review(out, Origins([tmp_path / "data"])) == review


def test_a_review_that_is_nowhere_is_told(out, tmp_path):
    (tmp_path / "data").mkdir()
    with pytest.raises(InvalidDataError) as caught:
        find_review(out, Origins([tmp_path / "data"]))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file) == ("no-review", out)
    assert DK.stem in problem.message


def test_a_report_without_a_store_wants_its_review_named(out):
    out.write_bytes(without_store(out.read_bytes()))
    with pytest.raises(InvalidDataError, match="has no store that names its review; name it"):
        find_review(out)
    out.write_bytes(document(paragraph("Kære alle")))
    with pytest.raises(InvalidDataError, match=r"docgen pull REPORT.docx REVIEW.yaml"):
        find_review(out)


def test_a_form_is_told_what_it_is_before_its_review_is_looked_for(out):
    out.write_bytes(make_form(load_pack("dk"), "report"))
    with pytest.raises(InvalidDataError, match="is a form, no report: docgen new --from"):
        find_review(out)


def test_a_report_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReadError, match="is not there"):
        find_review(tmp_path / "none.docx")
