"""A site of mkdocs-roamlinks-plugin builds unchanged with `links: tolerant`; the examples are those of its documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import BuiltSite, Content, build_config, write, write_config

PAGE = """# Page

## Heading identifiers

{links}
"""
VAULT: dict[str, Content] = {
    "software/git_flow.md": "# Git Flow\n\n## Heading\n\nWords.\n",
    "image/image.png": b"png",
    "index.md": "# Home\n",
}
LINKS = {
    "[Git Flow](git_flow.md)": "../../software/git_flow/",
    "[[Git Flow]]": "../../software/git_flow/",
    "[[#Heading identifiers]]": "#heading-identifiers",
    "[[Git Flow#Heading]]": "../../software/git_flow/#heading",
    "[[git-flow|the flow]]": "../../software/git_flow/",
    "[[GIT_FLOW]]": "../../software/git_flow/",
}
DOCUMENTED_ONLY = {"[[software/Git Flow]]": "../../software/git_flow/"}
"""The documentation has this one, but the plugin links a file that doesn't exist."""
IMAGES = {
    "![[image.png]]": {"src": "../../image/image.png"},
    "![[image.png|Description|800x600]]": {"src": "../../image/image.png", "alt": "Description", "width": "800", "height": "600"},
}


def site_with(root: Path, plugin: str | dict[str, object], written: str) -> BuiltSite:
    write(root / "docs", VAULT | {"docs/page.md": PAGE.format(links=written)})
    return build_config(write_config(root, plugins=[plugin], vault=False, markdown_extensions=["attr_list"]))


@pytest.fixture(params=["roamlinks", {"vault": {"links": "tolerant"}}], ids=["roamlinks", "vault"])
def plugin(request: pytest.FixtureRequest) -> str | dict[str, object]:
    chosen: str | dict[str, object] = request.param
    return chosen


@pytest.mark.parametrize(("written", "address"), LINKS.items())
def test_links_lead_to_the_same_place(tmp_path: Path, plugin: str | dict[str, object], written: str, address: str) -> None:
    site = site_with(tmp_path, plugin, written)
    assert [link.get("href") for link in site.article("docs/page/").cssselect("p a")] == [address]
    assert not site.warnings()


@pytest.mark.parametrize(("written", "attributes"), IMAGES.items())
def test_images_are_the_same(tmp_path: Path, plugin: str | dict[str, object], written: str, attributes: dict[str, str]) -> None:
    if plugin == "roamlinks" and "width" in attributes:
        pytest.skip("its attribute list holds a `;`, which is no attribute list")
    (image,) = site_with(tmp_path, plugin, written).article("docs/page/").cssselect("img")
    assert {name: image.get(name) for name in attributes} == attributes


@pytest.mark.parametrize(("written", "address"), DOCUMENTED_ONLY.items())
def test_what_is_documented_works(tmp_path: Path, written: str, address: str) -> None:
    site = site_with(tmp_path, {"vault": {"links": "tolerant"}}, written)
    assert [link.get("href") for link in site.article("docs/page/").cssselect("p a")] == [address]


def test_what_obsidian_would_not_find_is_said(tmp_path: Path) -> None:
    site = site_with(tmp_path, {"vault": {"links": "tolerant"}}, "[[Git Flow]] [[git_flow]]")
    assert len(site.notices("tolerant-link")) == 1


def test_without_the_option_names_are_those_of_obsidian(tmp_path: Path) -> None:
    site = site_with(tmp_path, {"vault": {}}, "[[Git Flow]]")
    assert not site.article("docs/page/").cssselect("p a")
    assert len(site.notices("unresolved-link")) == 1


def test_both_plugins_can_be_on_at_once(tmp_path: Path) -> None:
    write(tmp_path / "docs", VAULT | {"docs/page.md": PAGE.format(links="\n\n".join(LINKS))})
    site = build_config(write_config(tmp_path, {"links": "tolerant"}, plugins=["roamlinks"]))
    assert [link.get("href") for link in site.article("docs/page/").cssselect("p a")] == list(LINKS.values())
