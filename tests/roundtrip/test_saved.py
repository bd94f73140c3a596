"""A plan in a file is done exactly or not at all, and a report that was taken is known again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from docgen.errors import ReadError, SaveError
from docgen.output.manifest import FOLDER
from docgen.roundtrip.plan import Change, Edit, Plan
from docgen.roundtrip.saved import is_taken, note_taken, refuse_other, save_plan

EDIT = Change("purpose", "Formål", "Før", "Æblet", "edit", edits=(Edit("set", ("purpose",), "Æ"),))
LOST = Change("purpose", "Formål", "Før", "", "lost")


def plan(*changes: Change, report: Path = Path("a.docx"), digest: str = "1") -> Plan:
    return Plan(report, Path("a.yaml"), changes, digest, "2")


def test_a_plan_is_kept_as_json_that_people_can_read(tmp_path):
    file = tmp_path / "plan.json"
    save_plan(plan(EDIT), file)
    text = file.read_text(encoding="utf-8")
    assert "Æblet" in text
    assert text.endswith("}\n")
    data = json.loads(text)
    assert (data["report_digest"], data["review_digest"]) == ("1", "2")
    assert data["changes"] == [EDIT.told()]
    assert "defaults" not in data


def test_the_plan_that_was_kept_may_be_done(tmp_path):
    whole = plan(EDIT, LOST)._replace(defaults=(("_shared.yaml", "3"),))
    save_plan(whole, tmp_path / "plan.json")
    refuse_other(whole, tmp_path / "plan.json")
    assert json.loads((tmp_path / "plan.json").read_text("utf-8"))["defaults"] == {
        "_shared.yaml": "3"
    }


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(plan(EDIT, digest="9"), id="another report"),
        pytest.param(plan(EDIT)._replace(review_digest="9"), id="another review"),
        pytest.param(plan(EDIT)._replace(defaults=(("_shared.yaml", "3"),)), id="other defaults"),
        pytest.param(plan(EDIT, LOST), id="other changes"),
        pytest.param(plan(EDIT._replace(now="Pæren")), id="another text"),
        pytest.param(plan(), id="nothing to do"),
    ],
)
def test_a_plan_that_is_no_longer_that_one_is_refused(other, tmp_path):
    file = tmp_path / "plan.json"
    save_plan(plan(EDIT), file)
    with pytest.raises(SaveError, match="is no longer what would be done") as caught:
        refuse_other(other, file)
    assert "plan again" in str(caught.value)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"no json", b"\xff\xfe", b"PK\x03\x04"])
def test_a_file_that_is_no_plan_is_told_with_the_way_out(content, tmp_path):
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        refuse_other(plan(EDIT), file)
    said = str(caught.value)
    assert "is no plan; docgen pull REPORT.docx --plan FILE makes one" in said
    assert str(file) in said


def test_json_of_something_else_is_another_plan(tmp_path):
    (tmp_path / "plan.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SaveError):
        refuse_other(plan(EDIT), tmp_path / "plan.json")


def test_a_plan_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReadError):
        refuse_other(plan(EDIT), tmp_path / "plan.json")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report in an output folder."""
    (tmp_path / "out" / FOLDER).mkdir(parents=True)
    file = tmp_path / "out" / "dk" / "a.docx"
    file.parent.mkdir()
    file.write_bytes(b"report")
    return file


def of(report: Path, *changes: Change) -> Plan:
    return plan(*changes, report=report, digest=hashlib.sha256(report.read_bytes()).hexdigest())


def test_a_report_of_which_all_was_taken_is_known_until_it_changes(report):
    assert not is_taken(report)
    note_taken(of(report, EDIT), drop=False)
    assert is_taken(report)
    report.write_bytes(b"report, edited again")
    assert not is_taken(report)


def test_a_report_that_still_holds_something_is_not_taken_unless_it_is_given_up(report):
    note_taken(of(report, EDIT, LOST), drop=False)
    assert not is_taken(report)
    note_taken(of(report, EDIT, LOST), drop=True)
    assert is_taken(report)


def test_outside_an_output_folder_nothing_is_noted(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(b"report")
    note_taken(of(file, EDIT), drop=False)
    assert not is_taken(file)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_report_that_is_gone_was_not_taken(report):
    note_taken(of(report, EDIT), drop=False)
    report.unlink()
    assert not is_taken(report)
