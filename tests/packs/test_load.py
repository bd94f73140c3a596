"""Country packs: whole, alike where they must be, found and read anew when they change."""

import os
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from docgen.document.filters import make_filters
from docgen.document.renderer import printed_paths
from docgen.errors import InvalidDataError, ReadError, UnknownPackError, UsageError
from docgen.packs.library import Library, bundled, hand_schema
from docgen.packs.load import load_pack, pack_codes, pack_document
from docgen.review.shape import LABEL_KEYS, VALUES, label_key
from docgen.scoring.rules import load_rules
from docgen.yamlfile.schemas import resolved
from tests.builders import SECTIONS

CODES = pack_codes()
LEVELS = {"exemplary": 115, "good": 100, "fair": 74, "not_ips": 25}
TEXTS = {
    *("page", "of", "draft_mark", "report_title", "overview_title", "total", "points"),
    *("heading_purpose", "heading_previous", "heading_service", "heading_unit"),
    *("heading_method", "heading_comments", "heading_summary", "heading_development"),
    *("heading_criteria", "heading_scores", "heading_levels"),
    *("heading_signatures", "column_item", "column_comment", "column_recommendation"),
    *("column_score", "column_previous", "column_sources", "column_anchors"),
    *("heading_next_level", "points_missing", "next_anchors"),
    *("provisional_total", "count_of", "criteria_scored", "range", "range_and"),
    *("kind_external", "kind_guided_self", "kind_self"),
}
"""What the program and the documents for all packs print of each pack."""

every_pack = pytest.mark.parametrize("code", CODES)


@pytest.fixture
def own(tmp_path):
    """A folder of packs of one's own with a copy of the Danish one, and its library."""
    folder = tmp_path / "egne pakker ø"
    shutil.copytree(bundled() / "templates" / "dk", folder / "dk")
    return folder, Library((folder, bundled() / "templates"))


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def faults(library):
    with pytest.raises(InvalidDataError) as caught:
        load_pack("dk", library=library)
    return caught.value.problems


# --- the packs of the project --------------------------------------------------------------


def test_the_four_packs_are_there():
    assert {"dk", "fi-sv", "no", "se"} <= set(pack_codes())


@every_pack
def test_a_pack_has_the_25_criteria_in_order(code):
    pack = load_pack(code)
    assert {s.id: tuple(c.id for c in s.criteria) for s in pack.sections} == dict(SECTIONS)
    assert [criterion.number for criterion in pack.criteria] == list(range(1, 26))
    assert {criterion.section for criterion in pack.sections[1].criteria} == {"organization"}


@every_pack
def test_a_pack_has_the_four_levels_from_the_highest_down(code):
    assert {level.id: level.points for level in load_pack(code).levels} == LEVELS


@every_pack
def test_a_pack_labels_every_value_that_its_documents_print_and_no_other(code):
    pack = load_pack(code)
    printed = printed_paths(pack)
    needed = {label_key(value.path) for value in VALUES if value.path in printed}
    assert needed - set(pack.labels) == set()
    assert set(pack.labels) - LABEL_KEYS == set()


@every_pack
def test_a_pack_has_the_words_of_the_documents_for_all_packs(code):
    assert set(load_pack(code).texts) >= TEXTS


def test_every_text_of_a_pack_is_printed_somewhere():
    tags = "".join(map(_tags_of, (bundled() / "templates").glob("*/*.docx")))
    packs = [load_pack(code) for code in CODES]
    tags += "".join(document.title for pack in packs for document in pack.documents.values())
    texts = {key for pack in packs for key in pack.texts}
    engine = {*("draft_mark", "points", "placeholder", "placeholder_short", "consensus_internal")}
    assert {key for key in texts if f"texts.{key}" not in tags} <= engine
    lists = {key for pack in packs for key in pack.lists}
    assert [key for key in lists if f"lists.{key}" not in tags] == []


def _tags_of(template):
    """Return the text of a Word file without its markup."""
    with ZipFile(template) as parts:
        names = [name for name in parts.namelist() if name.endswith(".xml")]
        return "".join(re.sub("<[^>]*>", "", parts.read(name).decode()) for name in names)


@every_pack
def test_a_pack_labels_the_evidence_its_rules_know(code):
    pack = load_pack(code)
    rules = load_rules(pack)
    for criterion in pack.criteria:
        labels, rule = criterion.evidence_labels, rules[criterion.id]
        assert set(rule.offered) <= set(labels) <= set(rule.evidence), criterion.id


@every_pack
def test_no_two_figures_of_a_criterion_have_one_label(code):
    for criterion in load_pack(code).criteria:
        labels = [*criterion.evidence_labels.values()]
        assert len({*labels}) == len(labels), criterion.id


@every_pack
def test_wording_is_free_of_traces_of_the_printed_page(code):
    pack = load_pack(code)
    texts = [pack.name, *pack.labels.values(), *pack.sources.values()]
    for c in pack.criteria:
        texts += [c.name, c.short_name, c.description, c.components_intro]
        texts += [*c.components, *c.anchors.values(), *c.evidence_labels.values()]
    assert [text for text in texts if re.search(r"\s\s|\n|\N{SOFT HYPHEN}|^\s|\s$", text)] == []


@every_pack
def test_a_pack_offers_a_report_and_an_overview(code):
    documents = load_pack(code).documents
    assert {"report", "overview"} <= set(documents)
    assert documents["overview"].file == "base/overview.docx"
    assert documents["overview"].path.name == "overview.docx"


@every_pack
def test_what_a_document_leaves_out_has_a_label(code):
    for document in load_pack(code).documents.values():
        assert set(document.leaves_out) <= LABEL_KEYS, document.name


@pytest.mark.parametrize("code", ["se", "no"])
def test_scales_with_anchors_have_five_for_each_criterion(code):
    pack = load_pack(code)
    assert all(list(c.anchors) == [1, 2, 3, 4, 5] for c in pack.criteria)
    assert all(c.description and c.sources and not c.help for c in pack.criteria)
    assert {source for c in pack.criteria for source in c.sources} == set(pack.sources)


@pytest.mark.parametrize(
    ("code", "mark"), [("dk", "Antagelse efter IPS-25:"), ("fi-sv", "Antagande enligt IPS-25:")]
)
def test_scales_without_anchors_say_that_their_limits_are_assumed(code, mark):
    pack = load_pack(code)
    assert not any(c.anchors for c in pack.criteria)
    for criterion in pack.criteria:
        lines = criterion.help.splitlines()
        assert lines[0] == mark
        assert [line[:4] for line in lines if re.match("[1-5] = ", line)] == [
            f"{score} = " for score in (5, 4, 3, 2, 1)
        ]


@pytest.mark.parametrize(
    ("code", "count"),
    [
        pytest.param("dk", {}, id="the Danish form prints no components"),
        pytest.param("fi-sv", {5: 5, 8: 5, 10: 5, 11: 5, 13: 4}, id="bullets in 003"),
        pytest.param("se", {5: 5, 8: 5, 10: 5, 11: 5, 13: 4, 25: 6}, id="bullets in the scale"),
        pytest.param("no", {5: 5, 8: 5, 10: 5, 11: 5, 13: 4, 25: 6}, id="six strategies in 25"),
    ],
)
def test_components(code, count):
    found = {c.number: len(c.components) for c in load_pack(code).criteria if c.components}
    assert found == count


@pytest.mark.parametrize(
    ("code", "criterion", "name", "short"),
    [
        pytest.param(
            *("fi-sv", "caseload_size", "Antal klienter", "Antal kunder"),
            id="another word for clients",
        ),
        pytest.param(
            *("fi-sv", "collaboration_vr", "Gemensamma klienter och arbete med centrala "),
            "Gemensamma klienter och arbete med centrala samarbetspartner",
            id="the end left out",
        ),
        pytest.param(
            *("fi-sv", "job_development_contact", "Skapandet av samarbetsrelationer med "),
            "Skapandet av samarbetsrelationer med arbetsgivare – Tät kontakt med arbetsgivarna",
            id="the bracket left out",
        ),
        pytest.param(
            *("fi-sv", "job_development_quality", "Skapandet av samarbetsrelationer med "),
            "Skapandet av samarbetsrelationer med arbetsgivare – Arbetsgivarkontakternas kvalitet",
            id="the bracket left out again",
        ),
        pytest.param(
            *("se", "disclosure", "Frivilligt att berätta om funktionsnedsättningen för arbets"),
            "Frivilligt att berätta om funktionsnedsättningen",
            id="the employer left out",
        ),
        pytest.param(
            *("se", "job_development_quality", "Arbetsutveckling – kvalitet på arbetsgivark"),
            "Utveckla arbeten – kvalitet på arbetsgivarkontakterna",
            id="another word for developing jobs",
        ),
    ],
)
def test_names_that_differ_in_the_summary(code, criterion, name, short):
    found = load_pack(code).criterion(criterion)
    assert found.name.startswith(name)
    assert found.name != found.short_name == short


@pytest.mark.parametrize(
    ("code", "differ"),
    [("dk", 0), ("fi-sv", 4), ("se", 2), ("no", 0)],
    ids=lambda value: f"{value}",
)
def test_all_other_names_are_the_same_in_the_summary(code, differ):
    assert sum(c.name != c.short_name for c in load_pack(code).criteria) == differ


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        pytest.param("dk", [""] * 25, id="Denmark prints none"),
        pytest.param("fi-sv", [f"{n}." for n in range(1, 26)], id="Finland numbers through"),
        *(
            pytest.param(
                code,
                [f"{n}." for size in (3, 8, 14) for n in range(1, size + 1)],
                id=f"{code}: numbers begin again in each section",
            )
            for code in ("se", "no")
        ),
    ],
)
def test_numbers_as_printed(code, printed):
    assert [criterion.printed for criterion in load_pack(code).criteria] == printed


@pytest.mark.parametrize(
    ("code", "legend", "sections"),
    [
        (
            "dk",
            [
                "115-125 = Eksemplarisk IPS fidelity",
                "100-114 = God IPS fidelity",
                "74-99 = Nogenlunde IPS fidelity",
                "<73 = Ikke IPS",
            ],
            ["PERSONALE", "ORGANISATION", "JOBTILBUD"],
        ),
        (
            "fi-sv",
            [
                "115–125 = föredömlig nivå",
                "100–114 = god nivå",
                "74–99 = måttlig nivå",
                "73 eller mindre = tjänsten är inte stödd sysselsättning",
            ],
            ["TJÄNSTENS PERSONAL", "ORDNANDET AV TJÄNSTEN", "TJÄNSTENS INNEHÅLL"],
        ),
        (
            "se",
            [
                "115–125 poäng = stämmer mycket bra överens med IPS",
                "100–114 poäng = stämmer bra överens med IPS",
                "74–99 poäng = stämmer delvis överens med IPS",
                "73 och mindre = stämmer inte överens med IPS",
            ],
            ["Personal", "Organisation", "Insatser"],
        ),
        (
            "no",
            [
                "115–125 = Meget god kvalitet",
                "100–114 = God kvalitet",
                "74–99 = Godkjent kvalitet",
                "73 og mindre = Ikke IPS",
            ],
            ["BEMANNING", "ORGANISASJON", "TJENESTER"],
        ),
    ],
)
def test_legend_and_sections_as_printed(code, legend, sections):
    pack = load_pack(code)
    assert [level.legend for level in pack.levels] == legend
    assert [section.label for section in pack.sections] == sections


def test_the_norwegian_score_sheet_has_section_labels_of_its_own():
    sections = load_pack("no").sections
    assert [section.sheet_label for section in sections] == [
        *("Bemanning", "Organisasjon", "Tjenester")
    ]


@pytest.mark.parametrize(
    ("code", "days", "printed"),
    [
        ("dk", ["2023-09-12", "2023-09-13"], "12.-13. september 2023"),
        ("fi-sv", ["2026-02-04"], "4.2.2026"),
        ("se", ["2026-03-10", "2026-03-11"], "10–11 mars 2026"),
        ("no", ["2026-03-10", "2026-03-11"], "10.–11. mars 2026"),
    ],
)
def test_dates_print_as_reports_of_the_country_do(code, days, printed):
    assert make_filters(load_pack(code).formats)["dates"](days) == printed


# --- finding and reading -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        pytest.param("fi-se", "did you mean 'fi-sv'?", id="the nearest name"),
        pytest.param("DK", "did you mean 'dk'?", id="codes are small letters"),
        pytest.param("../templates/dk", "there are: dk, fi-sv, no, se", id="no way out"),
        pytest.param("base", "did you mean 'se'?", id="base is no pack"),
        pytest.param("", "there are: dk, fi-sv, no, se", id="no code at all"),
    ],
)
def test_an_unknown_pack_is_answered_with_the_known_ones(code, hint):
    with pytest.raises(UnknownPackError) as caught:
        load_pack(code, library=Library((bundled() / "templates",)))
    assert hint in str(caught.value)


def test_a_pack_is_read_once_while_its_files_stay_the_same(own):
    folder, library = own
    pack = load_pack("dk", library=library)
    assert load_pack("dk", library=library) is pack
    change(folder / "dk" / "pack.yaml", "draft_mark: UDKAST", "draft_mark: KLADDE")
    assert load_pack("dk", library=library).texts["draft_mark"] == "KLADDE"
    os.utime(folder / "dk" / "criteria.yaml", ns=(1, 1))
    assert load_pack("dk", library=library) is not pack


def test_a_pack_of_ones_own_comes_before_the_bundled_one(own):
    folder, library = own
    assert load_pack("dk", library=library).folder == folder / "dk"
    assert load_pack("se", library=library).folder == bundled() / "templates" / "se"
    assert pack_codes(library) == CODES


def test_a_word_file_of_ones_own_is_enough(own):
    folder, library = own
    (folder / "dk" / "pack.yaml").unlink()
    (folder / "dk" / "criteria.yaml").unlink()
    before = load_pack("dk", library=library)
    (folder / "dk" / "report.docx").write_bytes(b"mine")
    (folder / "base").mkdir()
    (folder / "base" / "overview.docx").write_bytes(b"mine")
    after = load_pack("dk", library=library)
    assert after.folder == before.folder == bundled() / "templates" / "dk"
    assert after.documents["report"].path == folder / "dk" / "report.docx"
    assert after.documents["overview"].path == folder / "base" / "overview.docx"


def test_a_missing_word_file_is_told_when_its_document_is_used(own):
    folder, library = own
    change(folder / "dk" / "pack.yaml", "file: report.docx", "file: rapport ø.docx")
    pack = load_pack("dk", library=library)
    with pytest.raises(ReadError) as caught:
        pack_document(pack, "report")
    assert str(caught.value) == (
        f"{folder / 'dk' / 'rapport ø.docx'}: is missing; document 'report' of pack 'dk' is made "
        f"from it (documents.report.file in {folder / 'dk' / 'pack.yaml'})"
    )


def test_an_unknown_document_is_answered_with_the_nearest():
    with pytest.raises(UsageError, match=r"'overwiew'; did you mean 'overview'\?"):
        pack_document(load_pack("dk"), "overwiew")
    with pytest.raises(UsageError, match="no document 'letter'; it has: report, overview"):
        pack_document(load_pack("dk"), "letter")


def test_missing_criteria_are_one_line(own):
    folder, _ = own
    (folder / "dk" / "criteria.yaml").unlink()
    with pytest.raises(ReadError, match=r"criteria\.yaml: is missing; a pack needs it"):
        load_pack("dk", library=Library((folder,)))


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "message"),
    [
        pytest.param(
            *("pack.yaml", "code: dk", "code: da", "code"),
            "is 'da', but the folder is 'dk'; write `code: dk`",
            id="a code that is not the folder's name",
        ),
        pytest.param(
            *("pack.yaml", "language: da-DK", "", ""),
            "language is missing; add it",
            id="a missing key",
        ),
        pytest.param(
            *("pack.yaml", "\ndocuments:", "\ndocument:", "document"),
            "unknown key 'document'; did you mean 'documents'?",
            id="a misspelt key",
        ),
        pytest.param(
            *("pack.yaml", "  date: d. MMMM y", "  dates: d. MMMM y", "formats.dates"),
            "unknown key 'dates'; did you mean 'date'?",
            id="a misspelt format",
        ),
        pytest.param(
            *("pack.yaml", "from: 100", "from: 120", "levels"),
            "the highest level comes first and each `from` is lower, found [115, 120, 74, 25]",
            id="levels out of order",
        ),
        pytest.param(
            *("pack.yaml", "from: 100", "from: hundrede", "levels[1].from"),
            "a whole number that is not negative belongs here, found the text 'hundrede'",
            id="a word where a number belongs",
        ),
        pytest.param(
            *("pack.yaml", "draft_mark: UDKAST", "draft_mark: true", "texts.draft_mark"),
            "a text belongs here, found true; put it in quotes",
            id="true where a text belongs",
        ),
        pytest.param(
            *("pack.yaml", "    leaves_out:", "    leaves_out: nothing\n    by_hand:"),
            *(
                "documents.report.leaves_out",
                "a list (lines that begin with `- `, or [ ]) belongs here",
            ),
            id="a text where a list belongs",
        ),
        pytest.param(
            *("pack.yaml", "\ntexts:", "\nlists: {agenda: Sag}\ntexts:", "lists.agenda"),
            "a list (lines that begin with `- `, or [ ]) belongs here, found the text 'Sag'",
            id="a text among the lists",
        ),
        pytest.param(
            *("pack.yaml", "    leaves_out:", "    needs_review: ja\n    leaves_out:"),
            *("documents.report.needs_review", "true or false belongs here, found the text 'ja'"),
            id="a word where true or false belongs",
        ),
        pytest.param(
            *("pack.yaml", "labels:", "labels: none\nlabel:", "labels"),
            "a mapping (key: value) belongs here, found the text 'none'",
            id="a text where a mapping belongs",
        ),
        pytest.param(
            *("criteria.yaml", "id: rapid_job_search", "id: rapid_jobsearch"),
            *("sections[2].criteria[3].id", "no such criterion; did you mean 'rapid_job_search'?"),
            id="a misspelt criterion",
        ),
        pytest.param(
            *("criteria.yaml", "id: rapid_job_search", "id: disclosure", "sections"),
            "criteria stand here twice, keep one: disclosure",
            id="a criterion that stands there twice",
        ),
        pytest.param(
            *("criteria.yaml", "id: rapid_job_search", "id: disclosure", "sections"),
            "criteria are missing, add them: rapid_job_search",
            id="a criterion that is missing",
        ),
        pytest.param(
            *("criteria.yaml", "id: staffing", "id: staff", "sections[0].id"),
            "no such section; did you mean 'staffing'?",
            id="a misspelt section",
        ),
        pytest.param(
            *("criteria.yaml", "id: staffing", "id: services", "sections[0].criteria[1].id"),
            "'employment_services_staff' belongs to the section 'staffing'",
            id="a criterion in the wrong section",
        ),
        pytest.param(
            *("criteria.yaml", "name: Case load", "name: Case load\n        anchors: {6: x}"),
            *("sections[0].criteria[0].anchors.6", "unknown key '6'; "),
            id="an anchor for a score that does not exist",
        ),
        pytest.param(
            *("criteria.yaml", "name: Case load", "name: Case load\n        anchors: {1: x}"),
            *("sections[0].criteria[0].anchors.4", "sections[0].criteria[0].anchors.4 is missing"),
            id="an anchor that is missing",
        ),
        pytest.param(
            *("criteria.yaml", "sections:", "sections: []\nrest:", "sections"),
            "a list (lines that begin with `- `, or [ ]) belongs here, found an empty one",
            id="no sections",
        ),
    ],
)
def test_a_fault_in_a_pack_has_its_place_and_way_out(own, file, old, new, where, message):
    folder, library = own
    change(folder / "dk" / file, old, new)
    found = [
        problem
        for problem in faults(library)
        if problem.where == where and problem.message.startswith(message)
    ]
    assert len(found) == 1, faults(library)
    assert found[0].file == folder / "dk" / file
    assert found[0].line is not None


def test_all_faults_of_both_files_are_told_at_once_in_order(own):
    folder, library = own
    change(folder / "dk" / "pack.yaml", "name: Danmark", "nam: Danmark")
    change(folder / "dk" / "pack.yaml", "page: Side", "page: []")
    change(folder / "dk" / "criteria.yaml", "name: Case load", "name:")
    found = faults(library)
    lines = [(problem.file.name, problem.line) for problem in found]
    assert [problem.where for problem in found] == [
        *("nam", "texts.page", "sections[0].criteria[0].name")
    ]
    assert lines == sorted(lines, key=lambda place: (place[0] != "pack.yaml", place[1]))
    assert "pack.yaml:" in str(found[1])


def test_a_pack_that_is_no_yaml_is_one_line_with_its_place(own):
    folder, library = own
    change(folder / "dk" / "pack.yaml", "code: dk", "code: [dk")
    (problem,) = faults(library)
    assert problem.file == folder / "dk" / "pack.yaml"
    assert problem.line is not None


# --- the guide for country teams -----------------------------------------------------------


def test_the_guide_explains_every_key_and_no_other():
    guide = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE))
    parts = [(), ("formats",), ("levels",), ("next_review",), ("documents",), ("fields",)]
    keys = {key for part in parts for key in _keys("pack", *part)}
    keys |= _keys("criteria", "sections") | _keys("criteria", "sections", "criteria")
    assert explained == keys


def _keys(schema: str, *path: str) -> set[str]:
    """Return the keys that a schema written by hand allows at a path."""
    whole = hand_schema(schema)
    part = whole
    for step in path:
        part = resolved(whole, resolved(whole, part)["properties"][step])
        part = part.get("items", part)
        extra = part.get("additionalProperties")
        part = extra if isinstance(extra, dict) else part
    return set(resolved(whole, part)["properties"])


def test_a_label_that_always_prints_has_its_words_in_the_pack(own):
    folder, library = own
    change(folder / "dk" / "pack.yaml", "labels:\n", "always_printed: [recipient]\nlabels:\n")
    (fault,) = faults(library)
    assert (fault.rule, fault.line) == ("unknown-id", 56)
    assert fault.message.endswith("did you mean 'recipients'?")


def test_the_finland_swedish_pack_says_which_labels_its_form_always_prints():
    assert "criteria.comment" in load_pack("fi-sv").always_printed
    assert load_pack("dk").always_printed == ()
