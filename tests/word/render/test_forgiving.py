"""The careful way writes as the fast way does; what no file may hold is left out and told."""

from __future__ import annotations

import pytest
from docxtpl import RichText
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.render.forgiving import Forgiving, is_absent
from docgen.word.render.markup import Captured, MarkupError
from docgen.word.render.text import FORBIDDEN
from docgen.word.render.writers import QUICK, WRITERS

RUN = "<w:r><w:t>a</w:t></w:r>"
PLACES = {"r": RUN, "p": f"<w:p>{RUN}</w:p>", "tc": f"<w:tc><w:p>{RUN}</w:p></w:tc>",
          "tr": f"<w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr>"}  # fmt: skip


class Absent:
    """Stands for a name that is not there, as the careful rendering has it."""

    _docgen_absent = True

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class Pictures:
    """Makes the XML of what carries Word content."""

    def xml_of(self, value: object, place: str) -> str:
        assert place
        return f"{RUN}<!-- {type(value).__name__} -->"


class Run:
    """The writers of one careful rendering, and how often they told of a character."""

    def __init__(self, *, listing: bool = False) -> None:
        self.told = 0
        self.writers = Forgiving(self.tell, Pictures(), listing).writers()

    def tell(self) -> None:
        self.told += 1

    def write(self, name: str, value: object) -> str:
        return self.writers[f"_dg_{name}"](value)


@pytest.fixture
def run() -> Run:
    return Run()


NAMES = ["text", "plain", "attr", "soft_text", "soft_plain", "soft_attr"]


@pytest.mark.parametrize("name", NAMES)
@given(value=st.text('aø<&>"\n\t\u2028', max_size=12) | st.integers())
@settings(max_examples=20)
def test_what_may_stand_is_written_as_the_fast_way_writes_it(name, value):
    run = Run()
    assert run.write(name, value) == WRITERS[f"_dg_{name}"](value)
    assert run.told == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800", "\uffff", "\a", "\f"])
def test_what_no_file_may_hold_is_left_out_and_told(run, name, sign):
    assert run.write(name, f"a{sign}b") == "ab"
    assert run.told == 1


@pytest.mark.parametrize("name", ["soft_text", "soft_plain", "soft_attr"])
def test_what_is_absent_in_a_typed_template_prints_nothing(run, name):
    assert run.write(name, None) == ""


def test_every_writer_stands_for_one_of_the_fast_way(run):
    assert set(run.writers) <= set(WRITERS)
    assert set(QUICK) <= set(run.writers)


def test_texts_that_may_begin_paragraphs_and_pages_keep_their_signs():
    run = Run(listing=True)
    assert run.write("text", "a\a<b>\f") == "a\a&lt;b&gt;\f"
    assert run.told == 0
    assert run.write("text", "a\a\x01b") == "a\ab"
    assert run.told == 1


@pytest.mark.parametrize("name", ["plain", "attr"])
def test_outside_texts_those_signs_are_left_out(name):
    run = Run(listing=True)
    assert run.write(name, "a\ab") == "ab"
    assert run.told == 1


@pytest.mark.parametrize("place", PLACES)
def test_what_a_block_wrote_stands_where_it_fits(run, place):
    assert run.write(place, Captured(PLACES[place])) == PLACES[place]
    with pytest.raises(MarkupError):
        run.write(place, Captured("<w:nothing>"))


def test_what_a_block_wrote_was_cleaned_when_it_was_written(run):
    assert run.write("text", Captured("a\x01b")) == "a\x01b"
    assert run.told == 0


def test_signs_in_a_rich_text_are_left_out_but_those_that_begin_paragraphs(run):
    xml = run.write("r", RichText("a\x01\ab"))
    assert "a\ab" in xml
    assert not FORBIDDEN.search(xml.replace("\a", ""))
    assert run.told == 1


def test_a_value_with_word_content_is_made_by_the_file_it_needs(run):
    assert "RichText" in run.write("r", RichText("a", url_id="rId1"))
    assert "RichText" not in run.write("r", RichText("a"))


@pytest.mark.parametrize("place", PLACES)
def test_where_an_element_belongs_an_absent_name_prints_nothing_and_a_text_is_refused(run, place):
    assert run.write(place, Absent()) == ""
    with pytest.raises(TypeError, match=f"write the tag without its {place}"):
        run.write(place, "a text")


@pytest.mark.parametrize(
    ("value", "columns"), [(3, "3"), (" 2 ", "2"), (Absent(), "1")], ids=["3", "text", "absent"]
)
def test_a_cell_spans_its_columns_and_one_where_the_name_is_absent(run, value, columns):
    assert run.write("columns", value) == columns


@pytest.mark.parametrize("value", [0, "x", Absent("x")])
def test_any_other_number_of_columns_is_refused(run, value):
    with pytest.raises(ValueError, match="a cell spans 1 to"):
        run.write("columns", value)


@pytest.mark.parametrize(("value", "absent"), [(Absent(), True), (Absent, False), (None, False)])
def test_only_what_stands_for_a_missing_name_is_absent(value, absent):
    assert is_absent(value) is absent
