"""`docgen status`: each report in the state that it is in, whatever is wrong with others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.batch.export import export_report
from docgen.batch.status import STATES
from docgen.document.blankform import make_form
from docgen.packs.load import load_pack
from docgen.report import make_report
from tests.builders import review_text
from tests.commands import docgen
from tests.wordedits import edited, retyped

NAMES = ("current", "behind", "edited", "heading", "both", "taken", "open", "broken", "orphan")
STATE = {
    "current": "up to date",
    "behind": "behind",
    "edited": "edited",
    "heading": "edited",
    "both": "in conflict",
    "taken": "up to date",
    "open": "open in Word",
    "broken": "unknown",
    "orphan": "unknown",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report in each state."""
    top = tmp_path_factory.mktemp("status")
    data, out = top / "data", top / "out"
    data.mkdir()
    made = {}
    for name in NAMES:
        review = data / f"{name}.yaml"
        review.write_text(review_text(head="purpose: Et formål.\n"), encoding="utf-8")
        made[name] = make_report(review, out)
    for name in ("behind", "both"):
        _change(data / f"{name}.yaml", "Et andet formål.")
    _change(data / "taken.yaml", "Et helt nyt formål.")
    for name in ("edited", "both", "taken"):
        typed = "Et helt nyt formål."
        made[name].write_bytes(retyped(made[name].read_bytes(), "purpose", typed))
    heading = edited(made["heading"].read_bytes(), lambda xml: xml.replace("Resumé", "Kort", 1))
    made["heading"].write_bytes(heading)
    (out / "~$open.docx").write_bytes(b"")
    made["broken"].write_bytes(b"PK broken")
    (data / "orphan.yaml").unlink()
    export_report(made["current"])
    (top / "form.docx").write_bytes(make_form(load_pack("dk"), "report"))
    return top


def _change(review: Path, purpose: str) -> None:
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("Et formål.", purpose), encoding="utf-8")


def test_each_report_is_in_its_state(folder):
    ran = docgen(folder, "status", "--format", "json")
    rows = {Path(row["report"]).stem: row for row in json.loads(ran.stdout)}
    assert {name: row["state"] for name, row in rows.items()} == STATE
    assert set(STATE.values()) == set(STATES)
    assert ran.returncode == 1
    assert rows["edited"]["why"] == "in Word: Formålet med fidelity evalueringen"
    assert rows["behind"]["why"] == "in the review: Formålet med fidelity evalueringen"
    assert rows["both"]["why"] == "both: Formålet med fidelity evalueringen"
    assert rows["current"]["review"].endswith("current.yaml")


def test_the_table_has_a_line_for_each_and_a_count(folder):
    ran = docgen(folder, "status", "out", "data")
    assert len(ran.stdout.splitlines()) == len(NAMES)
    assert ran.stderr.strip() == (
        "2 up to date, 1 behind, 2 edited, 1 in conflict, 1 open in Word, 2 unknown"
    )


def test_all_well_is_exit_code_0(folder):
    assert docgen(folder, "status", "out/current.docx", "out/edited.docx").returncode == 0


def test_no_report_is_wrong_usage(folder, tmp_path):
    for path, told in ((tmp_path, "holds no report"), (tmp_path / "nix", "is not there")):
        ran = docgen(folder, "status", str(path))
        assert (ran.returncode, ran.stdout) == (2, "")
        assert told in ran.stderr
