"""Names of changes are made for the templates that print them, and for no other."""

from __future__ import annotations

import pytest

from docgen.document import comparison
from docgen.document.context import build_context
from docgen.document.fields import fields_of
from docgen.model import Field, leaves
from docgen.packs.load import load_pack, pack_codes
from docgen.report import prints_comparison
from docgen.review.build import build_review
from docgen.scoring.score import score_review


@pytest.mark.parametrize(
    ("names", "wanted", "prints"),
    [
        pytest.param(["unit.name", "previous.total"], True, False, id="nothing of it"),
        pytest.param(["sections[].criteria[].change"], False, True, id="a criterion's change"),
        pytest.param(["result.next_level.missing"], False, True, id="the next level"),
        pytest.param(["document.change", "result.change"], False, False, id="not wanted"),
        pytest.param(["document.change", "result.change"], True, True, id="wanted"),
        pytest.param(["document.change"], True, False, id="asked for and not printed"),
    ],
)
def test_a_template_prints_changes(names, wanted, prints):
    assert prints_comparison(names, wanted=wanted) == prints


@pytest.mark.parametrize("code", pack_codes())
def test_what_is_left_out_of_the_names_is_what_the_test_looks_for(code):
    pack = load_pack(code)
    review = build_review({"pack": code, "unit": {"name": "U"}}, pack, pack.folder)
    document = pack.documents["report"]
    made = [
        build_context(
            review, pack, score_review(review, pack), document=document, compared=compared
        )
        for compared in (True, False)
    ]
    whole, bare = ({*_flat(names)} for names in made)
    assert whole - bare
    assert all(prints_comparison([name], wanted=True) for name in whole - bare)
    known = {
        name.replace("[]", "")
        for name, field in leaves(fields_of(pack))
        if isinstance(field, Field)
    }
    assert whole - bare <= known


def _flat(names, prefix=""):
    """Yield the dotted names of a context; of a list, those of its first record."""
    for key, value in names.items():
        here = f"{prefix}{key}"
        record = value[0] if isinstance(value, list) and value else value
        if isinstance(record, dict) and key not in ("texts", "lists", "labels"):
            yield from _flat(record, f"{here}.")
        else:
            yield here


def test_nothing_is_known_without_an_earlier_review():
    pack = load_pack("no")
    section = pack.sections[0]
    assert comparison.section_names(section, 9, None) == {
        "change": "",
        "arrow": "",
        "previous_points": None,
    }
