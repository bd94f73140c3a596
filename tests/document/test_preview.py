"""Previews fill a document with texts of three lengths, in the words of the pack's labels."""

import pytest
from builders import ROOT, swept

from docgen.document.preview import previews, specimen_names
from docgen.packs.load import load_pack
from docgen.review.specimen import LENGTHS

PACKS = sorted(file.parent.name for file in (ROOT / "templates").glob("*/pack.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("code", swept(PACKS, 2))
def test_every_length_of_every_pack_is_rendered(code, assert_sound):
    pack = load_pack(code)
    made = dict(previews(pack, pack.documents["report"]))
    assert list(made) == list(LENGTHS)
    assert len(made["long"]) > len(made["short"]) > 0
    assert_sound(made["long"])


def test_a_text_says_which_value_it_is():
    pack = load_pack("dk")
    short = specimen_names(pack, pack.documents["report"], "short")
    long = specimen_names(pack, pack.documents["report"], "long")
    empty = specimen_names(pack, pack.documents["report"], "empty")
    label = f"[{pack.labels['general_comments']}]"
    assert short["general_comments"] == label
    assert long["general_comments"].startswith(label)
    assert len(long["general_comments"]) > 10 * len(label)
    assert empty["general_comments"] == ""
    assert empty["review"]["draft"]
    assert len(long["reviewers"]) == 3
