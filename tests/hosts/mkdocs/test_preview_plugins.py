"""Which other plugins keep MkDocs' whole builds, and how the preview does without them."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import mkdocs.commands.serve
import pytest
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.plugins import BasePlugin, PluginCollection

from building import write, write_config
from mkdocs_vault.hosts.mkdocs import host_seams
from mkdocs_vault.hosts.mkdocs.which_plugins import COLLECTING, PAGE_BY_PAGE, needs_of_whole_builds
from previewing import ADDED, differences, running_preview, wait_until

FILES = {"index.md": "# Home\n\n[[Bread]]\n", "Bread.md": "---\ntags: [baking]\n---\n# Bread\n\nFlour and yeast.\n"}


class OnlyFiles(BasePlugin[LegacyConfig]):
    """Has nothing to do with pages."""

    def on_files(self, files: object, *, config: object) -> None: ...

    def on_nav(self, nav: object, *, config: object, files: object) -> None: ...


class LooksAtPages(BasePlugin[LegacyConfig]):
    """Might collect anything."""

    def on_page_content(self, html: str, *, page: object, config: object, files: object) -> None: ...


def needs_with(name: str, plugin: BasePlugin[LegacyConfig], **options: object) -> list[str]:
    plugin.config = options  # type: ignore[assignment]
    plugins = PluginCollection()
    plugins[name] = plugin
    return [need.plugin for need in needs_of_whole_builds(SimpleNamespace(plugins=plugins))]  # type: ignore[arg-type]


def test_an_unknown_plugin_that_looks_at_pages_keeps_whole_builds() -> None:
    assert needs_with("unknown", LooksAtPages()) == ["unknown"]


def test_an_unknown_plugin_that_looks_at_no_page_does_not() -> None:
    assert needs_with("unknown", OnlyFiles()) == []


@pytest.mark.parametrize("name", sorted(COLLECTING))
def test_a_plugin_that_collects_keeps_whole_builds_unless_it_is_switched_off(name: str) -> None:
    assert needs_with(f"material/{name}", LooksAtPages()) == [f"material/{name}"]
    assert needs_with(name, LooksAtPages(), enabled=False) == []


@pytest.mark.parametrize("name", sorted(PAGE_BY_PAGE - {"tags"}))
def test_a_plugin_that_works_page_by_page_does_not(name: str) -> None:
    assert needs_with(name, LooksAtPages()) == []


def test_minify_keeps_whole_builds_only_where_it_rewrites_files() -> None:
    assert needs_with("minify", LooksAtPages(), minify_html=True) == []
    assert needs_with("minify", LooksAtPages(), minify_js=True) == ["minify"]


def test_a_hook_that_looks_at_pages_keeps_whole_builds(tmp_path: Path) -> None:
    write(tmp_path, {"hooks.py": "def on_page_markdown(markdown, **_):\n    return markdown\n"})
    write(tmp_path / "docs", FILES)
    config = load_config(config_file=str(write_config(tmp_path, hooks=[str(tmp_path / "hooks.py")])))
    (need,) = needs_of_whole_builds(config)
    assert "hooks.py" in need.plugin
    assert "on_page_markdown" in need.reason


def test_a_site_with_such_a_plugin_is_built_whole_and_says_why_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path, plugins=["privacy"]), monkeypatch) as running:
        assert "livereload" in running.get("Bread/").text
        assert running.preview.state is None
        (said,) = [message for message in running.messages if "whole site" in message]
        assert "privacy (collects the addresses of other sites over all pages)" in said


class TestMaterialsTags:
    LIST = "# All\n\n<!-- material/tags -->\n"

    def test_are_those_of_a_build_where_no_list_of_them_stands_on_a_page(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path / "docs", FILES | {"Salt.md": "Words. <!-- no list -->"})
        with running_preview(write_config(tmp_path, plugins=["tags"]), monkeypatch) as running:
            assert running.preview.state is not None
            assert differences(running) == []
            running.write({"Bread.md": "---\ntags: [slow, 5]\n---\n# Bread\n", "Salt.md": "---\ntags: slow\n---\nWords."})
            assert differences(running) == []
            running.write({"Bread.md": "---\ntags: [slow, 5]\n---\n# Bread\n\nOther words.\n"})
            assert differences(running) == []
            running.write({"Bread.md": "# Bread\n\nNo tag any more.\n"})
            assert differences(running) == []

    @pytest.mark.parametrize("plugin", ["tags", "material/tags"])
    def test_have_the_site_built_whole_where_a_list_stands_on_a_page(
        self, plugin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path / "docs", FILES | {"All.md": self.LIST + "[[Nowhere]]"})
        with running_preview(write_config(tmp_path, plugins=[plugin]), monkeypatch) as running:
            assert "../Bread/" in running.get("All/").text
            assert running.preview.state is None
            assert [message for message in running.messages if "lists pages by their tags on other pages" in message]
            assert len([message for message in running.messages if "no note is called 'Nowhere'" in message]) == 1

    @pytest.mark.parametrize("file", ["All.md", "Bread.md"])
    def test_have_the_site_built_whole_from_the_moment_that_a_list_is_written(
        self, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path / "docs", FILES | {"Salt.md": "---\ntags: [baking]\n---\n"})
        with running_preview(write_config(tmp_path, plugins=["tags"]), monkeypatch) as running:
            assert running.preview.state is not None
            running.write({file: f"---\ntags: [baking]\n---\n{self.LIST}"})
            wait_until(lambda: 'id="tag:baking"' in running.get(f"{file.removesuffix('.md')}/").text)
            assert running.preview.state is None

    def test_of_another_package_are_as_unknown_as_any_plugin(self) -> None:
        assert needs_with("tags", LooksAtPages()) == ["tags"]


def test_a_site_that_gets_such_a_plugin_while_it_is_served_is_built_whole_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "docs", FILES)
    file = write_config(tmp_path)
    with running_preview(file, monkeypatch) as running:
        with running.browser("Bread/") as bread:
            settings = json.loads(file.read_text("utf-8"))
            with running.change():
                file.write_text(json.dumps(settings | {"plugins": ["privacy", *settings["plugins"]]}), "utf-8")
            bread.hears("reload")
        assert "livereload" in running.get("Bread/").text
        write(running.root / "docs", {"Bread.md": "# Bread\n\nBuilt again.\n"})
        wait_until(lambda: "Built again." in running.get("Bread/").text)


def test_an_mkdocs_that_is_otherwise_is_left_as_it_is() -> None:
    fitting = {"serve": mkdocs.commands.serve.serve, "build": None, "LiveReloadServer": None}
    assert host_seams.preview_misfit(fitting) == ""
    assert "serve" in host_seams.preview_misfit({"serve": lambda: None, "build": None, "LiveReloadServer": None})


@pytest.mark.parametrize("theme", [{"name": "material", "font": False}, {"name": "mkdocs"}])
def test_the_index_of_the_plugin_search_is_made_in_the_background(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: dict[str, object]
) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path, plugins=["search"], theme=theme), monkeypatch) as running:
        assert running.get("search/search_index.json").status == 404
        running.page("Bread/")
        wait_until(lambda: running.get("search/search_index.json").status == 200)
        left_out = {"index.html"} if theme["name"] == "mkdocs" else set()  # MkDocs' own theme writes the time into it.
        assert set(differences(running)) <= left_out
        running.write({"Bread.md": "# Bread\n\nRye and sourdough.\n"})
        wait_until(lambda: "sourdough" in running.get("search/search_index.json").text)


def test_our_own_index_is_made_in_the_background(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path, {"search": "pagefind"}), monkeypatch) as running:
        running.page("Bread/")
        wait_until(lambda: running.get("assets/vault/search/pagefind-entry.json").status == 200)
        built = running.built() / "assets/vault/search/pagefind-entry.json"
        assert running.get("assets/vault/search/pagefind-entry.json").body == built.read_bytes()


def test_what_the_preview_adds_is_nowhere_in_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path), monkeypatch) as running:
        assert ADDED.search(running.get("Bread/").text)
        assert not ADDED.search((running.built() / "Bread/index.html").read_text("utf-8"))
