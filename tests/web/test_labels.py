"""What inputs and their choices are called on the page."""

from __future__ import annotations

import pytest
from builders import SAMPLES

from docgen.model.tongue import chosen
from docgen.packs.load import load_pack
from docgen.scoring.rules import load_rules
from docgen.web.inputs import input_at
from docgen.web.labels import choices_of, label_of


def _asked(path: str, code: str = "dk"):
    pack = load_pack(code)
    found = input_at(path, pack, load_rules(pack))
    assert found is not None
    return found, pack


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (
            "criteria.zero_exclusion.evidence.referral_sources",
            ["få", "mange", "ukendt"],
        ),
        (
            "criteria.individualized_support.evidence.support_share",
            ["de færreste", "omkring halvdelen", "de fleste", "ukendt"],
        ),
        ("criteria.zero_exclusion.evidence.new_job_help", ["Ja", "Nej"]),
        ("review.status", ["Udkast", "Endeligt"]),
    ],
)
def test_a_choice_is_called_as_the_form_calls_it(path, shown):
    with chosen("da"):
        assert [words for _, words in choices_of(*_asked(path))] == shown


def test_what_the_choices_say_stays_out_of_the_label():
    path = "criteria.zero_exclusion.evidence.referral_sources"
    assert label_of(*_asked(path)) == "Hvor mange kilder henvisningerne kommer fra"


def test_what_a_number_means_stays_in_the_label():
    path = "criteria.caseload_size.evidence.fte_by_specialist"
    assert label_of(*_asked(path)) == "Stilling for hver IPS-konsulent (1 = fuld tid)"


@pytest.mark.parametrize("code", sorted({path.parent.name for path in SAMPLES}))
def test_a_component_is_called_by_its_text_where_the_form_has_one(code):
    asked, pack = _asked("criteria.disclosure.evidence.components.0", code)
    texts = pack.criterion("disclosure").components
    assert label_of(asked, pack) == (" ".join(texts[0].split()) if texts else "Component 1")
