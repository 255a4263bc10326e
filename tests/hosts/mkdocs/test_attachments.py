"""Which files of a vault are on its site: those that something public uses, and none that anything but a reader obeys."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from building import Content, build_as_a_command, build_site, write, write_config
from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.command_line import main
from previewing import differences, running_preview

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(2000)
LEFT_OUT = "Left out of the site: "


def test_a_site_has_what_its_notes_use_and_says_how_many_files_are_left_out(build: BuildSite) -> None:
    files: dict[str, Content] = {"index.md": "![[a.png]]", "a.png": PICTURE, "b.png": PICTURE, "c/d.txt": "", "_redirects": "/* /x"}
    site = build(files)
    assert {path for path in site.files() if path.endswith((".png", ".txt", "redirects"))} == {"a.png"}
    (line,) = [message for _, message in site.messages if message.startswith(LEFT_OUT)]
    assert line == (
        f"{LEFT_OUT}2 files that nothing public uses (option 'attachments') and "
        "1 file that other programs obey or left behind (option 'special_files')."
    )


def test_nothing_is_said_where_nothing_is_left_out(build: BuildSite) -> None:
    site = build({"index.md": "![[a.png]]", "a.png": PICTURE})
    assert not [message for _, message in site.messages if message.startswith(LEFT_OUT)]


@pytest.mark.parametrize("publish", ["all", "only"])
def test_the_site_says_what_is_published_beside_that(build: BuildSite, publish: str) -> None:
    note = "---\npublish: true\n---\n"
    files = {"index.md": note, "a.png": PICTURE, "f/b.pdf": b"x", "CNAME": "example.org"}
    assert {"a.png", "f/b.pdf"} <= build(files, {"publish": publish, "attachments": "all"}).files()
    site = build(files, {"publish": publish, "attachments": ["*.pdf"], "special_files": ["CNAME"]})
    assert {"f/b.pdf", "CNAME"} <= site.files()
    assert not site.has("a.png")


SETTINGS: dict[str, Any] = {
    "extra_css": ["css/extra.css?v=1"],
    "extra_javascript": ["js/extra.js", {"path": "js/module.mjs", "type": "module"}],
    "extra_templates": ["map.xsl"],
    "extra": {"hero": {"pictures": ["img/hero.png"]}},
    "nav": [{"Home": "index.md"}, {"Files": [{"Paper": "files/paper.pdf"}]}],
    "exclude_docs": "!img/unused.png",
}


def test_what_the_configuration_names_is_published_with_all_that_it_needs(tmp_path: Path) -> None:
    names = ["logo.svg", "img/icon.png", "js/extra.js", "img/hero.png", "files/paper.pdf", "fonts/a.woff2", "img/a b.png", "js/other.mjs"]
    files: dict[str, Content] = dict.fromkeys([*names, "img/unused.png", "js/unused.js"], b"x") | {
        "index.md": "",
        "map.xsl": "<x/>",
        "css/extra.css": '@import "more.css";\n@font-face { src: url(../fonts/a.woff2?#iefix) }\n',
        "css/more.css": "p { background: url('../img/a%20b.png') } q { background: url(data:image/png;base64,AAAA) } @import 'extra.css';",
        "js/module.mjs": "import x from './other.mjs'; import('./gone.mjs')",
    }
    theme = {"name": "material", "font": False, "logo": "logo.svg", "favicon": "img/icon.png"}
    site = build_site(tmp_path, files, {"publish": "only"}, theme=theme, **SETTINGS)
    assert {*names, "map.xsl", "css/extra.css", "css/more.css", "js/module.mjs"} <= site.files()
    assert not site.has("img/unused.png")
    assert not site.has("js/unused.js")


def test_what_the_configuration_names_keeps_its_address(build: BuildSite) -> None:
    files: dict[str, Content] = {"index.md": "![[A b.png]]", "A b.png": PICTURE, "My css/Ä.css": "", "CNAME": "example.org"}
    site = build(files, {"slugs": "ascii", "special_files": ["CNAME"]}, extra_css=["My css/Ä.css"])
    assert {"My css/Ä.css", "CNAME"} <= site.files()
    assert not site.has("A b.png")


PAGE = """---
image: img/front.png
---
![a](img/a.png) [b](<img/b b.pdf> "t") [c][r] <img src="../../img/html.png"> <img src="../img/beside.png">

[r]: img/c.png 'x'
"""


@pytest.mark.parametrize(("folder", "page"), [("", "Left/page.md"), ("notes", "outside/page.md")])
def test_what_pages_of_mkdocs_itself_show_is_published(build: BuildSite, folder: str, page: str) -> None:
    root = f"{folder}/" if folder else ""
    up = "../" if folder else ""
    text = PAGE.replace("img/", f"{up}{root}{'' if folder else '../'}img/") if folder else PAGE.replace("img/", "../img/")
    shown = ["img/front.png", "img/a.png", "img/b b.pdf", "img/c.png"]
    files: dict[str, Content] = {f"{root}{path}": b"x" for path in [*shown, "img/unused.png"]} | {page: text, f"{root}index.md": ""}
    site = build(files, {"folder": folder, "leave": ["Left/*"]})
    assert {f"{root}{path}" for path in shown} <= site.files()
    assert not site.has(f"{root}img/unused.png")


def test_pages_of_mkdocs_that_are_excluded_show_nothing(build: BuildSite) -> None:
    site = build({"index.md": "", "Left/page.md": "![](a.png)", "Left/a.png": b"x"}, {"leave": ["Left/*"], "exclude": ["Left/page.md"]})
    assert not site.has("Left/a.png")


def test_no_file_of_the_vault_stands_in_for_one_of_the_theme_unless_the_site_names_it(build: BuildSite) -> None:
    script = "assets/vault/vault.js"
    uses = f"[x]({script}) [y](Assets/Vault.css) [z](assets/own.js)"
    files: dict[str, Content] = {"index.md": uses, script: "canary", "Assets/Vault.css": "canary", "assets/own.js": "mine"}
    site = build(files)
    assert "canary" not in site.text(script)
    assert not site.has("Assets/Vault.css")
    assert site.has("assets/own.js")
    assert len(site.notices("file-skipped")) == 2
    assert build(files, {"special_files": [script]}).text(script) == "canary"


def test_programs_and_the_theme_of_a_site_are_not_published_from_its_vault(tmp_path: Path) -> None:
    names = ["programs/on_page.py", "look/partials/x.html", "look/main.html", "site.yaml"]
    files: dict[str, Content] = {"index.md": "".join(f"[x]({name}) " for name in names), **dict.fromkeys(names, "")}
    files["look/main.html"] = '{% extends "base.html" %}'
    hooks = [str(tmp_path / "docs/programs/on_page.py")]
    theme = {"name": "material", "font": False, "custom_dir": str(tmp_path / "docs/look")}
    site = build_site(tmp_path, files, {"attachments": "all"}, theme=theme, hooks=hooks)
    assert site.files() & {*names} == {"site.yaml"}


def test_hidden_files_are_published_where_the_site_names_them_and_never_those_of_hidden_folders(tmp_path: Path) -> None:
    names = [".htaccess", ".env", ".well-known/security.txt", "a/.trash/b.png", ".trash/c.png", ".well-known/.git/config", "a/.space/d.md"]
    files: dict[str, Content] = {"index.md": "![[b.png]] ![[a/.trash/b.png]]", **dict.fromkeys(names, "x")}

    def published(name: str, **config: Any) -> set[str]:
        root = tmp_path / name
        root.mkdir()
        return build_site(root, files, **config).files() & {*names}

    assert not published("none", options={"attachments": "all", "special_files": ["*"]})
    asked = [".htaccess", ".well-known/**", ".trash/**", "**/.trash/**", "*.md"]
    assert published("asked", options={"special_files": asked}) == {".htaccess", ".well-known/security.txt"}
    assert published("by-mkdocs", exclude_docs="!.*") == {".well-known/security.txt"}


def test_hidden_files_go_when_the_site_does_not_ask_for_them_any_more_and_those_of_others_stay(tmp_path: Path) -> None:
    def hidden(**options: object) -> set[str]:
        build_as_a_command(write_config(tmp_path, options))
        paths = (path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*") if path.is_file())
        return {path for path in paths if path.startswith(".")}

    write(tmp_path / "docs", {"index.md": "", ".htaccess": "x", ".well-known/x.txt": "x"})
    assert hidden(special_files=[".htaccess", ".well-known/*"]) == {".htaccess", ".well-known/x.txt"}
    others = {".nojekyll", ".well-known/acme-challenge/token"}
    write(tmp_path / "site", dict.fromkeys(others, "x"))
    assert hidden() == others


def test_what_other_plugins_make_is_published(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    made = "File.generated(config, 'made.txt', content='x')"
    hook.write_text(f"from mkdocs.structure.files import File\ndef on_files(files, config):\n    files.append({made})\n", "utf-8")
    assert build_site(tmp_path, {"index.md": ""}, {"publish": "only"}, hooks=[str(hook)]).has("made.txt")


def test_a_picture_goes_with_its_last_public_link_and_comes_back_as_in_a_clean_build(tmp_path: Path) -> None:
    def sites() -> tuple[dict[str, bytes], dict[str, bytes]]:
        clean = tmp_path.parent / f"{tmp_path.name}-clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(tmp_path / "docs", clean / "docs")
        return build_as_a_command(write_config(tmp_path)), build_as_a_command(write_config(clean, {"cache": False}))

    texts = ["![[a.png]]", "Words.", "---\npublish: false\n---\n![[a.png]]", "![[b.png]] ![[a.png]]", ""]
    has = [True, False, False, True, False]
    for text, is_there in zip(texts, has, strict=True):
        write(tmp_path / "docs", {"index.md": "Home", "Note.md": text, "a.png": PICTURE})
        again, clean = sites()
        assert ("a.png" in again) is is_there
        assert again.keys() == clean.keys()


def test_the_preview_shows_a_picture_from_its_first_link_to_its_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", {"index.md": "Home", "Note.md": "Words.", "a.png": PICTURE, "css/x.css": "", "css/y.woff2": b"x"})
    with running_preview(write_config(tmp_path, extra_css=["css/x.css"]), monkeypatch) as running:
        assert running.get("a.png").status == 404
        running.write({"Note.md": "Words. ![[a.png]]"})
        assert running.get("a.png").status == 200
        assert differences(running) == []
        running.write({"Note.md": "Words.", "css/x.css": "p { src: url(y.woff2) }"})
        assert running.get("a.png").status == 404
        assert running.get("css/y.woff2").status == 200
        assert differences(running) == []


def test_the_check_says_which_links_lead_to_files_that_are_never_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "docs", {"index.md": "[x](sw.js) ![[a.png]]", "sw.js": "", "a.png": PICTURE, "b.png": PICTURE})
    main(["check", str(tmp_path / "docs")])
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["index.md:1:1:", "sw.js:1:1:"]
