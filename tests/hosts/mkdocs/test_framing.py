"""Templates that keep what they print alike on many pages print what Jinja prints without them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

from building import build_site, write
from mkdocs_vault.hosts.mkdocs import plugin

NOTES = {
    "index.md": "# Welcome\n\n[[One]] and [[Two]]\n",
    "One.md": "---\ntitle: First\ntags: [a, b]\nhide: [toc]\ndescription: About it\n---\n# Heading\n## Below\n### Deeper\n#c\n## Too\n",
    "Two.md": "---\naliases: [Zwei]\nhide: [navigation, path, footer]\nauthor: Me\nlang: ar\n---\n[[One]] [[folder/Three]]\n## 0:10\n",
    "folder/Three.md": "---\nicon: material/home\nstatus: new\nsubtitle: Sub\n---\n[[Two]]\n# A\n# B\n",
    "folder/deeper/Four.md": "[[Three]] text\n\n## Same\n## Same\n",
    "assets/Five.md": "A note in a folder that is called like that of the theme's files [[One]]\n",
    "assets/stylesheets/Six.md": "Deeper in it\n",
    "folder/Template.md": "---\ntemplate: other.html\n---\nwith a template of its own\n",
}
EVERYTHING: dict[str, Any] = {
    "site_url": "https://example.org/sub/",
    "site_description": "Described",
    "site_author": "Someone",
    "repo_url": "https://example.org/repo",
    "edit_uri": "edit/main/",
    "copyright": "Nobody's",
    "extra_css": ["own.css"],
    "extra_javascript": ["own.js", {"path": "module.mjs", "type": "module"}],
    "extra": {
        "alternate": [{"name": "English", "link": "/en/", "lang": "en"}, {"name": "Deutsch", "link": "de/", "lang": "de"}],
        "social": [{"icon": "fontawesome/brands/mastodon", "link": "https://example.org/@me"}],
        "tags": {"a": "first"},
        "status": {"new": "Just added"},
        "homepage": "https://example.org",
        "consent": {"title": "Cookies", "description": "We ask."},
        "analytics": {
            "provider": "google",
            "property": "G-1",
            "feedback": {
                "title": "Helpful?",
                "ratings": [{"icon": "material/heart", "name": "yes", "data": 1, "note": "Thanks for {title} {url}"}],
            },
        },
    },
    "theme": {
        "language": "de",
        "palette": [
            {"scheme": "default", "toggle": {"icon": "material/weather-sunny", "name": "Dark"}},
            {"scheme": "slate", "primary": "deep purple", "toggle": {"icon": "material/weather-night", "name": "Light"}},
        ],
        "icon": {
            "admonition": {"note": "material/home"},
            "annotation": "material/plus",
            "tag": {"default": "material/tag", "first": "material/home"},
        },
        "features": [
            "announce.dismiss",
            "content.action.edit",
            "content.action.view",
            "content.tabs.link",
            "navigation.indexes",
            "navigation.instant",
            "navigation.instant.progress",
            "navigation.sections",
            "navigation.tabs",
            "navigation.tabs.sticky",
            "navigation.top",
            "toc.integrate",
        ],
    },
}
OVERRIDES = {
    "main.html": """{% extends "base.html" %}
{% import "partials/own-macros.html" as own with context %}
{% from "partials/own-macros.html" import alone %}
{% block announce %}Read {{ page.title }} of {{ config.site_name }} {{ page.url | url }}
{{ "One/" | url }} {{ "assets/Five/" | url }}{% endblock %}
{% block extrahead %}{{ super() }}{{ own.described("x") }}{{ own.described(key="y") }}
{{ alone(1) }}{{ alone(true) }}{{ alone("1") }}{% endblock %}
{% block htmltitle %}<title>
{% if page.meta and page.meta.title %}{{ page.meta.title }}{% else %}{{ page.title | upper }}{% endif %}</title>{% endblock %}
{% block styles %}{{ super() }}{% for number in range(3) recursive %}{{ loop.index }}{% endfor %}{% endblock %}
{% block footer %}{% set counted = namespace(value=0) %}
{% for each in [1, 2] %}{% set counted.value = counted.value + each %}{% endfor %}
{{ counted.value }}{% include ["partials/nowhere.html", "partials/copyright.html"] %}
{% include "partials/nowhere.html" ignore missing %}
{% include "partials/alone.html" without context %}{% filter upper %}{% include "partials/reads.html" %}{% endfilter %}
{% set word = page.title %}{% include "partials/reads.html" %}{% set word = "same" %}{% include "partials/reads.html" %}{{ super() }}
{% call own.around() %}{{ page.title }}{% endcall %}{{ self.announce() }}{% endblock %}
""",
    "other.html": "{% extends 'main.html' %}{% block content %}Other {{ page.content }}{% endblock %}",
    "partials/own-macros.html": """{% macro described(key) %}
{{ page.title }} {{ key }} {{ config.theme.language }} {{ "own.css" | url }}{% endmacro %}
{% macro alone(value) %}{{ value }}{{ varargs | length }}{% endmacro %}{% macro around() %}<{{ caller() }}>{% endmacro %}""",
    "partials/alone.html": "alone {{ page is defined }} {{ config is defined }}",
    "partials/reads.html": "{{ config.site_name }}: {{ word }} {{ base_url }} {% if word == 'same' %}{{ 'a/b' | url }}{% endif %}",
    "partials/copyright.html": """{% set _ = config.extra.update({"counter": config.extra.counter | d(0) + 1}) %}
Copy {{ config.extra.counter }} {{ page.title }}
{%- include "partials/counter.html" -%}""",
    "partials/counter.html": "{{ config.extra.counter }} {{ config.site_name | lower | title }} {{ lang.t('nav') }}",
    "partials/toc-item.html": """<li>{{ toc_item.title }}{{ page.title }}
{% for toc_item in toc_item.children %}{% include 'partials/toc-item.html' %}{% endfor %}</li>""",
    "partials/logo.html": "{% for page in [nav.homepage] %}{{ page.title }} {{ 'One/' | url }}{% endfor %}",
}
SITES: dict[str, dict[str, Any]] = {
    "Material with a nav": {
        "vault": {"navigation": "material"},
        "config": {"nav": [{"Start": "index.md"}, {"Part": ["One.md", "Two.md"]}]},
    },
    "ours": {},
    "all options": {"config": EVERYTHING},
    "all options, Material's navigation": {"vault": {"navigation": "material"}, "config": EVERYTHING},
    "addresses of files": {"config": {"use_directory_urls": False}},
    "MkDocs' own theme": {"config": {"theme": {"name": "mkdocs"}}},
    "MkDocs' other theme": {"config": {"theme": {"name": "readthedocs"}}},
}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".xml", ".json"}
    }


def _built(folder: Path, site: dict[str, Any], overrides: dict[str, str]) -> dict[str, bytes]:
    (folder / "theme").mkdir(parents=True)
    write(folder / "theme", overrides)
    config = dict(site.get("config", {}))
    config["theme"] = {"name": "material", "font": False, **config.get("theme", {}), "custom_dir": str(folder / "theme")}
    options = {"folder_pages": True, "mentions": True, **site.get("vault", {})}
    built = build_site(folder, NOTES, options, ["search"], **config)
    assert not built.failure
    return _files(built.folder)


@pytest.mark.parametrize("overrides", [{"other.html": "{% extends 'main.html' %}"}, OVERRIDES], ids=["as it is", "with overrides"])
@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_pages_are_the_same_as_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: dict[str, Any], overrides: dict[str, str]
) -> None:
    if overrides is OVERRIDES and site.get("config", {}).get("theme", {}).get("name", "material") != "material":
        overrides = {name: text for name, text in OVERRIDES.items() if name == "other.html"} | {
            "main.html": "{% extends 'base.html' %}{% block footer %}{{ super() }}{{ page.title }}{{ 'One/' | url }}{% endblock %}"
        }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    framed = _built(tmp_path / "framed", site, overrides)
    monkeypatch.setattr(plugin, "frame_quickly", lambda *_: None)
    plain = _built(tmp_path / "plain", site, overrides)
    assert framed.keys() == plain.keys()
    for name, text in plain.items():
        assert framed[name] == text, name


def test_what_is_kept_for_a_site_is_not_printed_in_another(tmp_path: Path) -> None:
    for name in ("One site", "Another site"):
        built = build_site(tmp_path, NOTES, site_name=name, copyright=f"All of {name}")
        texts = [text.decode() for path, text in _files(built.folder).items() if path.endswith(".html")]
        assert all(f"All of {name}" in text for text in texts if "md-copyright" in text)
        assert sum("md-copyright" in text for text in texts) > len(NOTES)


def test_a_partial_that_changes_between_two_builds_is_seen(tmp_path: Path) -> None:
    theme = {"name": "material", "custom_dir": str(tmp_path / "theme")}
    for words in ("First words", "Second words"):
        write(tmp_path, {"theme/partials/copyright.html": words})
        assert words in build_site(tmp_path, NOTES, theme=theme).text("One/index.html")


def test_a_hook_that_changes_settings_between_two_pages_is_heard(tmp_path: Path) -> None:
    hook = "def on_page_context(context, page, config, nav):\n    config.copyright = f'Of {page.title}'\n"
    write(tmp_path, {"hook.py": hook})
    built = build_site(tmp_path, NOTES, hooks=[str(tmp_path / "hook.py")])
    assert all(
        f"Of {title}" in built.text(f"{name}/index.html") for name, title in [("One", "First"), ("Two", "Two"), ("folder/Three", "Three")]
    )


def _calls(folder: Path, monkeypatch: pytest.MonkeyPatch, notes: dict[str, str]) -> int:
    """How often a function of Python was called or a generator resumed while templates were printed."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    render = Template.render

    def counted(self: Template, *args: Any, **kwargs: Any) -> str:
        sys.setprofile(count)
        try:
            return render(self, *args, **kwargs)
        finally:
            sys.setprofile(None)

    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(Template, "render", counted)
        build_site(folder, notes)
    return calls


def test_printing_a_page_takes_less_than_half_of_the_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = {f"{number}.md": f"[[{number - 1}]]\n## One\n## Two\n" for number in range(120)}
    few = dict(list(notes.items())[:20])
    framed = _calls(tmp_path / "framed", monkeypatch, notes) - _calls(tmp_path / "few framed", monkeypatch, few)
    monkeypatch.setattr(plugin, "frame_quickly", lambda *_: None)
    plain = _calls(tmp_path / "plain", monkeypatch, notes) - _calls(tmp_path / "few plain", monkeypatch, few)
    assert framed < plain / 2
