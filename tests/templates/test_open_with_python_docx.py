"""python-docx, which most scripts use, opens every report and finds its properties."""

import docx
import pytest
from builders import SAMPLES

from docgen.batch.run import make_reports
from docgen.packs.load import load_pack
from docgen.review.load import load_review


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_script_opens_the_report_and_its_properties(sample, tmp_path):
    review = load_review(sample)
    pack = load_pack(review.pack)
    outcomes = list(make_reports([sample], tmp_path, document="all"))
    assert len(outcomes) == sum(kind.needs_review for kind in pack.documents.values())
    for outcome in outcomes:
        document = docx.Document(str(outcome.report))
        properties = document.core_properties
        assert properties.title
        assert "{{" not in properties.title
        assert properties.author == "; ".join(reviewer.name for reviewer in review.reviewers)
        assert properties.language == pack.language
        assert str(properties.modified.date()) == review.visit.report_date
        assert any(paragraph.style.name == "Title" for paragraph in document.paragraphs)
