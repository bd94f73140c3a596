"""Which report goes where is known before the first is made, and no two go to one place."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.batch.origins import Common, Own, content_digest, origin_of
from docgen.batch.plan import Plan, make_plan, peek
from docgen.batch.run import Effort, make_reports, prepare_run
from docgen.batch.sources import ReviewInput
from docgen.document.blankform import make_form
from docgen.errors import DocgenError, UsageError
from docgen.model import tongue
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.review.load import load_review
from tests.builders import examples, files_of, review_text, write_review


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


def test_an_id_of_json_that_is_no_text_is_what_loading_makes_of_it(tmp_path):
    file = tmp_path / "a.json"
    file.write_text('{"pack": "dk", "id": 7, "unit": {"name": "A"}}', encoding="utf-8")
    try:
        expected = load_review(file).id
    except DocgenError:
        expected = "a"
    assert peek(file).id == expected


def plan_of(*sources: Path | ReviewInput, document: str = "report", shard: str = "") -> Plan:
    inputs = [one if isinstance(one, ReviewInput) else ReviewInput(str(one)) for one in sources]
    return make_plan(inputs, Path("out"), document, find_library(), shard)


def test_a_task_has_all_that_a_worker_must_know(tmp_path):
    file = write_review(tmp_path / "a.yaml", head="id: enhed")
    plan = plan_of(ReviewInput(str(file), "dk/2026"))
    (task,) = plan.tasks
    assert task.reports == (("report", "dk/2026/enhed.docx"),)
    assert (task.source, task.pack, bool(task.language)) == (str(file), "dk", True)
    assert task.digest == content_digest(file.read_bytes())
    assert (plan.refused, plan.packs, plan.total) == ([], frozenset({"dk"}), 1)


def test_a_line_of_a_file_of_many_is_a_task_with_its_place(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id": "x", "pack": "dk", "unit": {"name": "A"}}\n{"pack": "dk"}\n', encoding="utf-8"
    )
    plan = plan_of(file)
    (task,) = plan.tasks
    assert (task.source, task.reports) == (f"{file}:1", (("report", "x.docx"),))
    assert task.line is not None
    assert task.digest == task.line.digest
    assert [one.source for one in plan.refused] == [f"{file}:2"]
    assert plan.total == 2


def test_a_file_of_many_that_is_not_there_is_refused(tmp_path):
    (one,) = plan_of(tmp_path / "none.jsonl").refused
    assert one.state == "failed"
    assert plan_of(tmp_path / "none.jsonl").tasks == []


def test_a_word_form_is_a_task_without_a_digest(tmp_path):
    file = tmp_path / "form.docx"
    file.write_bytes(make_form(load_pack("dk"), "report"))
    (task,) = plan_of(file).tasks
    assert (task.pack, task.digest, task.reports) == ("dk", b"", (("report", "form.docx"),))


def test_all_documents_of_a_pack_are_those_made_of_reviews(tmp_path):
    file = write_review(tmp_path / "a.yaml")
    (task,) = plan_of(file, document="all").tasks
    pack = load_pack("dk")
    wanted = [one.name for one in pack.documents.values() if one.needs_review]
    assert [name for name, _ in task.reports] == wanted
    assert task.reports[0][1] == "a.docx"
    assert len({name for _, name in task.reports}) == len(wanted)


def test_of_a_pack_that_cannot_be_used_the_report_is_planned(
    tmp_path,
):
    file = write_review(tmp_path / "a.yaml", pack="nowhere")
    plan = plan_of(file, document="all")
    assert plan.tasks[0].reports == (("report", "a.docx"),)
    assert plan.packs == frozenset()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("pack: dk\nunit: {name: A}\n", "da", id="of a pack"),
        pytest.param("pack: broken\nunit: {name: A}\n", "sv", id="of one that cannot be used"),
        pytest.param("pack: [\n", "en", id="of none"),
    ],
)
def test_a_review_is_spoken_of_in_the_language_of_its_pack(tmp_path, monkeypatch, text, language):
    monkeypatch.setattr(tongue, "_fixed", [])
    broken = tmp_path / "packs" / "broken"
    broken.mkdir(parents=True)
    (broken / "pack.yaml").write_text("code: broken\nlanguage: sv-SE\nx: [\n", encoding="utf-8")
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with tongue.speaking("en"):
        plan = make_plan(
            [ReviewInput(str(file))], Path("out"), "report", find_library(tmp_path / "packs")
        )
    assert [task.language for task in plan.tasks] == [language]


def test_a_document_that_no_pack_has_is_told_with_those_there_are(tmp_path):
    file = write_review(tmp_path / "a.yaml")
    with pytest.raises(UsageError) as caught:
        plan_of(file, document="raport")
    assert "raport" in str(caught.value)
    assert "report" in str(caught.value)


def test_a_document_that_is_the_same_for_all_reviews_is_written_once(tmp_path):
    code, name = next(
        (code, one.name)
        for code in pack_codes()
        for one in load_pack(code).documents.values()
        if not one.needs_review
    )
    with pytest.raises(UsageError) as caught:
        plan_of(write_review(tmp_path / "a.yaml", pack=code), document=name)
    assert f"write it once: docgen form {code} -d {name} -o {name}.docx" in str(caught.value)


def test_of_three_in_one_place_each_is_told_the_same_words(tmp_path):
    files = [write_review(tmp_path / f"{name}.yaml", head="id: x") for name in "abc"]
    refused = plan_of(*files).refused
    assert len(refused) == 3
    (message,) = {str(one.error) for one in refused}
    assert f"would be made of {files[0]} and of 2 others, {files[1]} the first of them" in message


def test_of_a_task_with_two_reports_the_one_that_clashes_is_refused(tmp_path):
    one = write_review(tmp_path / "a.yaml")
    other = write_review(tmp_path / "b.yaml", head="id: a-overview")
    plan = plan_of(one, other, document="all")
    assert "a-overview.docx" not in {name for task in plan.tasks for _, name in task.reports}
    assert [Path(out.source).name for out in plan.refused] == ["a.yaml", "b.yaml"]


def test_a_shard_has_its_tasks_and_the_first_one_what_is_refused(tmp_path):
    files = [write_review(tmp_path / f"{n}.yaml") for n in range(6)]
    files += [write_review(tmp_path / f"x{n}.yaml", head="id: same") for n in range(2)]
    shares = [plan_of(*files, shard=f"{n}/3") for n in (1, 2, 3)]
    assert [len(one.refused) for one in shares] == [2, 0, 0]
    assert sum(len(one.tasks) for one in shares) == 6


def test_no_review_is_an_empty_plan():
    assert plan_of() == ([], [], frozenset())
