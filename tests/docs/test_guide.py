"""The evaluator's guide: its commands run in their order, and do what it says."""

import re
import shlex
from pathlib import Path

import pytest
from builders import ROOT
from ooxml.reading import texts_of

from docgen.check.run import check_review
from docgen.cli import main
from docgen.yamlfile.parse import parse_yaml

GUIDE = (ROOT / "docs" / "a-new-report.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    docgen (.+)$", GUIDE, re.MULTILINE)
NEW = Path("data/kusten/naset-2026.yaml")


def two_reviewers_fill_in():
    """Write the files of two reviewers who differ in one criterion."""
    text = Path("data/fi-sv/ekvik-2026.yaml").read_text(encoding="utf-8")
    people = re.compile(r"reviewers:\n(?:  - .*\n)+")
    for name, score in (("b1", 5), ("b2", 2)):
        own = people.sub(f"reviewers: [{{name: Bedömare, initials: {name.upper()}}}]\n", text)
        own = own.replace("score: 5", f"score: {score}", 1)
        NEW.with_name(f"_naset-{name}.yaml").write_text(own, encoding="utf-8")


def the_first_criterion_is_filled_in():
    """Put the criterion that the guide shows into the new review."""
    shown = re.search(r"```yaml\n(  caseload_size:\n.*?)```", GUIDE, re.DOTALL)
    text = NEW.read_text(encoding="utf-8")
    start, end = text.index("  caseload_size:"), text.index("  # 2. ")
    own = shown[1].replace("score: 4", "score:")
    NEW.write_text(text[:start] + own + "\n" + text[end:], encoding="utf-8")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs the guide's next command: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    left = iter(COMMANDS)

    def run_next(beginning):
        command = next(left)
        assert command.startswith(beginning)
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(command))
        return ended.value.code, *capsys.readouterr()

    run_next.left = left
    return run_next


def test_an_evaluator_can_walk_the_whole_way(run, tmp_path, monkeypatch):
    assert run("init")[0] == 0
    monkeypatch.chdir(tmp_path / "ips-reviews")
    assert run("new")[1] == f"{NEW}\n"
    assert run("check")[::2] == (0, "0 faults, 0 warnings\n")
    the_first_criterion_is_filled_in()
    assert "proposed 4: 46 / 2 = 23 (" in run("score")[1]
    assert run("score")[2] == f"{NEW}: proposed scores written: caseload_size\n"
    assert "    score: 4  # proposed\n" in NEW.read_text(encoding="utf-8")
    two_reviewers_fill_in()
    code, out, _ = run("score")
    assert (code, " 1  B1 5  B2 2  Antal kunder\n" in out) == (0, True)
    assert run("render")[1] == f"{Path('out/naset-2026.docx')}\n"
    assert run("render")[1] == f"{Path('out/ekvik-2026.docx')}\n"
    report = Path("out/ekvik-2026.docx")
    assert "Vilken i ordningen var den här IPS-kvalitetsbedömningen? 2" in texts_of(
        report.read_bytes()
    )
    assert run("export")[1] == f"{Path('out/sent/ekvik-2026.docx')}\n"
    assert run("render")[1] == f"{Path('out/ekvik-2026-overview.docx')}\n"
    assert run("new")[0] == 0
    assert "Earlier       2026-03-06, 106 points, god nivå  [ekvik-2026]" in run("score")[1]
    assert list(run.left) == []


def test_its_pieces_of_reviews_are_sound(tmp_path):
    pieces = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    shared, criterion, earlier = pieces
    (tmp_path / "_shared.yaml").write_text(shared, encoding="utf-8")
    path = tmp_path / "a.yaml"
    earlier = earlier.replace("review:\n", "review:\n  status: draft\n")
    path.write_text(
        f"pack: fi-sv\nunit: {{name: A}}\n{earlier}criteria:\n{criterion}", encoding="utf-8"
    )
    assert check_review(path) == []
    assert parse_yaml(shared.encode(), path)["unit"]["place"] == "Kustens välfärdsområde"


def test_what_it_quotes_is_what_docgen_says(tmp_path, monkeypatch, capsys):
    """The three faults of the guide, made and told."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(
        "pack: fi-sv\nunit: {name: A}\nreview: {status: draft}\ncriteria:\n"
        "  employment_services_staff: {evidence: {percent: 112}}\n"
        "  vocational_generalists: {score: 4.5, source: Intervjuer}\n",
        encoding="utf-8",
    )
    with pytest.raises(SystemExit):
        main(["check", "a.yaml"])
    quoted = " ".join(re.search(r"```text\n(data.*?)3 faults", GUIDE, re.DOTALL)[1].split())
    for line in capsys.readouterr().out.splitlines():
        assert line.split(": ", 1)[1] in quoted
