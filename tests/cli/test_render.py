"""`docgen render`: reports on stdout, talk on stderr, nothing half done."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from builders import ROOT, controls_in, files_of, review_text, write_review
from commands import Run, one_line


def test_render_prints_the_report_it_made(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    assert run("render", "a.yaml") == (0, f"{Path('out', 'a.docx')}\n", "")
    assert zipfile.ZipFile(tmp_path / "out" / "a.docx").testzip() is None


def test_render_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    run("render", "a.yaml")
    before = (tmp_path / "out" / "a.docx").stat().st_mtime_ns
    assert run("render", "a.yaml")[0] == 0
    assert (tmp_path / "out" / "a.docx").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            review_text(pack="fi-se"),
            ["a.yaml:1:7: pack: no pack 'fi-se'; did you mean 'fi-sv'?"],
            id="an unknown pack in a review",
        ),
        pytest.param(
            review_text().replace("caseload_size:", "caseload_sise:"),
            ["a.yaml:8:3", "caseload_size"], id="an unknown criterion",
        ),
        pytest.param(
            review_text().replace("report_date", "report_dato"),
            ["a.yaml:6:3", "did you mean 'report_date'?"],
            id="a misspelt key",
        ),
        pytest.param(
            review_text(head="recipients: {a: b}"), ["a.yaml:2", "recipients", "list"],
            id="a mapping where a list belongs",
        ),
        pytest.param("", ["a.yaml:1:1", "empty"], id="an empty file"),
        pytest.param("pack: [dk\n", ["a.yaml:"], id="no YAML"),
        pytest.param(
            review_text(without=("disclosure",)),
            ["a.yaml", "no score for criterion 13 (Åbenhed om sygdom)", "status: draft", "--draft"],
            id="a final report without a score",
        ),
    ],
)  # fmt: skip
def test_a_faulty_review_is_exit_code_1_and_leaves_nothing(
    run: Run, tmp_path: Path, text: str, parts: list[str]
) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("render", "a.yaml")
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    for part in parts:
        assert part in err.splitlines()[0]
    assert files_of(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("score", ["0", "6", "4.5"])
def test_a_score_out_of_range_is_one_line(run: Run, tmp_path: Path, score: str) -> None:
    text = review_text().replace("score: 4", f"score: {score}", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("render", "a.yaml")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml:", "criteria.caseload_size.score", score)


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        pytest.param([], "draft", 0, id="status: draft"),
        pytest.param(["--draft"], "final", 0, id="--draft"),
        pytest.param([], "final", 1, id="neither"),
    ],
)
def test_a_draft_may_lack_scores(
    run: Run, tmp_path: Path, arguments: list[str], status: str, code: int
) -> None:
    write_review(tmp_path / "a.yaml", status=status, without=("disclosure",))
    assert run("render", "a.yaml", *arguments)[0] == code


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"no zip", "report.docx", id="a template that is no zip"),
        pytest.param("{{ unit.nmae }}", "there is no 'unit.nmae'", id="a name there is not"),
        pytest.param("{{ unit.name }", "report.docx", id="a broken tag"),
        pytest.param(None, "report.docx: is missing", id="a template that is not there"),
    ],
)
def test_a_broken_template_is_exit_code_1(
    run: Run, tmp_path: Path, content: bytes | str | None, text: str
) -> None:
    for name in ("pack.yaml", "criteria.yaml"):
        source = ROOT / "templates" / "dk" / name
        target = tmp_path / "packs" / "my" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text_of = source.read_text(encoding="utf-8").replace("code: dk", "code: my")
        target.write_text(text_of, encoding="utf-8")
    template = tmp_path / "packs" / "my" / "report.docx"
    if isinstance(content, bytes):
        template.write_bytes(content)
    elif content:
        template.write_bytes(a_template(content))
    write_review(tmp_path / "a.yaml", pack="my")
    code, out, err = run("render", "a.yaml", "--packs", "packs")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml", text)
    assert not list((tmp_path / "out").glob("*.docx"))


def a_template(text: str) -> bytes:
    """Return the Danish template with another text in place of the purpose."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(ROOT / "templates" / "dk" / "report.docx") as source,
        zipfile.ZipFile(data, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"{{ purpose }}", text.encode())
            target.writestr(name, part)
    return data.getvalue()


def test_an_edited_report_is_kept_and_force_replaces_it(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    run("render", "a.yaml")
    report = tmp_path / "out" / "a.docx"
    report.write_bytes(b"edited")
    code, out, err = run("render", "a.yaml")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml", "a.docx: was edited since", "--force")
    assert report.read_bytes() == b"edited"
    assert run("render", "a.yaml", "--force")[0] == 0
    assert report.read_bytes() != b"edited"


def test_an_output_folder_that_is_a_file_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    code, out, err = run("render", "a.yaml", "-o", "a.yaml")
    assert (code, out) == (2, "")
    one_line(err, "a.yaml: is a file, not a folder", "-o")


@pytest.mark.parametrize(
    ("document", "code", "reports"),
    [
        pytest.param("overview", 0, ["a-overview.docx"], id="another document has a suffix"),
        pytest.param("all", 0, ["a-overview.docx", "a.docx"], id="all documents"),
        pytest.param("overviw", 2, [], id="a document that no pack has"),
    ],
)
def test_documents(run: Run, tmp_path: Path, document: str, code: int, reports: list[str]) -> None:
    write_review(tmp_path / "a.yaml")
    found, _, err = run("render", "a.yaml", "-d", document)
    assert found == code
    assert files_of(tmp_path / "out") == reports
    if code:
        one_line(err, "no document 'overviw'; did you mean 'overview'?")


def test_many_end_in_a_table_that_gives_the_reasons(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write_review(tmp_path / "data" / f"{name}.yaml")
    (tmp_path / "data" / "b.yaml").write_text("", encoding="utf-8")
    run("render", "data/a.yaml")
    (tmp_path / "out" / "c.docx").write_bytes(b"mine")
    code, out, err = run("render", "data")
    assert code == 1
    assert out == f"{Path('out', 'a.docx')}\n"
    bad = Path("data", "b.yaml")
    assert [line for line in err.splitlines() if line.startswith(str(bad))]
    stays = "was not made by docgen, so it stays; --force replaces it, or rename it to keep both"
    assert err.splitlines()[-6:] == [
        "done       0",
        "unchanged  1",
        "kept       1",
        f"           1 x {stays} ({Path('data', 'c.yaml')})",
        "failed     1",
        f"           1 x no-mapping ({bad})",
    ]


def test_what_many_reviews_have_in_common_is_told_once_in_full(run: Run, tmp_path: Path) -> None:
    (tmp_path / "_shared.yaml").write_text("purpos: x\n", encoding="utf-8")
    for name in ("a", "b"):
        write_review(tmp_path / f"{name}.yaml")
    code, _, err = run("render", "a.yaml", "b.yaml")
    first, second, *_ = err.splitlines()
    assert code == 1
    assert first.startswith("a.yaml: _shared.yaml:1:1: purpos: unknown key")
    assert second == "b.yaml: not made, for the reason told of a.yaml"


def test_a_missing_file_among_others_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    code, out, err = run("render", "a.yaml", "b.yaml")
    assert (code, out) == (1, f"{Path('out', 'a.docx')}\n")
    assert "b.yaml: is not there" in err


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_review(tmp_path / f"{name}.yaml")
    code, out, err = run("render", "a.yaml", "b.yaml", "--dry-run")
    assert code == 0
    assert out.split() == [str(Path("out", "a.docx")), str(Path("out", "b.docx"))]
    assert "to make    2" in err
    assert not (tmp_path / "out").exists()


def test_many_reviews_that_would_make_one_file_are_told_on_a_page(run: Run, tmp_path: Path) -> None:
    for number in range(80):
        write_review(tmp_path / f"r{number:02}.yaml", head="id: same")
    code, out, err = run("render", ".")
    lines = err.splitlines()
    assert (code, out) == (1, "")
    assert f"{Path('out/same.docx')}: would be made of r00.yaml and of 79 others" in lines[0]
    assert lines[1] == "r01.yaml: not made, for the reason told of r00.yaml"
    assert lines[60].startswith("... and 20 more of this kind")
    assert sum("would be made" in line for line in lines[61:]) == 1
    assert len(lines) < 70


def test_a_title_that_prints_nothing_known_is_told(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "dk" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    text = (ROOT / "templates" / "dk" / "pack.yaml").read_text(encoding="utf-8")
    pack.write_text(text.replace("{{ unit.printed }}", "{{ unit.printed"), encoding="utf-8")
    write_review(tmp_path / "a.yaml")
    code, out, err = run("render", "a.yaml", "--packs", "packs")
    assert (code, out) == (1, "")
    one_line(err, "pack.yaml: documents.report.title: ", "prints names like {{ unit.printed }}")


def test_a_plain_report_is_another_report_without_controls(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    report = tmp_path / "out" / "a.docx"
    assert run("render", "a.yaml")[0] == 0
    assert controls_in(report)
    assert run("render", "a.yaml", "--plain")[0] == 0
    assert not controls_in(report)
    assert run("render", "a.yaml")[0] == 0
    assert controls_in(report)
