"""The macro that LibreOffice runs: well formed, closed, and called on what it has."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from docgen.output.officemacro import CALL, CALL_SEVERAL, LIBRARY, MACRO, MODULE
from docgen.word.render.text import FORBIDDEN

SCRIPT = "{http://openoffice.org/2000/script}"
SHELF = "{http://openoffice.org/2000/library}"
OPENS = r"^\s*(?:Sub (\w+)|For |Do While |If .* Then$)"
CLOSES = r"^\s*(?:End Sub|Next |Loop|End If)"


def basic() -> list[str]:
    """Return the lines of the macro as LibreOffice reads them out of its XML."""
    text = etree.fromstring(MACRO.encode()).text
    assert text is not None
    return text.splitlines()


def sub(name: str) -> str:
    """Return one procedure."""
    found = re.search(rf"Sub {name}\(.*?End Sub", "\n".join(basic()), re.DOTALL)
    assert found is not None
    return found.group()


@pytest.mark.parametrize("text", [MACRO, LIBRARY], ids=["the macro", "its library"])
def test_it_is_well_formed_and_closed(text: str) -> None:
    assert etree.fromstring(text.encode()) is not None
    assert not FORBIDDEN.search(text)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ')


def test_the_library_names_the_module_that_there_is() -> None:
    module, library = (etree.fromstring(text.encode()) for text in (MACRO, LIBRARY))
    assert module.get(f"{SCRIPT}name") == MODULE
    assert module.get(f"{SCRIPT}language") == "StarBasic"
    assert library.get(f"{SHELF}name") == "Standard"
    assert [one.get(f"{SHELF}name") for one in library] == [MODULE]


def test_each_block_is_closed_where_it_ends() -> None:
    depth = 0
    for line in basic():
        depth -= bool(re.match(CLOSES, line))
        assert depth >= 0, line
        depth += bool(re.match(OPENS, line))
    assert depth == 0


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (CALL, {"folder": "file:///tmp/a%20b"}),
        (CALL_SEVERAL, {"folder": "file:///tmp/a%20b", "numbers": "0,1"}),
    ],
    ids=["serve", "several"],
)
def test_a_call_gives_a_procedure_as_many_words_as_it_takes(
    call: str, told: dict[str, str]
) -> None:
    found = re.fullmatch(r'macro:///Standard\.(\w+)\.(\w+)\("(.*)"\)', call.format(**told))
    assert found is not None
    module, name, words = found.groups()
    assert module == MODULE
    given = words.split('","')
    assert given[0] == "file:///tmp/a%20b/"
    (takes,) = re.findall(rf"Sub {name}\((.*)\)", "\n".join(basic()))
    assert len(given) == len(takes.split(","))


def test_what_is_called_within_is_there() -> None:
    names = set(re.findall(r"^Sub (\w+)", "\n".join(basic()), re.MULTILINE))
    called = set(re.findall(r"^\s+(Convert|Tell|Serve|Several) ", "\n".join(basic()), re.MULTILINE))
    assert called == {"Convert", "Tell"}
    assert names == {"Serve", "Several", "Convert", "Tell"}


def test_a_file_comes_back_whole_or_not_at_all() -> None:
    """Under another name first: whoever waits for N.pdf or N.failed never meets half of one."""
    for name, made, whole in (("Convert", ".made", ".pdf"), ("Tell", ".part", "")):
        text = sub(name)
        assert f'"{made}"' in text
        moves = re.findall(r"Name ConvertFromURL\((.*?)\) As ConvertFromURL\((.*?)\)", text)
        assert len(moves) == 1
        source, target = moves[0]
        assert f'"{made}"' in source
        assert (f'"{whole}"' in target) is bool(whole)


def test_a_file_that_cannot_be_made_is_told_and_stops_no_other() -> None:
    text = sub("Convert")
    assert "On Error GoTo Failed" in text
    before, _, after = text.partition("Failed:")
    assert before.rstrip().endswith("Exit Sub")
    assert 'Tell job & ".failed", Error$' in after


def test_contents_lists_are_made_anew_before_the_file_is_stored() -> None:
    text = sub("Convert")
    assert text.index(".update()") < text.index("storeToURL")
    assert "getDocumentIndexes()" in text


def test_the_pdf_is_one_for_everybody() -> None:
    text = sub("Convert")
    assert 'about(0).Name = "PDFUACompliance"' in text
    assert "about(0).Value = True" in text
    assert 'into(0).Value = "writer_pdf_Export"' in text


def test_no_macro_of_the_file_itself_runs() -> None:
    text = sub("Convert")
    number = text.split('how(1).Name = "MacroExecutionMode"')[1].split("\n")[1]
    assert number.strip() == "how(1).Value = 0"
