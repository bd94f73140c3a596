"""Values as people type them: one meaning in its pack, or both are shown and it is refused."""

from __future__ import annotations

import pytest
from builders import review_text

from docgen.check.run import check_paths
from docgen.errors import InvalidDataError
from docgen.history.index import index_of
from docgen.review.cut import cut_texts
from docgen.review.load import load_review

VISIT = ("2026-03-10", "2026-03-11")
DAY = ("2026-03-10",)
SEPTEMBER = ("2023-09-12", "2023-09-13")


def write(folder, typed, pack="dk"):
    """Return a review without dates, reviewers and needs of its own, but for what is typed."""
    text = review_text(pack=pack).replace("  report_date: 2026-03-27\n", "")
    head, _, rest = typed.partition(": ")
    indent = "\n  " + typed if head in ("dates", "report_date", "kind") else ""
    text = text.replace("  status: final", f"  status: final{indent}")
    if not indent:
        text = f"{typed}\n{text}" if rest or ":\n" in typed else text
    path = folder / "r.yaml"
    path.write_text(text, encoding="utf-8")
    return path


DATES = [
    ("dk", "12/9-23", ("2023-09-12",)),
    ("dk", "12/9 2023", ("2023-09-12",)),
    ("dk", "12.9.2023", ("2023-09-12",)),
    ("dk", "12.9.23", ("2023-09-12",)),
    ("dk", "12-09-2023", ("2023-09-12",)),
    ("dk", "12-09-23", ("2023-09-12",)),
    ("dk", "2023-9-2", ("2023-09-02",)),
    ("dk", "20230912", ("2023-09-12",)),
    ("dk", "12. september 2023", ("2023-09-12",)),
    ("dk", "den 12. september 2023", ("2023-09-12",)),
    ("dk", "12. sept. 2023", ("2023-09-12",)),
    ("dk", "12.-13. september 2023", SEPTEMBER),
    ("dk", "12.–13. september 2023", SEPTEMBER),
    ("dk", "12. og 13. september 2023", SEPTEMBER),
    ("dk", "12/9-13/9 2023", SEPTEMBER),
    ("dk", "[12/9-23, 13/9-23]", SEPTEMBER),
    ("dk", "[12., 13. september 2023]", SEPTEMBER),
    ("dk", "30.9.-1.10.2023", ("2023-09-30", "2023-10-01")),
    ("fi-sv", "10.–11.3.2026", VISIT),
    ("fi-sv", "10-11.3.2026", VISIT),
    ("fi-sv", "10.3.2026", DAY),
    ("fi-sv", "10.3. och 11.3.2026", VISIT),
    ("fi-sv", "10-03-2026", DAY),
    ("no", "10.–11. mars 2026", VISIT),
    ("no", "10. mars 2026", DAY),
    ("no", "10/3-26", DAY),
    ("se", "10–11 mars 2026", VISIT),
    ("se", "10 mars 2026", DAY),
    ("se", "10/3 2026", DAY),
    ("se", "2026-03-10", DAY),
]


@pytest.mark.parametrize(("pack", "typed", "days"), DATES, ids=[f"{p} {t}" for p, t, _ in DATES])
def test_a_date_is_read_as_the_pack_prints_it_and_its_country_types_it(tmp_path, pack, typed, days):
    review = load_review(write(tmp_path, f"dates: {typed}", pack))
    assert review.visit.dates == days


@pytest.mark.parametrize(
    ("pack", "typed", "words"),
    [
        ("dk", "10/11.2.26", ["2026-02-10, 2026-02-11", "2026-11-10"]),
        ("no", "10/11.2.2026", ["2026-02-10, 2026-02-11", "2026-11-10"]),
        ("se", "10-03-26", ["2026-03-10", "2010-03-26"]),
        ("fi-sv", "10-03-26", ["2026-03-10", "2010-03-26"]),
        ("dk", "12.9", ["a date like"]),
        ("dk", "31.2.2026", ["a date like"]),
        ("dk", "uge 12", ["a date like"]),
        ("dk", "12.-13. septembre 2023", ["a date like"]),
        ("dk", "[12.9.2023, i morgen]", ["a date like"]),
        ("dk", "2026-02-30", ["no day of the calendar"]),
    ],
)
def test_what_has_two_meanings_or_none_is_refused_by_all(tmp_path, pack, typed, words):
    path = write(tmp_path, f"dates: {typed}", pack)
    (fault,) = [one for one in check_paths([path]) if one.severity == "error"]
    assert all(word in fault.message for word in words)
    with pytest.raises(InvalidDataError, match="dates"):
        load_review(path)


def test_several_days_are_no_report_date(tmp_path):
    with pytest.raises(InvalidDataError, match="a date like"):
        load_review(write(tmp_path, "report_date: 12.-13. september 2023"))
    review = load_review(write(tmp_path, "report_date: 12/9-23"))
    assert review.visit.report_date == "2023-09-12"


NEEDS = [
    ("dk", "criterion: 21", "competitive_jobs"),
    ("dk", 'criterion: "21."', "competitive_jobs"),
    ("dk", "criterion: Ordinære job", "competitive_jobs"),
    ("dk", "criterion: ordinære job", "competitive_jobs"),
    ("dk", "criterion: 21. Ordinære job", "competitive_jobs"),
    ("dk", "criterion: P1", "caseload_size"),
    ("dk", "21", "competitive_jobs"),
    ("dk", "Ordinære job", "competitive_jobs"),
    ("fi-sv", "criterion: 21", "competitive_jobs"),
    ("no", 'criterion: "O8"', "executive_support"),
    ("no", "criterion: O 8", "executive_support"),
    ("no", "criterion: Tjenester 9", "diversity_employers"),
    ("no", "criterion: B2", "employment_services_staff"),
    ("no", "criterion: 21", "competitive_jobs"),
    ("se", "criterion: I10", "competitive_jobs"),
]


@pytest.mark.parametrize(("pack", "typed", "meant"), NEEDS, ids=[f"{p} {t}" for p, t, _ in NEEDS])
def test_a_criterion_is_named_as_the_form_names_it(tmp_path, pack, typed, meant):
    review = load_review(write(tmp_path, f"development:\n  - {typed}", pack))
    assert [need.criterion for need in review.development] == [meant]


@pytest.mark.parametrize(
    ("pack", "typed", "words"),
    [
        ("no", "criterion: 8", "can be read as"),
        ("no", "criterion: 2", "can be read as"),
        ("no", "8", "can be read as"),
        ("fi-sv", "criterion: T1", "can be read as"),
        ("dk", "criterion: O8", "can be read as"),
        ("dk", "criterion: 26", "the id of a criterion"),
        ("dk", "criterion: Ordinære jobs og mere", "the id of a criterion"),
        ("dk", "criterion: 20. Ordinære job", "the id of a criterion"),
    ],
)
def test_a_criterion_that_may_be_two_is_refused(tmp_path, pack, typed, words):
    path = write(tmp_path, f"development:\n  - {typed}", pack)
    (fault,) = [one for one in check_paths([path]) if one.severity == "error"]
    assert words in fault.message


def test_a_bare_text_is_a_recommendation(tmp_path):
    review = load_review(
        write(tmp_path, "development:\n  - Det anbefales at mødes.\n  - |\n    - a")
    )
    assert [need.recommendation for need in review.development] == [
        "Det anbefales at mødes.",
        "- a",
    ]
    review = load_review(write(tmp_path, "development: Det anbefales at mødes."))
    assert [need.recommendation for need in review.development] == ["Det anbefales at mødes."]


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("reviewers:\n  - Navn Navnesen", [("Navn Navnesen", "")]),
        ("reviewers:\n  - Navn Navnesen, psykolog", [("Navn Navnesen", "psykolog")]),
        ("reviewers:\n  - N. N., psykolog og leder", [("N. N.", "psykolog og leder")]),
        ("reviewers: Navn Navnesen", [("Navn Navnesen", "")]),
        ("reviewers: [Navn A, {name: Navn B}]", [("Navn A", ""), ("Navn B", "")]),
    ],
)
def test_a_bare_name_is_a_reviewer(tmp_path, typed, people):
    review = load_review(write(tmp_path, typed))
    assert [(one.name, one.title) for one in review.reviewers] == people


@pytest.mark.parametrize(
    "typed",
    ["reviewers: Navn A og Navn B", "reviewers: Navn A, Navn B", "reviewers:\n  - Navn A & Navn B"],
)
def test_a_text_that_may_be_two_reviewers_is_refused(tmp_path, typed):
    (fault,) = [p for p in check_paths([write(tmp_path, typed)]) if p.severity == "error"]
    assert fault.rule == "two-readings"
    assert "'Navn A', 'Navn B'" in fault.message


def test_the_forms_words_for_a_kind_are_read(tmp_path):
    assert load_review(write(tmp_path, "kind: Selvevaluering")).visit.kind == "self"


@pytest.mark.parametrize(
    "typed", ["purpose: Team #3 er godt", "purpose: Vi mødte team # 3", "purpose: Team #3"]
)
def test_a_text_with_a_number_sign_is_never_cut(tmp_path, typed):
    path = write(tmp_path, typed)
    assert [one.rule for one in check_paths([path]) if one.severity == "error"] == ["cut-by-hash"]
    with pytest.raises(InvalidDataError, match="what follows is a comment"):
        load_review(path)


def test_a_review_with_comments_of_its_own_is_not_parsed_twice(monkeypatch, tmp_path):
    monkeypatch.setattr("docgen.yamlfile.tree.read_tree", None)
    text = "# Behind # nothing is read.\npack: dk  # note\n  # a # b\nunit:\n  - Leder # note\n"
    assert list(cut_texts(text, tmp_path)) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("purpose: C#-kursus", "C#-kursus"),
        ("purpose: |\n  > 80 % # af dem", "> 80 % # af dem"),
        ("purpose: over > 80 %", "over > 80 %"),
        ("purpose: 'Team #3'  # bemærkning", "Team #3"),
        ("purpose: Formål  # bemærkning", "Formål"),
        ("purpose: |  # Team #3\n  Formål", "Formål"),
    ],
)
def test_a_text_is_kept_as_it_was_typed(tmp_path, typed, kept):
    assert load_review(write(tmp_path, typed)).purpose == kept


@pytest.mark.parametrize("sign", ["•", "·", "\uf0b7", "▪"])
def test_a_list_pasted_from_word_has_its_entries(tmp_path, sign):
    review = load_review(write(tmp_path, f"recipients:\n  {sign} Leder\n  {sign} Team A-B"))
    assert review.recipients == ("Leder", "Team A-B")


def test_what_is_read_is_told_on_request(tmp_path):
    path = write(tmp_path, "dates: 12.-13. september 2023")
    assert [one for one in check_paths([path]) if one.rule == "read-as"] == []
    (note,) = [one for one in check_paths([path], explain=True) if one.rule == "read-as"]
    assert (note.severity, note.where) == ("note", "review.dates")
    assert "is read as [2023-09-12, 2023-09-13]" in note.message
    assert note.fix is not None
    assert note.fix.text == "  dates: [2023-09-12, 2023-09-13]"


def test_the_defaults_of_a_folder_are_read_alike(tmp_path):
    (tmp_path / "_shared.yaml").write_text("reviewers: [Navn Navnesen]\n", encoding="utf-8")
    path = write(tmp_path, "dates: 12/9-23")
    assert [one.name for one in load_review(path).reviewers] == ["Navn Navnesen"]
    assert check_paths([tmp_path / "_shared.yaml"]) == []
    note = next(one for one in check_paths([path], explain=True) if one.where == "reviewers[0]")
    assert str(note.file).endswith("_shared.yaml")


def test_the_earlier_review_is_found_by_a_date_as_it_was_typed(tmp_path):
    old, new = tmp_path / "2022", tmp_path / "2023"
    for folder, day in ((old, "12/9-22"), (new, "3/2-23")):
        folder.mkdir()
        write(folder, f"report_date: {day}")
    assert [one.date for one in index_of(new).entries] == ["2022-09-12", "2023-02-03"]
