"""The API for programs: as `docgen` answers, within limits, and nothing of a review in a log."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from browsers import schemathesis
from docx import Document
from served import FJORDBY, ROOT, Served, samples, served

from docgen.bounds.kept import keeping_alone
from docgen.bounds.keptfile import NAME
from docgen.check.run import check_review
from docgen.packs.library import find_library
from docgen.web.api import Programs
from docgen.yamlfile.parse import read_yaml

REVIEW = read_yaml(ROOT / "data" / FJORDBY)
BODY = json.dumps(REVIEW).encode()
CANARY = "Kanariefugl"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = samples(tmp_path_factory.mktemp("api"))
    (folder / "_shared.yaml").write_text("unit: {place: Andetsteds}\n", encoding="utf-8")
    with served(folder, "--api") as found:
        yield found


def posted(site: Served, path: str, body: bytes, kind: str = "application/json") -> bytes:
    headers = {"Authorization": f"Bearer {site.token}", "Content-Type": kind}
    request = Request(site.origin + path, body, headers)
    with build_opener(ProxyHandler({})).open(request, timeout=60) as answer:
        return answer.read()


def test_scores_are_those_of_the_command_line(site):
    found = json.loads(posted(site, "/api/score", BODY))
    assert (found["total"], found["level"]["id"], len(found["criteria"])) == (101, "good", 25)
    assert found["criteria"][0]["proposal"] == 5


def test_findings_are_those_of_the_command_line(site, tmp_path):
    wrong = {**REVIEW, "unit": {"name": ""}, "extra_key": 1}
    file = tmp_path / "review.json"
    file.write_text(json.dumps(wrong), encoding="utf-8")
    found = json.loads(posted(site, "/api/check", json.dumps(wrong).encode()))
    assert {one["rule"] for one in found} == {one.rule for one in check_review(file)}
    assert {one["file"] for one in found} == {"review.json"}


def test_a_report_is_the_review_s_alone(site):
    text = "\n".join(
        p.text
        for p in Document(io.BytesIO(posted(site, "/api/report?plain=true", BODY))).paragraphs
    )
    assert "Fjordby Kommune" in text
    assert "Andetsteds" not in text


def test_many_reviews_come_as_a_zip_and_a_broken_one_stops_no_other(site):
    second = {**REVIEW, "id": "anden"}
    lines = [BODY, b"{", json.dumps(second).encode(), BODY]
    data = posted(site, "/api/reports?plain=true", b"\n".join(lines), "application/jsonl")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["fjordby-2023.docx", "anden.docx", "findings.jsonl"]
        told = [json.loads(line) for line in archive.read("findings.jsonl").splitlines()]
        assert [one["line"] for one in told] == [2, 4]
        assert len(Document(io.BytesIO(archive.read("anden.docx"))).tables) > 0


@pytest.mark.parametrize(("path", "body", "status"), [
    ("/api/score", b"{}", 422),
    ("/api/score", b"[]", 422),
    ("/api/score", b"\xff", 422),
    ("/api/report?document=nothing", BODY, 422),
    ("/api/report?draft=perhaps", BODY, 422),
    ("/api/report", b"x" * 3_000_000, 413),
    ("/api/nothing", BODY, 404),
])  # fmt: skip
def test_what_cannot_be_done_is_told(site, path, body, status):
    found, text, _ = site.ask(path, body)
    assert found == status
    assert str(site.folder) not in text
    assert "docgen-api" not in text


def test_it_takes_the_token_and_is_asked_for(site, tmp_path):
    assert site.ask("/api/score", BODY, known=False)[0] == 403
    with served(tmp_path) as other:
        assert other.ask("/api/score", BODY)[0] == 404


def test_too_much_at_once_is_told_to_come_again(site):
    with ThreadPoolExecutor(24) as pool:
        found = list(pool.map(lambda _: site.ask("/api/report", BODY)[0:3:2], range(48)))
    statuses = {status for status, _ in found}
    assert 200 in statuses <= {200, 429}
    assert all(headers["Retry-After"] for status, headers in found if status == 429)


def test_no_log_holds_anything_of_a_review(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    named = json.dumps({**REVIEW, "unit": {"name": CANARY}, CANARY: 1}).encode()
    (tmp_path / "reviews").mkdir()
    with served(tmp_path / "reviews", "--api") as site:
        for path in ("/api/score", "/api/check", "/api/report", f"/api/{CANARY}"):
            site.ask(path, named)
        _, said = site.stop()
    assert CANARY not in said
    assert list(tmp_path.rglob("*")) == [tmp_path / "reviews"]


def test_what_a_program_sends_is_not_kept(own_cache):
    named = json.dumps({**REVIEW, "unit": {"name": CANARY}}).encode()
    programs = Programs(find_library(None))
    with keeping_alone():
        answer = programs._answered(programs._score, named, Request("http://x"))
        assert answer.status_code == 200
    kept = [file for file in own_cache.rglob("*") if file.is_file()]
    assert (own_cache / NAME) in kept
    assert not [file for file in kept if CANARY.encode() in file.read_bytes()]


@pytest.mark.slow
@pytest.mark.schemathesis
def test_the_api_keeps_to_its_description(site, tmp_path):
    command = [
        schemathesis() or "st", "run", f"{site.origin}/api/openapi.json",
        "--header", f"Authorization: Bearer {site.token}", "--max-examples", "60", "--seed", "7",
        "--checks", CHECKS, "--phases", "fuzzing",
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
