"""What a theme can show is read from its files, not from its name."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from mkdocs.theme import Theme
from mkdocs.utils import get_themes

from building import build_site, write
from mkdocs_vault.hosts.mkdocs.theme_abilities import can_draw_diagrams, can_show_navigation, search_plugin_name

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize(
    "theme", [Theme(name="material"), Theme(name=None, custom_dir=str(TEMPLATES))], ids=["material", "its files alone"]
)
def test_material_can_do_everything(theme: Theme) -> None:
    assert can_show_navigation(theme)
    assert can_draw_diagrams(theme)
    assert search_plugin_name(theme) == "material/search"


@pytest.mark.parametrize("name", ["mkdocs", "readthedocs"])
def test_the_themes_of_mkdocs_can_do_nothing_of_it(name: str) -> None:
    theme = Theme(name=name)
    assert not can_show_navigation(theme)
    assert not can_draw_diagrams(theme)
    assert not search_plugin_name(theme)


def test_a_header_of_the_sites_own_takes_nothing_away(tmp_path: Path) -> None:
    write(tmp_path, {"partials/header.html": "<header>Mine</header>"})
    assert search_plugin_name(Theme(name="material", custom_dir=str(tmp_path))) == "material/search"


def test_a_theme_that_extends_material_gets_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, THEME)
    monkeypatch.syspath_prepend(str(tmp_path))
    get_themes.cache_clear()
    files = {"index.md": "```mermaid\ngraph LR; A --> B\n```", "A/B.md": "Words."}
    site = build_site(tmp_path, files, {"search": "pagefind"}, theme={"name": "corporate", "font": False})
    page = site.page("A/B/")
    for selector in (".vault-nav", ".vault-path", ".vault-search", ".md-header [for=__search]", ".md-footer__link"):
        assert page.cssselect(selector), selector
    assert site.has("assets/mermaid/mermaid.min.js")


THEME = {
    "corporate/__init__.py": "",
    "corporate/mkdocs_theme.yml": "extends: material",
    "corporate-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: corporate\nVersion: 1\n",
    "corporate-1.dist-info/entry_points.txt": "[mkdocs.themes]\ncorporate = corporate\n",
}
