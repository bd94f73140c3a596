"""Everybody can use the page: axe finds nothing, in no state, no language, light or dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from served import FJORDBY, Served, samples, served

from docgen.model.tongue import LANGUAGES

pytestmark = [pytest.mark.chromium, pytest.mark.axe]
BROKEN = "dk/broken.yaml"
FAULTY = "dk/faulty.yaml"
DARK = ("/", f"/review/{FAULTY}", f"/report/{FJORDBY}")
PAGES = {
    "the list": "/",
    "nothing found": "/?find=xyz",
    "a review": f"/review/{FJORDBY}",
    "a review with faults": f"/review/{FAULTY}",
    "a file that cannot be written to": f"/review/{BROKEN}",
    "anchors and sources": "/review/se/granvik-2025.yaml",
    "a report": f"/report/{FJORDBY}",
    "two reviewers": f"/both/{FJORDBY}",
    "one of them": f"/both/{FJORDBY}?who=R1",
    "no such page": "/nothing",
    "no such review": "/review/nothing.yaml",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = samples(tmp_path_factory.mktemp("everybody"), "dk", "se")
    text = (folder / FJORDBY).read_text(encoding="utf-8")
    broken = text.replace("  kind: external", "  kind external").replace(
        "id: fjordby-2023", "id: b"
    )
    faulty = text.replace("    score: 4\n", "    score: 9\n", 1).replace(
        "report_date: 2023", "report_date: den 2023"
    )
    (folder / BROKEN).write_text(broken, encoding="utf-8")
    (folder / FAULTY).write_text(faulty.replace("id: fjordby-2023", "id: f"), encoding="utf-8")
    with served(folder) as found:
        yield found


PATIENCE = 120_000
"""Milliseconds for a page whose templates are compiled first."""


def findings(page: Any, axe: str) -> list[str]:
    """Return what axe finds: rule, element, what is wrong."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations'], iframes: false})")
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_what_is_wrong(browser, axe):
    page = browser.new_page()
    page.set_content("<img src=x><input>")
    assert any(one.startswith("image-alt") for one in findings(page, axe))
    page.close()


@pytest.mark.parametrize(
    ("path", "scheme"),
    [*((path, "light") for path in PAGES.values()), *((path, "dark") for path in DARK)],
)
def test_axe_finds_nothing(browser, axe, site, path, scheme):
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.at(path))
    page.wait_for_load_state("networkidle")
    assert findings(page, axe) == []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language(browser, axe, site, language):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.at("/"))
    for path in ("/", f"/review/{FJORDBY}", f"/report/{FJORDBY}"):
        page.goto(f"{site.origin}/language?to={language}&back={path}")
        assert page.locator("html").get_attribute("lang") == language
        assert findings(page, axe) == []
    context.close()


def test_axe_finds_nothing_in_a_conflict_and_on_a_small_screen(browser, axe, site):
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.at(f"/review/{FJORDBY}"))
    page.route("**/save/**", lambda route: route.abort())
    page.locator('[name="unit.place"]').fill("Her")
    page.wait_for_timeout(1200)
    assert findings(page, axe) == []
    file = site.folder / FJORDBY
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  name: Fjordby Kommune", "  place: Der\n  name: Fjordby Kommune"), "utf-8"
    )
    page.unroute("**/save/**")
    page.locator('[id="unit.place-both"]').wait_for()
    assert findings(page, axe) == []
    file.write_text(text, encoding="utf-8")
    context.close()


def test_who_has_no_token_can_read_why(browser, axe, site):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.origin + "/")
    assert findings(page, axe) == []
    context.close()
