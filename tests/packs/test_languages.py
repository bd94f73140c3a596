"""What Babel knows of a language, asked once and kept."""

from __future__ import annotations

import pytest

from docgen.errors import DocgenError
from docgen.packs import languages as module
from docgen.packs.languages import is_known, locale_of, month_names
from docgen.packs.load import load_pack, pack_codes


@pytest.mark.parametrize(
    ("language", "known"),
    [("da-DK", "da_DK"), ("sv-FI", "sv_FI"), ("nb-NO", "nb_NO"), ("da", "da"), ("da-XX", "da"),
     ("sv-Latn-FI", "sv_Latn_FI")],
)  # fmt: skip
def test_a_language_is_that_of_its_country_or_the_plain_one(language, known):
    assert str(locale_of(language)).startswith(known.partition("_")[0])
    assert str(locale_of(language)) in (known, known.replace("_Latn", ""), "sv")


@pytest.mark.parametrize("language", ["xx-YY", "", "danish", "da_DK!", "zz"])
def test_a_language_that_nobody_knows_is_told_with_the_way_out(language):
    assert not is_known(language)
    with pytest.raises(DocgenError) as caught:
        locale_of(language)
    assert str(caught.value).endswith(
        f"the language {language!r}; write a language tag like sv-FI as `language` in pack.yaml"
    )


@pytest.mark.parametrize("code", pack_codes())
def test_every_pack_speaks_a_language_that_is_known(code):
    language = load_pack(code).language
    assert is_known(language)
    names = month_names(language)
    assert [len(names["MMMM"]), len(names["MMM"])] == [12, 12]
    assert len(set(names["MMMM"])) == 12


@pytest.mark.parametrize(
    ("language", "march", "short"), [("da-DK", "marts", "mar."), ("sv-SE", "mars", "mars")]
)
def test_months_have_their_names(language, march, short):
    names = month_names(language)
    assert (names["MMMM"][2], names["MMM"][2]) == (march, short)


@pytest.fixture
def fresh(own_cache):
    """Forget what this process knows, and begin with an empty cache on disk."""
    assert own_cache
    month_names.cache_clear()
    yield
    month_names.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_the_next_process_finds_the_names_without_babel(monkeypatch):
    names = month_names("da-DK")
    month_names.cache_clear()
    monkeypatch.setattr(module, "locale_of", None)
    assert month_names("da-DK") == names


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("kept", [None, {}, {"MMMM": []}, {"MMMM": ["x"] * 12, "MMM": ["x"]}, "x"])
def test_what_is_kept_and_is_no_year_of_names_is_not_believed(monkeypatch, kept):
    believed = []

    def remembering(_key, ask, check):
        believed.append(check(kept))
        return ask()

    monkeypatch.setattr(module, "remember", remembering)
    assert month_names("da-DK")["MMMM"][0] == "januar"
    assert believed == [False]
