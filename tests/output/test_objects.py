"""Reports in a store: the same as in a folder, and nobody's object is written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import ROOT, files_of, review_text
from commands import docgen
from fakestore import FakeStore

from docgen.bounds import store as far
from docgen.bounds.kept import looking_seldom
from docgen.model.tongue import ask_for, begin_with
from docgen.output.anywhere import is_untouched, open_manifest, save_report
from docgen.report import make_report

LANGUAGES = ("en", "da", "sv", "nb")


@pytest.fixture
def reviews(store):
    """The reviews of two units, with defaults, in the store."""
    store.put("data/_shared.yaml", b"recipients: [Kommunen]\n")
    for name in "ab":
        store.put(f"data/{name}.yaml", review_text(unit=f"Enhed {name}").encode())
    return store


def render(tmp_path, store, *words):
    return docgen(tmp_path, "render", store.at("data"), "-o", store.at("out"), *words)


def test_reports_are_those_of_a_folder(reviews, tmp_path):
    for name in reviews.names("data"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(reviews.get(name))
    here = docgen(tmp_path, "render", "data", "-o", "out")
    there = render(tmp_path, reviews)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert there.stdout.splitlines() == [reviews.at("out/a.docx"), reviews.at("out/b.docx")]
    for name in files_of(tmp_path / "out"):
        assert reviews.get(f"out/{name}") == (tmp_path / "out" / name).read_bytes()
    for command in ("check", "score"):
        here = docgen(tmp_path, command, "data", "--format", "json")
        there = docgen(tmp_path, command, reviews.at("data"), "--format", "json")
        assert there.stdout.replace(reviews.at(""), "") == here.stdout


def test_what_stands_is_not_asked_for_again(reviews, tmp_path, monkeypatch):
    render(tmp_path, reviews)
    look, asked = far.look, []
    monkeypatch.setattr(far, "look", lambda path: asked.append(str(path)) or look(path))
    assert "unchanged  2" in render(tmp_path, reviews).stderr
    assert [path for path in asked if "/out/" in path] == []


def test_a_report_that_somebody_replaced_stays(reviews, tmp_path):
    render(tmp_path, reviews)
    reviews.put("out/a.docx", b"edited")
    kept = render(tmp_path, reviews)
    assert kept.returncode == 1
    assert f"{reviews.at('out/a.docx')}: was edited since docgen made it" in kept.stderr
    assert reviews.get("out/a.docx") == b"edited"
    assert render(tmp_path, reviews, "--force").returncode == 0
    assert reviews.get("out/a.docx") != b"edited"


def test_an_object_of_somebody_else_stays(reviews, tmp_path):
    reviews.put("out/a.docx", b"another's")
    kept = render(tmp_path, reviews)
    assert "was not made by docgen" in kept.stderr
    assert reviews.get("out/a.docx") == b"another's"
    assert "out/b.docx" in reviews.names()


def test_one_that_is_written_meanwhile_stays(reviews, tmp_path, monkeypatch):
    render(tmp_path, reviews)
    reviews.put("data/a.yaml", review_text(unit="Enhed A", score=3).encode())
    look = far.look

    def look_and_be_late(path):
        seen = look(path)
        if str(path).endswith("out/a.docx") and reviews.get("out/a.docx") != b"edited":
            reviews.put("out/a.docx", b"edited")
        return seen

    monkeypatch.setattr(far, "look", look_and_be_late)
    assert "was edited since docgen made it" in render(tmp_path, reviews).stderr
    assert reviews.get("out/a.docx") == b"edited"


def test_a_store_without_conditions_is_asked_just_before(reviews, tmp_path, monkeypatch):
    put, tried = far._put, []

    def put_without(path, what):
        tried.append(path)
        if "IfMatch" in what or "IfNoneMatch" in what:
            raise NotImplementedError
        return put(path, what)

    monkeypatch.setattr(far, "_put", put_without)
    reviews.put("out/a.docx", b"another's")
    assert render(tmp_path, reviews).returncode == 1
    assert reviews.get("out/a.docx") == b"another's"
    assert "out/b.docx" in reviews.names()
    assert "unchanged  1" in render(tmp_path, reviews).stderr


def test_a_run_that_was_killed_knows_its_reports_by_what_they_tell(reviews, tmp_path):
    render(tmp_path, reviews)
    reviews.files.rm(f"{reviews.bucket}/out/.docgen/manifest.jsonl")
    reviews.put("data/a.yaml", review_text(unit="Enhed a", score=3).encode())
    again = render(tmp_path, reviews)
    assert "done       1\nunchanged  1\nkept       0" in again.stderr


def test_each_share_has_one_manifest_and_runs_put_theirs_together(reviews, tmp_path):
    for share in ("1/2", "2/2"):
        render(tmp_path, reviews, "--shard", share)
    manifests = [name for name in reviews.names("out") if ".docgen" in name]
    assert set(manifests) <= {f"out/.docgen/manifest.{n}-of-2.jsonl" for n in "12"}
    render(tmp_path, reviews)  # the whole knows what the shares made
    make_report(Path(reviews.at("data/a.yaml")), Path(reviews.at("more")))
    make_report(Path(reviews.at("data/b.yaml")), Path(reviews.at("more")))
    lines = reviews.get("more/.docgen/manifest.jsonl").splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["a.docx", "b.docx"]


def test_a_dry_run_writes_nothing(reviews, tmp_path):
    told = render(tmp_path, reviews, "--dry-run")
    assert "to make    2" in told.stderr
    assert reviews.names("out") == []


def test_lines_and_patterns(reviews, tmp_path):
    head = {"pack": "dk", "criteria": {"caseload_size": {"score": 4}}}
    lines = [{"id": f"r{n}", "unit": {"name": f"Enhed {n}"}, **head} for n in range(3)]
    reviews.put("many/all.jsonl", "\n".join(map(json.dumps, lines)).encode())
    reviews.put("many/below/x.yaml", review_text(unit="Enhed x").encode())
    made = docgen(tmp_path, "render", reviews.at("many/all.jsonl"), "--draft", "-o", "out")
    assert (made.returncode, files_of(tmp_path / "out")) == (0, ["r0.docx", "r1.docx", "r2.docx"])
    scored = docgen(tmp_path, "score", reviews.at("many/**/*.yaml"), "--format", "csv")
    assert [line.split(",")[0] for line in scored.stdout.splitlines()[1:]] == ["x"]
    checked = docgen(tmp_path, "check", reviews.at("many/all.jsonl"))
    assert f"{reviews.at('many/all.jsonl')}:1" in checked.stdout


# --- what no real store does on demand ---------------------------------------------------------


@pytest.fixture
def use(monkeypatch):
    """Return a function that puts a store of this process into the place of the real one."""
    pytest.importorskip("s3fs", reason="s3fs is missing: pip install -e .[s3]")

    def in_place(*, heeds=True):
        fake = FakeStore(heeds=heeds)
        monkeypatch.setattr(far, "_store", lambda: fake)
        return fake

    return in_place


def render_to(tmp_path, *names, score=4):
    for name in names:
        review = review_text(unit=f"Enhed {name}", score=score)
        (tmp_path / f"{name}.yaml").write_text(review, "utf-8")
    files = [f"{name}.yaml" for name in names]
    return docgen(tmp_path, "render", *files, "-o", "s3://b/out")


@pytest.mark.parametrize("heeds", [True, False])
def test_an_object_of_somebody_else_stays_whatever_the_store_heeds(heeds, use, tmp_path):
    fake = use(heeds=heeds)
    fake.put("b/out/a.docx", b"another's")
    kept = render_to(tmp_path, "a")
    assert kept.returncode == 1
    assert "was not made by docgen" in kept.stderr
    assert fake.get("b/out/a.docx") == b"another's"


def test_a_report_that_was_copied_over_another_one_stays(use, tmp_path):
    fake = use()
    assert render_to(tmp_path, "a", "b").returncode == 0
    copied = fake.objects["b/out/a.docx"] = fake.objects["b/out/b.docx"]  # and what it tells
    assert "was edited since docgen made it" in render_to(tmp_path, "a", score=3).stderr
    assert fake.objects["b/out/a.docx"] == copied


def test_a_kept_object_is_first_to_be_copied_here(use, tmp_path):
    fake = use()
    render_to(tmp_path, "a")
    fake.put("b/out/a.docx", b"edited")
    told = render_to(tmp_path, "a").stderr
    assert "copy it and its review to this machine, where docgen pull takes its edits" in told


def test_one_that_goes_while_it_is_looked_at_is_made_again(use, tmp_path, monkeypatch):
    fake = use()
    render_to(tmp_path, "a")
    fake.put("b/out/a.docx", b"edited")
    look = far.look

    def look_and_be_late(path):
        seen = look(path)
        if str(path).endswith("a.docx") and seen and fake.get("b/out/a.docx") == b"edited":
            del fake.objects["b/out/a.docx"]
        return seen

    monkeypatch.setattr(far, "look", look_and_be_late)
    made = render_to(tmp_path, "a")
    assert made.returncode == 0, made.stderr
    assert fake.get("b/out/a.docx").startswith(b"PK")


def test_a_folder_is_not_taken_for_one_whose_name_begins_so(use):
    use()
    out, longer = Path("//s3:/b/out"), Path("//s3:/b/out2")
    with looking_seldom(), open_manifest(longer) as manifest:
        save_report(b"two", longer / "a.docx", manifest)
    with looking_seldom(), open_manifest(out), open_manifest(longer) as manifest:
        entry = manifest.entry("a.docx")
        assert entry is not None
        assert is_untouched(longer / "a.docx", entry)


@pytest.fixture
def _english_again():
    yield
    ask_for("en")
    begin_with("en")


@pytest.mark.usefixtures("store", "_english_again")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bucket_that_is_missing_is_one_line(language, tmp_path):
    for words in (
        ("render", "s3://nobody-has-this/x"),
        ("check", "s3://nobody-has-this/x"),
        ("score", "s3://nobody-has-this/x"),
        ("render", str(ROOT / "data" / "dk"), "-o", "s3://nobody-has-this/x"),
    ):
        told = docgen(tmp_path, "--lang", language, *words)
        assert told.returncode == 2
        assert len(told.stderr.splitlines()) == 1
        assert told.stderr.startswith("s3://nobody-has-this/x: ")
    assert ("no bucket" in told.stderr) == (language == "en"), told.stderr
