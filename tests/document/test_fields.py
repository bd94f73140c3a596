"""The typed names: the same that a report is given, whatever the pack labels and prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import SAMPLES
from ooxml.minimal import a_report, text

from docgen.document.blankform import blank_context
from docgen.document.context import build_context
from docgen.document.fields import fields_of
from docgen.document.renderer import printed_paths
from docgen.model import Field, Items, leaves
from docgen.packs.load import load_pack, pack_codes
from docgen.review.load import load_review
from docgen.review.shape import LATER_KEYS, VALUES, label_key
from docgen.scoring.score import score_review

every_pack = pytest.mark.parametrize("code", pack_codes())


def names_of(review, pack):
    document = next(iter(pack.documents.values()))
    return build_context(review, pack, score_review(review, pack), document=document)


def differences(names, fields, path=""):
    """Yield where names and fields do not have the same keys, or a value is of another kind."""
    if isinstance(fields, Items):
        for entry in names:
            yield from differences(entry, fields.record, f"{path}[]")
    elif isinstance(fields, Field):
        several = fields.kind in ("list", "dates")
        if isinstance(names, list | tuple) is not several or isinstance(names, dict):
            yield f"{path}: {fields.kind}, found {names!r}"
    else:
        yield from (f"{path}.{key}" for key in (names.keys() ^ fields.keys()) - {"_p"})
        for key in names.keys() & fields.keys():
            yield from differences(names[key], fields[key], f"{path}.{key}")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_report_has_the_names_that_its_template_may_print(path):
    review = load_review(path)
    pack = load_pack(review.pack)
    assert list(differences(names_of(review, pack), fields_of(pack))) == []


@every_pack
def test_a_blank_form_has_them_too(code):
    pack = load_pack(code)
    for document in pack.documents.values():
        assert list(differences(blank_context(pack, document), fields_of(pack))) == []


@every_pack
def test_a_value_has_its_path_and_label(code):
    pack = load_pack(code)
    fields = [field for _, field in leaves(fields_of(pack)) if field.path]
    paths = {value.path for value in VALUES}
    for field in fields:
        star = field.path.split(".")
        if star[0] == "criteria":
            star[1] = "*"
        assert ".".join(star) in paths
        assert field.label == pack.labels.get(label_key(field.path), "")


@every_pack
def test_a_pack_without_labels_has_the_same_names(code):
    pack = load_pack(code)
    bare = fields_of(pack._replace(labels={}))
    named = {name for name, _ in leaves(fields_of(pack)) if not name.startswith("labels.")}
    always = {f"labels.{key}" for key in LATER_KEYS}
    assert {name for name, _ in leaves(bare)} == named | always


def test_what_is_printed_of_one_criterion_by_its_id_counts_as_printed(tmp_path):
    pack = load_pack("dk")
    path = tmp_path / "report.docx"
    path.write_bytes(a_report(text("{{ criteria.disclosure.comment }}{{ unit.printed }}")))
    document = pack.documents["report"]._replace(path=path)
    printed = printed_paths(pack._replace(documents={"report": document}))
    assert printed == {"criteria.*.comment", "unit.name", "unit.place"}


@every_pack
def test_every_name_stands_in_the_table_of_names(code):
    """ARCHITECTURE.md says what a template may print, but for names of one pack alone."""
    page = (Path(__file__).parents[2] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = page.partition("\n## Names a template may print\n")[2].partition("\n## ")[0]
    own = {"always_printed", "criteria", "extra", "labels", "lists", "texts"}
    names = {
        "criteria",
        *_steps({k: v for k, v in fields_of(load_pack(code)).items() if k not in own}),
    }
    assert names - set(re.findall(r"\w+", table)) == set()


def _steps(fields):
    """Yield each step of the names: `review`, `dates`."""
    for name, field in fields.items():
        yield name
        inner = field.record if isinstance(field, Items) else field
        if not isinstance(inner, Field):
            yield from _steps(inner)
