"""Mermaid is a file of the site where a page needs it."""

from __future__ import annotations

from hosts.mkdocs.conftest import BuildSite

DIAGRAM = "```mermaid\ngraph LR\n  A --> B\n```\n"
LIBRARY = "assets/mermaid/mermaid.min.js"


def test_a_site_with_a_diagram_has_the_library_and_its_licence(build: BuildSite) -> None:
    site = build({"Note.md": DIAGRAM})
    assert 'globalThis["mermaid"]' in site.text(LIBRARY)
    assert "MIT" in site.text("assets/mermaid/LICENSE.txt")


def test_a_site_without_one_does_not_carry_it(build: BuildSite) -> None:
    assert not build({"Note.md": "The word mermaid, and `mermaid`."}).has(LIBRARY)


def test_a_site_may_have_its_own(build: BuildSite) -> None:
    site = build({"Note.md": DIAGRAM, LIBRARY: "own()"}, {"attachments": [LIBRARY]})
    assert site.text(LIBRARY) == "own()"


def test_a_site_that_names_its_own_needs_no_second_one(build: BuildSite) -> None:
    site = build({"Note.md": DIAGRAM, "scripts/mermaid-11.js": "own()"}, extra_javascript=["scripts/mermaid-11.js"])
    assert not site.has(LIBRARY)
