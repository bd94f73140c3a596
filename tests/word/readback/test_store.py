"""The store of a report, read back: what it was made of and what it printed, or why it is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import TemplateError
from docgen.word.compile.gate import Package, read_package
from docgen.word.readback.store import cut, read_store
from docgen.word.render.state import State
from docgen.word.render.store import NAMESPACE, first_sum, store_text
from tests.wordedits import document, paragraph

PACKAGE = read_package(document(paragraph("x")), "x.docx")
FIRST = NAMESPACE[:-1] + "1"


def read(**parts: str | bytes):
    """Return the store of a package with these parts in customXml."""
    found = {f"customXml/{name}.xml": data if isinstance(data, bytes) else data.encode()
             for name, data in parts.items()}  # fmt: skip
    return read_store(Package({**PACKAGE.parts, **found}, *PACKAGE[1:]), "Rapport.docx")


def a_store(printed: dict[str, object] | None = None, *outside: str) -> str:
    state = State()
    state.printed.update(printed or {})  # type: ignore[arg-type]
    for one in outside:
        state.outside += [one, ("", b"", "")]
    return store_text({"review": "r-1", "pack": "dk"}, state)


def test_what_the_report_was_made_of_is_read():
    store = read(item1=a_store({"unit.name": "A"}))
    assert (store.version, store.review) == (2, "r-1")
    assert store.about == {"review": "r-1", "pack": "dk"}


def test_a_store_without_a_review_has_none():
    assert read(item1=store_text({}, State())).review == ""


@given(
    st.dictionaries(
        st.sampled_from(["a", "b.k1", "c.d.e"]), st.lists(st.text("aø-\n", min_size=1), max_size=4)
    )
)
@settings(max_examples=25)
def test_each_value_is_known_by_its_paragraphs(values):
    printed = {path: [(False, text) for text in texts] for path, texts in values.items()}
    store = read(item1=a_store(printed))
    assert {path: len(sums) for path, sums in store.values.items()} == {
        path: len(texts) for path, texts in values.items()
    }
    for path, texts in values.items():
        assert store.is_of(path, texts)
        assert not store.is_of(path, [*texts, "x"])
        assert store.sums(texts) == store.values[path]


def test_a_path_that_was_not_printed_is_no_value():
    assert not read(item1=a_store({"a": "x"})).is_of("b", ["x"])


def test_text_outside_fields_has_two_sums_one_of_which_stands_in_the_store():
    store = read(item1=a_store({}, "Enhed A", "Rapport"))
    fixed, salted = store.outside_sums("Enhed   A")
    assert salted in store.outside
    assert fixed != salted
    assert store.outside_sums(" ") is None


def test_the_first_version_has_a_sum_of_each_whole_value():
    texts = f'<value path="unit.name" sum="{first_sum("A").hex()}"/><value sum="00"/>'
    store = read(item1=f'<docgen xmlns="{FIRST}" review="r">{texts}</docgen>')
    assert (store.version, store.outside, store.review) == (1, (), "r")
    assert list(store.values) == ["unit.name"]
    assert store.is_of("unit.name", ["A"])
    assert store.sums(["a", "- b"]) == (first_sum("a\n\n- b"),)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({}, id="no customXml at all"),
        pytest.param({"item1": "<other/>"}, id="another program's"),
        pytest.param({"item1": f"<broken {NAMESPACE}"}, id="one that cannot be read"),
        pytest.param({"item1": f"<other><!-- {NAMESPACE} --></other>"}, id="one that names it"),
        pytest.param(
            {"item1": f'<other xmlns="{NAMESPACE}"/>'.replace("store", "stor")}, id="near"
        ),
    ],
)
def test_where_there_is_no_store_there_is_none(parts):
    assert read(**parts) is None


def test_the_store_is_found_beside_others():
    assert read(item1="<other/>", item2=f"<x {NAMESPACE}", item3=a_store()).review == "r-1"


def test_it_is_found_wherever_a_program_moved_it():
    parts = {**PACKAGE.parts, "word/CustomXML/x.xml": a_store().encode()}
    assert read_store(Package(parts, *PACKAGE[1:]), "x.docx").review == "r-1"


SOUND = a_store({"a": "x", "b": [(False, "y"), (True, "z")]}, "text")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(SOUND.replace("<sums>", "<sums>AAAA"), id="part of a checksum"),
        pytest.param(SOUND.replace("<sums>", "<sums>AAAAAAAA"), id="one checksum too many"),
        pytest.param(SOUND.replace("<values>a ", "<values>a:x "), id="a count that is none"),
        pytest.param(SOUND.replace("<values>a ", "<values>"), id="a value too few"),
        pytest.param(SOUND.replace("<outside>", "<outside>AAAA"), id="text outside"),
        pytest.param(SOUND.replace("<sums>", "<sums>é"), id="letters that are none of it"),
        pytest.param(f'<docgen xmlns="{FIRST}"><value path="a" sum="xy"/></docgen>',
                     id="one of the first version"),
    ],
)  # fmt: skip
def test_a_damaged_store_is_told_with_a_way_out(damaged):
    with pytest.raises(TemplateError, match="render the review again and make the edits there"):
        read(item1=damaged)


def test_a_store_of_a_newer_docgen_is_told_with_a_way_out():
    with pytest.raises(TemplateError) as caught:
        read(item1=a_store().replace(NAMESPACE, NAMESPACE[:-1] + "3"))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file) == ("store", "Rapport.docx")
    assert problem.message == "was made by a newer docgen; install that one"


@pytest.mark.parametrize(
    ("data", "size", "pieces"),
    [(b"", 4, []), (b"abcd", 4, [b"abcd"]), (b"abcdef", 2, [b"ab", b"cd", b"ef"])],
)
def test_checksums_stand_one_behind_the_other(data, size, pieces):
    assert cut(data, size) == pieces


def test_what_does_not_come_out_even_is_no_row_of_checksums():
    with pytest.raises(ValueError, match="whole checksums"):
        cut(b"abc", 2)
