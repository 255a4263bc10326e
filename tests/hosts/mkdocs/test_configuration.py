"""Options of the plugin: typed, and wrong ones get MkDocs' ordinary configuration errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from building import build_site, write_config
from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
from mkdocs_vault.hosts.mkdocs.plugin import VaultPlugin


def options_of(root: Path, **options: object) -> VaultOptions:
    (root / "docs").mkdir(exist_ok=True)
    plugin = load_config(config_file=str(write_config(root, options))).plugins["vault"]
    assert isinstance(plugin, VaultPlugin)
    return plugin.config


def test_nothing_needs_to_be_said(tmp_path: Path) -> None:
    options = options_of(tmp_path)
    assert (options.folder, options.leave, options.publish, options.exclude, options.links) == ("", [], "all", [], "obsidian")
    assert (options.strict_line_breaks, options.heading_links, options.diagnostics, options.stylesheet) == (None, True, {}, True)
    assert (options.attachments, options.special_files, options.picture_metadata) == ("used", [], "remove")
    assert (options.cache, options.cache_size, options.workers) == (True, 1000, None)


def test_every_option_can_be_said(tmp_path: Path) -> None:
    options = options_of(
        tmp_path,
        folder="notes/",
        leave=["api/*.md"],
        publish="only",
        exclude=["Private/"],
        attachments=["*.pdf"],
        special_files=["CNAME"],
        picture_metadata="keep",
        links="tolerant",
        strict_line_breaks=True,
        heading_links=False,
        diagnostics={"unresolved-link": "ignore"},
        stylesheet=False,
        cache="elsewhere",
        cache_size=100,
        workers=3,
    )
    assert options.folder == "notes"
    assert (options.attachments, options.special_files, options.picture_metadata) == (("*.pdf",), ["CNAME"], "keep")
    assert (options.cache, options.cache_size, options.workers) == ("elsewhere", 100, 3)
    assert options.diagnostics == {DiagnosticCode.UNRESOLVED_LINK: "ignore"}


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("folder", "/etc", "Expected a folder inside of docs_dir"),
        ("folder", "../x", "Expected a folder inside of docs_dir"),
        ("folder", "C:\\notes", "Expected a folder inside of docs_dir"),
        ("folder", 5, "Expected type"),
        ("leave", "a.md", "Expected a list of items"),
        ("leave", [5], "Expected type"),
        ("exclude", ["!"], "is not a pattern"),
        ("publish", "some", "Expected one of"),
        ("attachments", "none", "Expected 'used', 'all' or a list of patterns"),
        ("attachments", ["!"], "is not a pattern"),
        ("attachments", [5], "Expected type"),
        ("special_files", "CNAME", "Expected a list of items"),
        ("picture_metadata", False, "Expected one of"),
        ("links", True, "Expected one of"),
        ("strict_line_breaks", "yes", "Expected type"),
        ("heading_links", "yes", "Expected type"),
        ("diagnostics", ["unresolved-link"], "Expected a mapping"),
        ("diagnostics", {"unresolved-links": "info"}, "Did you mean 'unresolved-link'?"),
        ("diagnostics", {"xyz": "info"}, "The codes are: unresolved-link,"),
        ("diagnostics", {"unresolved-link": "error"}, "Expected one of"),
        ("stylesheet", "vault.css", "Expected type"),
        ("cache", 5, "Expected true, false or a folder"),
        ("cache", " ", "Expected true, false or a folder"),
        ("cache_size", 0, "Expected a whole number of at least 1"),
        ("cache_size", "512 MB", "Expected type"),
        ("workers", 0, "Expected a whole number of at least 1"),
        ("workers", True, "Expected a whole number of at least 1"),
    ],
)
def test_a_wrong_value_is_a_configuration_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, option: str, value: object, message: str
) -> None:
    with pytest.raises(Abort):
        options_of(tmp_path, **{option: value})
    assert f"Plugin 'vault' option '{option}'" in caplog.text
    assert message in caplog.text


def test_an_unknown_option_is_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    options_of(tmp_path, foldr="notes")
    assert "Plugin 'vault' option 'foldr'" in caplog.text


def test_a_folder_that_does_not_exist_is_a_configuration_error(build: BuildSite) -> None:
    with pytest.raises(ConfigurationError, match=r"option 'folder'.*isn't an existing directory"):
        build({"index.md": ""}, {"folder": "nope"})


class TestStrictLineBreaks:
    NOTE = "one\ntwo"

    def breaks(self, root: Path, option: object = None, setting: bool | None = None) -> int:
        files = {"index.md": self.NOTE} | (
            {".obsidian/app.json": f'{{"strictLineBreaks": {str(setting).lower()}}}'} if setting is not None else {}
        )
        return len(build_site(root, files, {} if option is None else {"strict_line_breaks": option}).article("").cssselect("br"))

    def test_are_off_by_default(self, tmp_path: Path) -> None:
        assert self.breaks(tmp_path) == 1

    def test_follow_the_setting_of_the_vault(self, tmp_path: Path) -> None:
        assert self.breaks(tmp_path, setting=True) == 0

    def test_follow_the_option_rather_than_the_setting(self, tmp_path: Path) -> None:
        assert self.breaks(tmp_path, option=False, setting=True) == 1
        assert self.breaks(tmp_path, option=True, setting=False) == 0


def test_headings_have_links_unless_the_option_says_no(build: BuildSite) -> None:
    assert build({"index.md": "## A"}).article("").cssselect("a.headerlink")
    assert not build({"index.md": "## A"}, {"heading_links": False}).article("").cssselect("a.headerlink")


def test_only_published_notes_appear_where_the_option_says_so(build: BuildSite) -> None:
    site = build({"index.md": "---\npublish: true\n---\n", "Other.md": "Words."}, {"publish": "only"})
    assert site.has("index.html")
    assert not site.has("Other/index.html")


def test_what_is_excluded_is_no_part_of_the_site(build: BuildSite) -> None:
    files = {"index.md": "", "Private/Note.md": "", "Private/a.png": b"", "Private/Left.md": ""}
    site = build(files, {"exclude": ["Private/"], "leave": ["Private/Left.md"]})
    assert not [path for path in site.files() if "Private" in path]
