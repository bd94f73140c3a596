"""Many reviews: each makes its report or tells why not, and no two get in each other's way."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from builders import examples, files_of, review_text, write_review
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.batch.engines import WORTH_A_POOL, processes_for
from docgen.batch.origins import Common, Own, origin_of
from docgen.batch.outcome import Outcome
from docgen.batch.plan import peek
from docgen.batch.run import Effort, make_reports, prepare_run
from docgen.batch.sources import Input, expand, find_sources
from docgen.errors import DocgenError, InvalidDataError, KeptFileError, ReadError, UsageError
from docgen.review.load import load_review


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with three reviews in two folders."""
    for name in ("dk/a", "dk/b", "se/a"):
        write_review(tmp_path / "data" / f"{name}.yaml", pack=name[:2])
    return tmp_path / "data"


def states(outcomes: list[Outcome]) -> dict[str, str]:
    """Return state by report, as a path below OUT."""
    return {outcome.report.as_posix().split("out/")[-1]: outcome.state for outcome in outcomes
            if outcome.report}  # fmt: skip


# --- which reviews ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(["dk/a.yaml"], [("dk/a.yaml", "")], id="a file goes right into OUT"),
        pytest.param(
            ["."], [("dk/a.yaml", "dk"), ("dk/b.yaml", "dk"), ("se/a.yaml", "se")],
            id="a folder is mirrored",
        ),
        pytest.param(
            ["dk"], [("dk/a.yaml", ""), ("dk/b.yaml", "")], id="a folder's own name is left out"
        ),
        pytest.param(
            ["**/a.yaml"], [("dk/a.yaml", "dk"), ("se/a.yaml", "se")],
            id="a pattern is mirrored from its fixed part on",
        ),
        pytest.param(["d*/*.yaml"], [("dk/a.yaml", "dk"), ("dk/b.yaml", "dk")], id="two stars"),
        pytest.param(["s*"], [("se/a.yaml", "se")], id="a pattern may match folders"),
        pytest.param(
            ["dk/a.yaml", "dk/../dk/a.yaml", "dk"], [("dk/a.yaml", ""), ("dk/b.yaml", "")],
            id="what is named twice is taken once",
        ),
        pytest.param(
            ["-"], [("se/a.yaml", ""), ("dk/a.yaml", ""), ("dk/b.yaml", "")],
            id="a list on standard input",
        ),
    ],
)  # fmt: skip
def test_sources(
    data: Path, paths: list[str], found: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data)
    sources, errors = find_sources(paths, stdin=["se/a.yaml\r\n", "  \n", "dk\n"])
    shown = [(Path(source.path).as_posix(), source.folder) for source in sources]
    assert shown == found
    assert errors == []


def test_a_name_with_brackets_is_a_file_and_no_pattern(tmp_path: Path) -> None:
    review = write_review(tmp_path / "enhet [1].yaml")
    assert find_sources([review])[0] == [Input(str(review))]


def test_a_pattern_leaves_out_what_is_no_review(data: Path) -> None:
    for name in ("_shared.yaml", ".hidden.yaml", "notes.txt", "b.docx"):
        (data / "dk" / name).write_text("", encoding="utf-8")
    sources, _ = find_sources([data / "dk" / "*"])
    assert [Path(source.path).name for source in sources] == ["a.yaml", "b.yaml"]


def test_a_path_without_reviews_is_an_error_beside_the_others(data: Path) -> None:
    (data / "empty").mkdir()
    paths = [data / "dk", data / "none.yaml", data / "empty", data / "*.json"]
    sources, errors = find_sources(paths)
    assert len(sources) == 2
    assert [error.message.split(" (")[0] for error in errors] == [
        "is not there",
        "holds no review",
        "matches no review",
    ]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        pytest.param([], "no review named", id="nothing"),
        pytest.param(["none.yaml"], "none.yaml: is not there", id="a missing file"),
        pytest.param(["a.yaml", "b.yaml"], "a.yaml: is not there; b.yaml: is", id="two of them"),
        pytest.param([""], "an empty text is no path", id="an empty variable of a shell"),
        pytest.param(["x" * 5000], r"^x{100}\.\.\.: is not there$", id="a text, no name"),
        pytest.param(["a\0b"], "is not there", id="a text that no name can hold"),
    ],
)
def test_no_review_at_all_is_wrong_usage(paths: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_sources(paths)


def test_a_review_on_standard_input_is_answered_with_what_belongs_there() -> None:
    with pytest.raises(UsageError, match=r"; - takes a list of paths, one a line$"):
        find_sources(["-"], ["pack: dk\n", "purpose: |\n", f"  {'Tekst ' * 100}\n"])


def test_expand_takes_patterns_and_standard_input_apart(data: Path) -> None:
    found = list(expand([str(data / "*"), "x.yaml", "-"], ["dk\n"]))
    assert found == [str(data / "dk"), str(data / "se"), "x.yaml", "dk"]


# --- the plan --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="no id"),
        pytest.param("id: enhet-å 2026", id="a plain id"),
        pytest.param("id: enhet  # a remark", id="a remark behind it"),
        pytest.param("id: a/b", id="a slash"),
        pytest.param('id: "enhet # 1"', id="quotes"),
        pytest.param("id: 'enhet'", id="single quotes"),
        pytest.param('"id": enhet', id="a quoted key"),
        pytest.param("id: 2026", id="a number"),
        pytest.param("id: 10.50", id="a number with a zero at the end"),
        pytest.param("id:", id="empty"),
        pytest.param("id: null", id="null"),
        pytest.param("id: False", id="a word that is a truth value elsewhere"),
        pytest.param("id: ~", id="a tilde"),
        pytest.param("id: >-\n  enhet\n  a", id="a folded text"),
        pytest.param("id: enhet\n  a", id="a second line"),
        pytest.param("id: enhet\n\n  a", id="a second line behind an empty one"),
        pytest.param("id: enhet\n\n# a remark", id="an empty line behind it"),
        pytest.param("id:   enhet   ", id="blanks around it"),
        pytest.param("purpose: |\n  id: other\nid: enhet", id="the word id in a text"),
        pytest.param("recipients: [a]\nid: enhet\r", id="a Windows line end"),
    ],
)
def test_peek_sees_the_id_that_loading_gives(tmp_path: Path, head: str) -> None:
    file = tmp_path / "file.yaml"
    file.write_bytes(review_text(head=head).encode())
    assert peek(file)[:2] == (load_review(file).id, "dk")


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n", "\n  \n"], ids=repr)
def test_a_plain_id_is_seen_without_parsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    monkeypatch.delattr("docgen.batch.plan.load_head")
    file = tmp_path / "file.yaml"
    file.write_bytes(f"pack: dk\nid: enhet{between}unit:\n  name: A\n".encode())
    assert peek(file)[:2] == ("enhet", "dk")


@settings(max_examples=examples(100), deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12))
def test_peek_never_differs_from_loading(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("peek") / "file.yaml"
    file.write_bytes(review_text(head=f"id: {text}").encode())
    try:
        expected = load_review(file).id
    except DocgenError:
        return
    assert peek(file)[0].strip() == expected


def test_peek_of_json_and_of_what_cannot_be_read(tmp_path: Path) -> None:
    json = tmp_path / "a.json"
    json.write_text('{"pack": "dk",\n"id": "x", "unit": {"name": "A"}}', encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("a: [", encoding="utf-8")
    assert peek(json)[:2] == ("x", "dk")
    assert peek(tmp_path / "bad.yaml")[:2] == ("bad", "")
    assert peek(tmp_path / "none.yaml")[:2] == ("none", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("enhet", "enhet", id="the same id"),
        pytest.param("Enhet", "enhet", id="ids that differ in case"),
        pytest.param("åsö", unicodedata.normalize("NFD", "åsö"), id="ids in other Unicode forms"),
        pytest.param("a/b", "a:b", id="ids that make one safe name"),
    ],
)
def test_two_reviews_with_one_path_are_both_refused(tmp_path: Path, one: str, other: str) -> None:
    data = tmp_path / "data"
    for name, id_ in (("a", one), ("b", other), ("c", "third")):
        write_review(data / f"{name}.yaml", head=f"id: '{id_}'")
    outcomes = list(make_reports([data], tmp_path / "out"))
    assert Counter(outcome.state for outcome in outcomes) == {"failed": 2, "done": 1}
    for outcome in outcomes[:2]:
        assert "a.yaml" in str(outcome.error)
        assert "b.yaml" in str(outcome.error)
        assert "an id of its own" in str(outcome.error)
    assert files_of(tmp_path / "out") == ["third.docx"]


def test_a_document_that_would_land_on_another_review_is_refused(tmp_path: Path) -> None:
    write_review(tmp_path / "data" / "a.yaml")
    write_review(tmp_path / "data" / "b.yaml", head="id: a-overview")
    outcomes = list(make_reports([tmp_path / "data"], tmp_path / "out", document="all"))
    assert files_of(tmp_path / "out") == ["a-overview-overview.docx", "a.docx"]
    assert Counter(outcome.state for outcome in outcomes) == {"done": 2, "failed": 2}


def test_a_file_whose_name_is_no_text_has_a_report(tmp_path: Path) -> None:
    """A zip from Windows, unpacked elsewhere: the name is in another encoding."""
    name = os.fsdecode(b"pr\xf8ve.yaml")
    assert peek(tmp_path / name).id == "pr?ve"
    own = Own(b"content", b"defaults", name)
    assert origin_of(Common("", history=False), own, None, "")
    try:
        file = write_review(tmp_path / name)
    except OSError:  # a system on which every name is text
        return
    made = [*make_reports([file], tmp_path / "out")]
    assert [one.good for one in made] == [True]
    assert files_of(tmp_path / "out") == ["pr-ve.docx"]


def test_ids_never_lead_out_of_the_output_folder(tmp_path: Path) -> None:
    names = ["../../x", "..", "CON", "a" * 300, "/etc/x", "C:\\x", "blåbær. "]
    for number, name in enumerate(names):
        write_review(tmp_path / "data" / f"{number}.yaml", head=f"id: '{name}'")
    outcomes = list(make_reports([tmp_path / "data"], tmp_path / "out"))
    assert {outcome.state for outcome in outcomes} == {"done"}
    assert len(files_of(tmp_path / "out")) == len(names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/2/3", "01/2"])
def test_a_shard_that_is_none_is_refused(tmp_path: Path, shard: str) -> None:
    with pytest.raises(UsageError, match="write it like 2/8"):
        prepare_run([tmp_path], tmp_path / "out", effort=Effort(shard=shard))


def test_shards_share_the_reports_out_and_stay_when_one_is_added(tmp_path: Path) -> None:
    def shares() -> list[set[str]]:
        runs = [
            prepare_run([data], tmp_path / "out", effort=Effort(shard=f"{n}/3")) for n in (1, 2, 3)
        ]
        return [{task.source for task in run.plan.tasks} for run in runs]

    data = tmp_path / "data"
    for number in range(12):
        write_review(data / f"r{number}.yaml")
    before = shares()
    assert sum(map(len, before)) == len(set().union(*before)) == 12
    assert all(before)
    write_review(data / "a-new-one.yaml")
    assert all(old <= new for old, new in zip(before, shares(), strict=True))


# --- making them -----------------------------------------------------------------------------


def test_one_outcome_for_each_report(data: Path, tmp_path: Path) -> None:
    outcomes = list(make_reports([data], tmp_path / "out"))
    assert states(outcomes) == {"dk/a.docx": "done", "dk/b.docx": "done", "se/a.docx": "done"}
    assert files_of(tmp_path / "out") == sorted(states(outcomes))
    again = list(make_reports([data], tmp_path / "out"))
    assert set(states(again).values()) == {"unchanged"}


def test_one_broken_review_stops_no_other(data: Path, tmp_path: Path) -> None:
    (data / "dk" / "a.yaml").write_text("pack: [", encoding="utf-8")
    write_review(data / "dk" / "c.yaml", without=("disclosure",))
    outcomes = list(make_reports([data, tmp_path / "none.yaml"], tmp_path / "out"))
    assert Counter(outcome.state for outcome in outcomes) == {"done": 2, "failed": 3}
    kinds = [type(outcome.error) for outcome in outcomes if outcome.error]
    assert kinds == [ReadError, InvalidDataError, InvalidDataError]
    assert files_of(tmp_path / "out") == ["dk/b.docx", "se/a.docx"]


def test_a_draft_among_finals_is_one_draft(tmp_path: Path) -> None:
    write_review(tmp_path / "data" / "a.yaml")
    write_review(tmp_path / "data" / "b.yaml", status="draft", without=("disclosure",))
    outcomes = list(make_reports([tmp_path / "data"], tmp_path / "out"))
    assert set(states(outcomes).values()) == {"done"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"score": 5}, id="another score"),
        pytest.param({"unit": "Enhed B"}, id="another name"),
        pytest.param({"status": "draft"}, id="a draft of it"),
    ],
)
def test_a_changed_review_is_made_again_and_the_others_stay(
    data: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    list(make_reports([data], tmp_path / "out"))
    write_review(data / "dk" / "b.yaml", pack="dk", **change)
    assert states(list(make_reports([data], tmp_path / "out"))) == {
        "dk/a.docx": "unchanged",
        "dk/b.docx": "done",
        "se/a.docx": "unchanged",
    }


def test_a_changed_default_makes_the_reports_below_it_again(data: Path, tmp_path: Path) -> None:
    list(make_reports([data], tmp_path / "out"))
    (data / "dk" / "_shared.yaml").write_text("purpose: Nyt formål.\n", encoding="utf-8")
    assert states(list(make_reports([data], tmp_path / "out"))) == {
        "dk/a.docx": "done",
        "dk/b.docx": "done",
        "se/a.docx": "unchanged",
    }


def test_an_unchanged_report_is_not_rendered(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(make_reports([data], tmp_path / "out"))
    monkeypatch.setattr("docgen.report.PlannedReport.render", lambda *_: pytest.fail("rendered"))
    assert set(states(list(make_reports([data], tmp_path / "out"))).values()) == {"unchanged"}


def test_edited_and_foreign_reports_are_kept_and_missing_ones_made(
    data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    list(make_reports([data], out))
    (out / "dk" / "a.docx").write_bytes(b"edited")
    (out / "dk" / "b.docx").unlink()
    outcomes = list(make_reports([data], out))
    assert list(states(outcomes).values()) == ["kept", "done", "unchanged"]
    assert isinstance(outcomes[0].error, KeptFileError)
    assert (out / "dk" / "a.docx").read_bytes() == b"edited"
    assert next(iter(states(list(make_reports([data], out, force=True))).values())) == "done"


def test_the_earlier_review_is_part_of_what_is_printed(tmp_path: Path) -> None:
    """A report with last time's scores is made again when that review changes."""
    data, out = tmp_path / "data", tmp_path / "out"
    for year in (2025, 2026):
        text = review_text().replace("2026", str(year))
        (data / f"{year}.yaml").parent.mkdir(exist_ok=True)
        (data / f"{year}.yaml").write_text(text, encoding="utf-8")
    list(make_reports([data], out, document="overview"))
    text = review_text(score=3).replace("2026", "2025")
    (data / "2025.yaml").write_text(text, encoding="utf-8")
    outcomes = list(make_reports([data / "2026.yaml"], out, document="overview"))
    assert states(outcomes) == {"2026-overview.docx": "done"}


def test_fail_fast_stops_at_the_first_fault(data: Path, tmp_path: Path) -> None:
    (data / "dk" / "b.yaml").write_text("", encoding="utf-8")
    run = prepare_run([data], tmp_path / "out", effort=Effort(fail_fast=True))
    assert [outcome.state for outcome in run.outcomes()] == ["done", "failed"]
    assert files_of(tmp_path / "out") == ["dk/a.docx"]


def test_a_dry_run_says_what_would_happen(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    list(make_reports([data / "dk" / "a.yaml"], out / "dk"))
    (out / "dk" / "b.docx").write_bytes(b"mine")
    before = files_of(tmp_path)
    run = prepare_run([data], out, effort=Effort(dry_run=True))
    assert list(states(list(run.outcomes())).values()) == ["unchanged", "kept", "done"]
    assert files_of(tmp_path) == before


def test_a_review_that_vanishes_or_changes_its_id_is_one_failure(
    data: Path, tmp_path: Path
) -> None:
    run = prepare_run([data], tmp_path / "out")
    (data / "dk" / "a.yaml").unlink()
    write_review(data / "dk" / "b.yaml", head="id: moved")
    outcomes = list(run.outcomes())
    assert [outcome.state for outcome in outcomes] == ["failed", "failed", "done"]
    assert "a.yaml" in str(outcomes[0].error)
    assert "makes moved.docx, not b.docx as planned" in str(outcomes[1].error)
    assert files_of(tmp_path / "out") == ["se/a.docx"]


def test_a_template_that_changes_is_noticed(data: Path, tmp_path: Path) -> None:
    run = prepare_run([data], tmp_path / "out")
    changed = {key: "another" for key in run.job.templates if key[0] == "dk"}
    assert changed
    run.job.templates.update(changed)  # type: ignore[attr-defined]
    outcomes = list(run.outcomes())
    assert [outcome.state for outcome in outcomes] == ["failed", "failed", "done"]
    assert "changed while the batch ran; run it again" in str(outcomes[0].error)


def test_characters_that_word_cannot_hold_are_told(tmp_path: Path) -> None:
    text = review_text().replace("Set.", '"Set\\u0007."', 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (outcome,) = make_reports([tmp_path / "a.yaml"], tmp_path / "out")
    assert outcome.state == "done"
    assert [note.rule for note in outcome.notes] == ["control-character"]
    assert outcome.notes[0].file == tmp_path / "a.yaml"


@pytest.mark.parametrize(
    ("reports", "jobs", "processes"),
    [
        pytest.param(WORTH_A_POOL - 1, None, 1, id="few reports need no pool"),
        pytest.param(1000, 1, 1, id="one job is this process"),
        pytest.param(10, 4, 4, id="what is asked for"),
        pytest.param(3, 8, 3, id="never more than there are reports"),
        pytest.param(1000, 200, 61, id="never more than Windows can wait for"),
        pytest.param(1000, None, os.cpu_count(), id="many use every processor"),
    ],
)
def test_processes(reports: int, jobs: int | None, processes: int) -> None:
    assert processes_for(reports, jobs) == processes
