"""Each document that follows a form prints its text, piece by piece and in its order.

What docgen prints otherwise stands in docs/packs.md; nothing else may differ.
"""

import re

import pytest
from builders import ROOT
from forms import FIELD, FORMS, as_printed, deviations, joined, paragraphs, pieces_of

from docgen.document.blankform import make_form
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report

every_form = pytest.mark.parametrize("form", FORMS)
SAMPLES = [
    pytest.param(form, path, id=f"{form} of {path.stem}")
    for form in FORMS
    for path in sorted((ROOT / "data" / form.split()[0]).glob("[!_]*.yaml"))
    if load_pack(form.split()[0]).documents[form.split()[1]].needs_review
]
OTHERS = [
    f"{code} {name}"
    for code in pack_codes()
    for name, document in load_pack(code).documents.items()
    if document.needs_review and f"{code} {name}" not in FORMS
]
NAMES = ("name", "short_name")


def blank(form):
    code, document = form.split()
    return make_form(load_pack(code), document)


def added_to(form, *, finished):
    """Return what docgen prints where the form prints nothing."""
    found = (each for each in deviations(form) if not each.form and each.finished == finished)
    return {text for each in found for text in each.ours}


@every_form
def test_a_blank_form_prints_the_form_and_nothing_but_what_is_announced(form):
    left, added = as_printed(form), added_to(form, finished=False)
    met, before = set(), ""
    for text in (joined([text]) for text in paragraphs(blank(form), fields=True)):
        if f"{left} ".startswith(f"{text} "):
            left = left[len(text) + 1 :]
        elif text in added:
            met.add(text)
        else:  # a further entry of a list, or the value of what was added
            assert text == FIELD, f"behind {before!r}: {text[:200]!r}, not {left[:200]!r}"
            assert before.endswith(FIELD) or before in added, f"a field behind {before!r}"
        before = text
    assert left == ""
    assert met == added


@pytest.mark.parametrize(("form", "path"), SAMPLES)
def test_a_finished_document_prints_the_form_and_values_in_its_order(form, path, tmp_path):
    report = make_report(path, tmp_path, document=form.split()[1]).read_bytes()
    text = joined(paragraphs(report, fields=True))
    for mark in added_to(form, finished=True):
        assert mark in text
        text = joined([text.replace(mark, "")])
    gaps, missing = between(as_printed(form, finished=True).split(FIELD), text)
    assert missing == ""
    for words in sorted(derived(form), key=len, reverse=True):
        gaps = [gap.replace(words, "") for gap in gaps]
    assert [gap for gap in gaps if re.sub(rf"[\s\d,;:({FIELD})]", "", gap)] == []


def derived(form):
    """Yield what stands in no field of a finished document and is not of the form either."""
    pack = load_pack(form.split()[0])
    yield pack.texts["points"]
    yield from (level.label for level in pack.levels)
    # A table's heads are there again around a criterion with long texts.
    heads = ("item", "comment", "recommendation", "score")
    yield from (pack.texts[f"column_{name}"] for name in heads)
    yield from (f"{c.printed} {c.name}" for c in pack.criteria)
    yield from added_to(form, finished=False)
    for each in deviations(form):
        if each.finished and each.ours == (FIELD,):
            yield from map(str.strip, each.form.split(FIELD)[:-1])


def between(pieces, text):
    """Return what stands around the pieces in the text, and the one that is not behind the last."""
    gaps, at = [], 0
    for piece in map(str.strip, pieces):
        found = text.find(piece, at)
        if found < 0:
            return gaps, f"{piece!r} is not behind {text[max(0, at - 60) : at]!r}"
        gaps.append(text[at:found])
        at = found + len(piece)
    return [*gaps, text[at:]], ""


def test_the_call_to_a_meeting_prints_what_the_procedure_says_of_meetings():
    procedure = pieces_of("no procedure")
    first, behind = procedure.index("4. Kvartalsmøter") + 1, procedure.index("5. Referanser")
    text = joined(paragraphs(blank("no quarterly-meeting")))
    assert between(procedure[first:behind], text)[1] == ""


@pytest.mark.parametrize("document", OTHERS)
def test_a_document_without_a_form_names_the_criteria_in_the_order_of_the_form(document):
    text = joined(paragraphs(blank(document)))
    criteria = load_pack(document.split()[0]).criteria
    assert "" in [between([getattr(c, name) for c in criteria], text)[1] for name in NAMES]
