"""The words of a pack that a new country translates, and those that are still another's."""

from __future__ import annotations

import pytest

from docgen.packs.load import load_pack
from docgen.packs.words import bare_words, left_over, words_of


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("{{ unit.name }}", ""),
        ("Point: {{ result.total }}", "Point:"),
        ("{%p if x %}Samlet vurdering{%p endif %}", "Samlet vurdering"),
        pytest.param("IPS Supported Employment", "", id="a name that nobody translates"),
        pytest.param("125 = 5", "", id="numbers"),
        pytest.param("af {# note #} IPS", "", id="words of two letters"),
        ("", ""),
    ],
)
def test_the_words_of_a_text_are_those_of_a_language(text, bare):
    assert bare_words(text) == bare


def test_a_pack_has_its_labels_texts_levels_and_criteria():
    pack = load_pack("se")
    found = list(words_of(pack))
    assert {one.group for one in found} >= {"labels", "texts", "levels", "sections"}
    assert {one.text for one in found} >= {pack.levels[0].label, pack.criteria[0].name}
    assert {one.text for one in found if one.group == "anchors"} >= {
        text for text in pack.criteria[0].anchors.values() if bare_words(text)
    }
    assert len({(one.file, one.where) for one in found}) == len(found)


def test_all_of_a_copy_is_left_over_but_what_was_translated():
    pack = load_pack("dk")
    everything = list(words_of(pack))
    assert left_over(pack, pack) == everything
    changed = pack._replace(scale_name="The scale of somewhere else")
    left = left_over(changed, pack)
    assert [one for one in everything if one not in left] == [
        one for one in everything if one.where == ("scale", "name")
    ]


def test_two_languages_have_next_to_nothing_in_common():
    left = left_over(load_pack("dk"), load_pack("fi-sv"))
    assert len(left) < len(list(words_of(load_pack("dk")))) / 10
