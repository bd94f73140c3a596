"""Where a link may lead, and which targets lie outside the package."""

from __future__ import annotations

import pytest

from docgen.word.render.links import leads_outside, may_lead_to


@pytest.mark.parametrize(
    ("target", "fine"),
    [
        ("https://example.org", True),
        ("HTTP://example.org/a?b=c#d", True),
        ("mailto:a@example.org", True),
        pytest.param("#Section", True, id="a place in the document"),
        pytest.param("#", True, id="its beginning"),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("ms-word:ofe|u|x", False),
        ("other.docx", False),
        ("//server/share", False),
        pytest.param("\\\\server\\share", False, id="a share on Windows"),
        pytest.param("https://\\\\server", False, id="a share in disguise"),
        pytest.param("https:// example.org", False, id="a blank behind the scheme"),
        pytest.param("https://a\nb", False, id="a line break"),
        pytest.param("https://", False, id="a scheme alone"),
        ("", False),
    ],
)
def test_a_link_leads_to_the_web_a_mailbox_or_the_document(target, fine):
    assert may_lead_to(target) is fine


@pytest.mark.parametrize(
    ("target", "outside"),
    [
        ("media/image1.png", False),
        ("/word/styles.xml", False),
        ("../customXml/item1.xml", False),
        ("#Section", False),
        ("http://example.org", True),
        ("file:///x", True),
        (" https://example.org", True),
        ("//server/share", True),
        ("\\\\server\\share", True),
        ("C:\\x", True),
    ],
)
def test_a_target_with_a_scheme_or_a_host_is_no_part(target, outside):
    assert leads_outside(target) is outside
