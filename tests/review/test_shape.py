"""The shape of a review: rows, schema and model say the same, and a new value is three lines."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import types
import typing
import zipfile
from collections.abc import Mapping

import pytest
from builders import ROOT, review_text
from ooxml.minimal import a_report, text
from ooxml.reading import texts_of

from docgen.model import Review
from docgen.model.review import Status, VisitKind
from docgen.packs.library import hand_schema
from docgen.review.shape import GROUPS, VALUES, label_key, value_at

# --- rows, schema and model ------------------------------------------------------------------

SCHEMA = hand_schema("review")
BY_SCHEMA = {
    "text": {"key", "line", "text"},
    "texts": {"list"},
    "date": {"date"},
    "dates": {"dates"},
    "score": {"score"},
    "sources": {"list"},
    "comment": {"text"},
    "recommendation": {"text"},
    "reason": {"text"},
    "evidence": {"evidence"},
    "ratings": {"scores"},
    "notes": {"notes"},
}
"""Kinds of values that a definition of the schema holds."""
BY_TYPE = {
    str: {"key", "line", "text", "date", "choice"},
    str | None: {"criterion"},
    int | None: {"number", "score"},
    tuple[str, ...]: {"list", "dates"},
    Mapping[str, int]: {"scores"},
    Mapping[str, str]: {"notes"},
    Mapping[str, typing.Any]: {"evidence"},
}
"""Kinds of values that a field of the model holds, by its type."""
FOUND_OUT = {"file", "line", "criteria.*.criterion", "previous.review", "extra"}
"""Fields of the model that no review types, and the mapping that each pack has its own rows for."""


def in_schema():
    """Return the path of each value of the schema, with the kinds its part allows."""
    found = {}

    def walk(node, path):
        if path == "criteria":
            walk(SCHEMA["$defs"]["assessment"], "criteria.*")
        elif path == "extra":
            assert node["properties"] == {}
        elif "$ref" in node:
            found[path] = BY_SCHEMA[node["$ref"].rpartition("/")[2]]
        elif node.get("properties"):
            for key, child in node["properties"].items():
                walk(child, f"{path}.{key}".lstrip("."))
        elif "items" in node:
            walk(node["items"], f"{path}.*")
        elif "enum" in node:
            found[path] = {"criterion"} if node["enum"] == [None] else {"choice"}
        elif "object" in node["type"]:
            found[path] = {"scores"}
        else:
            found[path] = {"number"} if "integer" in node["type"] else {"key", "line"}

    walk(SCHEMA, "")
    return found


def in_model():
    """Return the path of each field of the model, with the kinds its type holds."""
    found = {}

    def walk(record, group):
        for name, kind in typing.get_type_hints(record).items():
            path = f"{group}{'review' if name == 'visit' else name}"
            inside = [one for one in (kind, *typing.get_args(kind)) if hasattr(one, "_fields")]
            if inside:
                listed = typing.get_origin(kind) not in (None, types.UnionType)
                walk(inside[0], f"{path}.*." if listed else f"{path}.")
            elif path not in FOUND_OUT:
                words = typing.get_origin(kind) is typing.Literal
                found[path] = {"choice"} if words else BY_TYPE[kind]

    walk(Review, "")
    return found


@pytest.mark.parametrize("other", [in_schema, in_model], ids=["the schema", "the model"])
def test_the_rows_say_what_the_other_says(other):
    said = other()
    assert {value.path for value in VALUES} == set(said)
    wrong = [value for value in VALUES if value.kind not in said[value.path]]
    assert wrong == []


@pytest.mark.parametrize(("key", "words"), [("status", Status), ("kind", VisitKind)])
def test_the_model_has_the_words_that_the_schema_allows(key, words):
    allowed = SCHEMA["properties"]["review"]["properties"][key]["enum"]
    assert {*typing.get_args(words)} - {""} == {*allowed} - {None}


def test_each_value_has_one_row():
    assert len({value.path for value in VALUES}) == len(VALUES)
    assert [v for group in GROUPS.values() for v in group if v not in VALUES] == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("purpose", "purpose"),
        ("unit.name", "unit.name"),
        ("reviewers.*.name", "reviewers.name"),
        ("reviewers.k2.name", "reviewers.name"),
        ("criteria.*.comment", "criteria.comment"),
        ("criteria.disclosure.comment", "criteria.comment"),
    ],
)
def test_entries_of_a_list_share_a_label(path, key):
    assert label_key(path) == key


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (("purpose",), "purpose"),
        (("recipients", 2), "recipients"),
        (("unit", "name"), "unit.name"),
        (("reviewers", 0, "name"), "reviewers.*.name"),
        (("criteria", "disclosure", "comment"), "criteria.*.comment"),
        (("criteria", "disclosure", "evidence", "components", 3), "criteria.*.evidence"),
        (("previous", "scores", "disclosure"), "previous.scores"),
        (("criteria", "disclosure"), None),
        (("reviewers", 0), None),
        (("unit", "nmae"), None),
        (("name",), None),
        ((), None),
    ],
)
def test_a_place_in_a_file_has_the_row_of_its_value(path, row):
    found = value_at(path)
    assert (found and found.path) == row


# --- a new value is three lines --------------------------------------------------------------

NEW = [
    # path and kind; the row and the field it stands behind, the part of the schema before which
    ("unit.phone", "line", "unit.geography", "geography", "geography"),
    ("review.round", "number", "review.mode", "mode", "mode"),
    ("review.approved", "date", "review.mode", "mode", "mode"),
    ("method.visits", "list", "method.documents", "documents", "documents"),
    ("reviewers.*.phone", "line", "reviewers.*.initials", "initials", 'title": {"$ref'),
    ("reply", "text", "purpose", "purpose", "purpose"),
    ("criteria.*.praise", "text", "criteria.*.comment", "comment", 'comment": {"$ref": "#/$defs/c'),
    ("criteria.*.memo", "text", "criteria.*.comment", "comment", 'comment": {"$ref": "#/$defs/c'),
]
IN_SCHEMA = {"list": {"$ref": "#/$defs/texts"}, "number": {"type": ["integer", "null"]},
             "date": {"$ref": "#/$defs/date"}}  # fmt: skip
IN_MODEL = {"list": "tuple[str, ...] = ()", "number": "int | None = None"}


def add_value(project, path, kind, row, field, part):
    """Add a value to a copy of the project: one line in each of three files."""
    key, use = path.rpartition(".")[2], ', use="internal"' if "memo" in path else ""
    insert(
        project / "docgen/review/shape.py", f'Value("{row}"', f'    Value("{path}", "{kind}"{use}),'
    )
    insert(
        project / "docgen/model/review.py",
        f"{field}: ",
        f"    {key}: {IN_MODEL.get(kind, 'str = str()')}",
    )
    body = json.dumps(IN_SCHEMA.get(kind, {"$ref": "#/$defs/text"}))
    schema = project / "schemas/review.schema.json"
    insert(schema, f'"{part}', f'"{key}": {body},', before=True)


def insert(file, near, line, *, before=False):
    """Put a line behind (or before) the first that begins with `near`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(n for n, text in enumerate(lines) if text.strip().startswith(near))
    lines.insert(place if before else place + 1, line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


REVIEW = """\
reply: |
  We agree.

  - All of it.
method: {visits: [Here, There]}
reviewers:
  - {name: R One, phone: "77"}
"""
PRINTS = [
    *("unit.phone", "review.round", "review.approved", "method.visits", "reply"),
    "criteria.caseload_size.praise",
]
USE_IT = """
import json, sys
from pathlib import Path
from docgen.authoring.newreview import new_review
from docgen.check.run import check_paths
from docgen.document.blankform import make_form
from docgen.document.fields import fields_of
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.report import make_report
from docgen.review.load import load_review
shelf, out = find_library(), Path("out")
pack = load_pack("dk", library=shelf)
new_review(pack, Path("new.yaml"), library=shelf)
(Path("form.docx")).write_bytes(make_form(pack, "report"))
print(json.dumps({
    "report": str(make_report(Path("a.yaml"), out, library=shelf)),
    "faults": [str(one) for one in check_paths([Path("b.yaml")], library=shelf)],
    "names": list(fields_of(pack)["criteria"]["caseload_size"]),
    "memo": load_review(Path("a.yaml"), library=shelf).criteria["caseload_size"].memo,
}))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A copy of the project with a new value of each kind, and what it makes of a review."""
    project = tmp_path_factory.mktemp("project ø")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("docgen", "schemas", "templates"):
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    for new in NEW:
        add_value(project, *new)
    tags = [text(f"{name} = {{{{ {name} }}}}") for name in PRINTS]
    tags.append(text("{% for r in reviewers %}{{ r.phone }}{% endfor %}"))
    (project / "templates/dk/report.docx").write_bytes(a_report("".join(tags)))
    sound = review_text(head=REVIEW)
    sound = sound.replace("  name: Enhed A", "  name: Enhed A\n  phone: '112'")
    sound = sound.replace("review:\n", "review:\n  round: 2\n  approved: 2026-05-12\n")
    sound = sound.replace("    comment", "    praise: Good.\n    memo: Secret.\n    comment", 1)
    (project / "a.yaml").write_text(sound, encoding="utf-8")
    wrong = sound.replace("round: 2", "round: two").replace("phone: '112'", "phon: '112'")
    (project / "b.yaml").write_text(wrong, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", USE_IT], cwd=project, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(project)}, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return {"folder": project, **json.loads(done.stdout)}


def tags_of(file):
    """Return the paths that content controls of a Word file name."""
    with zipfile.ZipFile(file) as parts:
        return re.findall(r'<w:tag w:val="([^"]+)"', parts.read("word/document.xml").decode())


@pytest.mark.slow
def test_a_new_value_is_printed_in_a_control_of_its_own(made):
    report = made["folder"] / made["report"]
    assert " ".join(texts_of(report.read_bytes())) == (
        "unit.phone = 112 review.round = 2 review.approved = 12. maj 2026 method.visits ="
        " • Here • There reply = We agree. • All of it. criteria.caseload_size.praise = Good. 77"
    )
    assert set(tags_of(report)) == {*PRINTS, "reviewers.k1.phone"}


def test_a_new_value_is_a_field_of_the_blank_form(made):
    found = set(tags_of(made["folder"] / "form.docx"))
    assert found == {*PRINTS, "reviewers.k1.phone", "reviewers.k2.phone"}


def test_a_new_value_is_asked_for_where_the_pack_prints_it(made):
    asked = (made["folder"] / "new.yaml").read_text(encoding="utf-8")
    head, _, criteria = asked.partition("\ncriteria:\n")
    lines = ["  phone:", "  round:", "  approved:", "  visits:", "reply: |", "  #   phone:"]
    assert [line for line in lines if line not in head.splitlines()] == []
    assert criteria.count("\n    praise: |\n") == 25
    assert "# Never printed: memo, evidence, reason, ratings, notes" in head
    assert "memo:" not in criteria


def test_a_new_value_is_checked(made):
    assert [fault.partition(": ")[2] for fault in made["faults"]] == [
        "unit.phon: unknown key 'phon'; did you mean 'phone'? [unknown-key]",
        "review.round: a whole number belongs here, found the text 'two' [wrong-kind]",
    ]


def test_a_new_value_that_is_internal_is_read_and_has_no_name(made):
    assert made["memo"] == "Secret."
    assert "memo" not in made["names"]
