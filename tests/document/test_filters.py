"""Dates, numbers and lists in the four languages."""

import pickle
import subprocess
import sys
from contextlib import suppress

import pytest
from fuzz.run import guard

from docgen.document.filters import format_fault, make_filters
from docgen.errors import DocgenError
from docgen.model import Formats

LANGUAGES = {
    "dk": Formats(language="da-DK", date="d. MMMM y", range_dash="-"),
    "fi-sv": Formats(language="sv-FI", date="d.M.y"),
    "se": Formats(language="sv-SE", date="d MMMM y"),
    "no": Formats(language="nb-NO", date="d. MMMM y"),
}


def the(name, pack="dk"):
    return make_filters(LANGUAGES[pack])[name]


@pytest.mark.parametrize(
    ("pack", "printed"),
    [
        pytest.param("dk", "4. februar 2026", id="Danish has a full stop behind the day"),
        pytest.param("fi-sv", "4.2.2026", id="Finland-Swedish has figures without zeros"),
        pytest.param("se", "4 februari 2026", id="Swedish has no full stop"),
        pytest.param("no", "4. februar 2026", id="Norwegian has a full stop behind the day"),
    ],
)
def test_date(pack, printed):
    assert the("date", pack)("2026-02-04") == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        pytest.param("efteråret 2022", "efteråret 2022", id="a text that is no date stays"),
        pytest.param("2026-02-30", "2026-02-30", id="a day that does not exist stays as typed"),
        pytest.param("20260204", "20260204", id="a number of eight figures is no date"),
        pytest.param(2024, "2024", id="a year stays a year"),
        pytest.param("", "", id="an empty text prints nothing"),
        pytest.param(None, "", id="none prints nothing"),
    ],
)
def test_date_of_what_is_no_date(value, printed):
    assert the("date")(value) == printed


@pytest.mark.parametrize(
    ("pack", "days", "printed"),
    [
        pytest.param(
            "dk",
            ["2023-09-12", "2023-09-13"],
            "12.-13. september 2023",
            id="Danish joins two days in a row with a hyphen",
        ),
        pytest.param(
            "fi-sv",
            ["2026-03-10", "2026-03-11"],
            "10–11.3.2026",
            id="Finland-Swedish figures: the day alone, a dash, the date",
        ),
        pytest.param(
            "se",
            ["2026-03-10", "2026-03-11", "2026-03-12"],
            "10–12 mars 2026",
            id="Swedish joins three days in a row",
        ),
        pytest.param(
            "no",
            ["2026-03-10", "2026-03-11"],
            "10.–11. mars 2026",
            id="Norwegian keeps both full stops",
        ),
        pytest.param(
            "dk",
            ["2023-09-12", "2023-09-14"],
            "12. september 2023, 14. september 2023",
            id="days with a gap are listed",
        ),
        pytest.param(
            "dk",
            ["2023-09-30", "2023-10-01"],
            "30. september 2023, 1. oktober 2023",
            id="days of two months are listed",
        ),
        pytest.param(
            "dk",
            ["2023-09-12", "2023-09-13", "2023-10-02"],
            "12.-13. september 2023, 2. oktober 2023",
            id="a range and a single day stand side by side",
        ),
        pytest.param("dk", ["2023-09-12"], "12. september 2023", id="one day is a date"),
        pytest.param(
            "dk", ["2023-09-12", "efteråret"], "12. september 2023, efteråret", id="texts stay"
        ),
        pytest.param("dk", "2023-09-12", "12. september 2023", id="a text is a list of one"),
        pytest.param("dk", [], "", id="no days print nothing"),
        pytest.param("dk", None, "", id="none prints nothing"),
    ],
)
def test_dates(pack, days, printed):
    assert the("dates", pack)(days) == printed


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Bare tekst", [("", "Bare tekst")], id="a text without marks is one piece"),
        pytest.param(
            "Alle **som vil**, kan", [("", "Alle "), ("strong", "som vil"), ("", ", kan")],
            id="strong words",
        ),
        pytest.param(
            "X, *A title*. 2016. **209**(1)",
            [("", "X, "), ("title", "A title"), ("", ". 2016. "), ("strong", "209"), ("", "(1)")],
            id="the title of a work and its volume",
        ),
        pytest.param("arbeid^1^", [("", "arbeid"), ("note", "1")], id="the mark of a note"),
        pytest.param("2 * 3 ^ 2", [("", "2 * 3 ^ 2")], id="a sign that stands alone is itself"),
        pytest.param("", [], id="nothing has no pieces"),
        pytest.param(None, [], id="and so has what is absent"),
    ],
)  # fmt: skip
def test_marked(text, pieces):
    assert [(piece["look"], piece["text"]) for piece in the("marked")(text)] == pieces


def test_dates_whose_pattern_begins_with_the_year_are_listed():
    dates = make_filters(Formats(language="sv-SE", date="y-MM-dd"))["dates"]
    assert dates(["2026-03-10", "2026-03-11"]) == "2026-03-10, 2026-03-11"


@pytest.mark.parametrize("pack", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "printed"),
    [
        pytest.param(4.04, "4,04", id="a decimal comma"),
        pytest.param(4.0, "4", id="no decimals where there are none"),
        pytest.param(101, "101", id="a whole number stays whole"),
        pytest.param(2.125, "2,13", id="two decimals, halves up"),
        pytest.param(1234.5, "1234,5", id="thousands are not grouped"),
        pytest.param(-0.001, "0", id="no minus before nothing"),
        pytest.param("ca. 5", "ca. 5", id="a text stays"),
        pytest.param(None, "", id="none prints nothing"),
    ],
)
def test_number(pack, value, printed):
    assert the("number", pack)(value) == printed


@pytest.mark.parametrize("pack", LANGUAGES)
def test_percent_has_a_blank_that_does_not_break(pack):
    assert the("percent", pack)(26.3) == "26,3\N{NO-BREAK SPACE}%"
    assert the("percent", pack)(None) == ""


@pytest.mark.parametrize("pack", LANGUAGES)
def test_joined_leaves_empty_entries_out(pack):
    assert the("joined", pack)(["INT", "", None, "DOC"]) == "INT, DOC"


def test_joined_uses_the_separator_of_the_pack():
    assert make_filters(Formats(language="sv-FI", list_separator=" · "))["joined"]("ab") == "ab"
    assert make_filters(Formats(language="sv-FI", list_separator=" · "))["joined"](["a", "b"]) == (
        "a · b"
    )


def test_a_country_unknown_to_the_calendar_falls_back_to_its_language():
    assert make_filters(Formats(language="sv-XX", date="d MMMM y"))["date"]("2026-02-04") == (
        "4 februari 2026"
    )


def test_an_unknown_language_is_one_line_with_the_way_out():
    date = make_filters(Formats(language="qq", date="d. MMMM y"))["date"]
    with pytest.raises(DocgenError, match="'qq'; write a language tag like sv-FI as `language`"):
        date("2026-02-04")


def test_filters_go_to_another_process():
    filters = pickle.loads(pickle.dumps(make_filters(LANGUAGES["fi-sv"])))
    assert filters["date"]("2026-02-04") == "4.2.2026"


def test_babel_is_imported_only_when_a_date_prints():
    code = (
        "import sys; from docgen.document.filters import make_filters; "
        "from docgen.model import Formats; "
        "make_filters(Formats(language='da-DK'))['joined'](['a']); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


PATTERNS = {
    "hours": "d. MMMM y HH:mm",
    "a time zone": "d. MMMM y z",
    "a letter CLDR has not": "g. MMMM y",
    "too many of a letter": "WWWW y",
    "many days, then a sign": "d" * 60 + "!",
    "a thousand letters": "yMd" * 400 + "H",
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_pattern_that_prints_no_date_is_told_or_printed_as_it_is(pattern):
    formats = Formats(language="da-DK", date=pattern)
    with guard(10), suppress(DocgenError):
        make_filters(formats)["dates"](["2026-03-10", "2026-03-11"])
    fault = format_fault(formats)
    assert "is no pattern of a date" in fault or pattern.endswith("!")


def test_sound_formats_have_no_fault():
    assert format_fault(Formats(language="sv-FI")) == ""
    assert "for the language" in format_fault(Formats(language="xx"))
