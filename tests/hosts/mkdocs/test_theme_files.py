"""The plugin's own files: every site gets them, and the site's own win."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from building import build_site
from hosts.mkdocs.conftest import BuildSite

ROOT = Path(__file__).resolve().parents[3]


def stylesheets(build: BuildSite, **config: object) -> list[str]:
    page = build({"A/Note.md": "Words."}, **config).page("A/Note/")
    return [link.get("href") or "" for link in page.cssselect("link[rel=stylesheet]")]


def test_the_stylesheet_is_linked_and_there(build: BuildSite) -> None:
    site = build({"A/Note.md": "Words."})
    links = [link.get("href") or "" for link in site.page("A/Note/").cssselect("link[rel=stylesheet]")]
    assert "../../assets/vault.css" in links
    assert ".vault-unresolved" in site.text("assets/vault.css")


def test_the_stylesheet_stands_before_those_of_the_site(build: BuildSite) -> None:
    linked = stylesheets(build, extra_css=["own.css"])
    assert linked[-1] == "../../own.css"
    assert "../../assets/vault.css" in linked


def test_the_stylesheet_can_be_left_out(build: BuildSite) -> None:
    assert not [link for link in stylesheets(build, options={"stylesheet": False}) if "vault.css" in link]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_get_the_stylesheet_too(build: BuildSite, theme: str) -> None:
    site = build({"index.md": "[[Note]]", "Note.md": "Words."}, theme=theme)
    assert site.has("assets/vault.css")
    assert "assets/vault.css" in site.text("index.html")


def test_a_custom_dir_wins(tmp_path: Path) -> None:
    custom = tmp_path / "custom"
    (custom / "assets").mkdir(parents=True)
    (custom / "assets" / "vault.css").write_text("/* the site's own */")
    (custom / "main.html").write_text('{% extends "base.html" %}{% block content %}<p id="own">{{ page.content }}</p>{% endblock %}')
    site = build_site(tmp_path, {"index.md": "Words."}, theme={"name": "material", "font": False, "custom_dir": str(custom)})
    assert site.text("assets/vault.css") == "/* the site's own */"
    assert site.page("").cssselect("#own")


@pytest.mark.slow
def test_the_wheel_carries_them(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "mkdocs_vault/theme/assets/vault.css" in names
    assert "mkdocs_vault/hosts/mkdocs/plugin.py" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "plugins/"))]
