"""What is public. Whatever is not has no path, no title and no word in the vault that comes out."""

from typing import Literal

import pytest

from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.patterns import matcher
from mkdocs_vault.vault.public_attachments import AttachmentRules, UseByTheSite
from mkdocs_vault.vault.special_files import hidden_files_asked_for
from mkdocs_vault.vault.visibility import PublishingRules, Vault, public_vault
from vault.small_vaults import loaded, public, said

ONLY = PublishingRules(mode="only")
EXCLUDING_E = PublishingRules(exclude=("E/",))
PRIVATE = "---\npublish: false\n---\n"
YES = "---\npublish: true\n---\n"


def names(vault: Vault) -> list[str]:
    return [*vault.notes, *vault.attachments]


def test_all_publishes_what_does_not_say_no() -> None:
    vault = public({"a.md": "", "b.md": PRIVATE, "c.md": YES, "d.md": "---\ndraft: true\n---"})
    assert (names(vault), vault.diagnostics) == (["a.md", "c.md"], ())


def test_only_publishes_what_says_yes() -> None:
    vault = public({"a.md": "", "b.md": PRIVATE, "c.md": YES, "d.md": "---\ndg-publish: true\n---"}, rules=ONLY)
    assert (names(vault), vault.diagnostics) == (["c.md", "d.md"], ())


@pytest.mark.parametrize("rules", [PublishingRules(), ONLY])
@pytest.mark.parametrize(
    "text",
    [
        "---\npublish: maybe\n---\n", "---\npublish:false\n---\n", "---\ntitle: a: b\npublish: later\n---\n", "---\npublish: true\n",
        "\n---\npublish: true\n---\n",
        "%% c %%\n---\ndraft: true\n---\n", "----\npublish: false\n----\n", "---\npublish: true\n  draft:true\n---\n",
        "+++\npublish = false\n+++\n",
    ],
)  # fmt: skip
def test_a_note_that_nobody_can_tell_of_is_held_back_and_said(text: str, rules: PublishingRules) -> None:
    vault = public({"Held.md": text, "Good.md": YES}, rules=rules)
    assert names(vault) == ["Good.md"]
    held = [diagnostic for diagnostic in vault.diagnostics if diagnostic.code == "note-held-back"]
    assert [diagnostic.position.path for diagnostic in held] == ["Held.md"]


@pytest.mark.parametrize("rules", [PublishingRules(), ONLY])
def test_a_plain_yes_is_one_beside_a_broken_line_which_is_named(rules: PublishingRules) -> None:
    vault = public({"Note.md": "---\npublish: true\naliases:\n- @someone\n---\nBody"}, rules=rules)
    assert names(vault) == ["Note.md"]
    assert [message.rpartition(" [")[0].partition(": ")[0] for message in said(vault.diagnostics)] == ["Note.md:4:1"]
    assert "'- @someone'" in said(vault.diagnostics)[0]


def test_a_value_that_is_neither_yes_nor_no_counts_only_where_a_yes_is_asked_for() -> None:
    files: dict[str, str | bytes] = {"Note.md": "---\npublish: 清华大学出版社\n---\nBody"}
    assert (names(public(files)), public(files).diagnostics) == (["Note.md"], ())
    assert names(public(files, rules=ONLY)) == []
    assert said(public(files, rules=ONLY).diagnostics) == [
        "Note.md:2:1: this note is not published: a property that decides about publishing says neither yes nor no [note-held-back]"
    ]


def test_a_no_beside_such_a_value_is_a_no() -> None:
    files: dict[str, str | bytes] = {"Note.md": "---\npublish: Springer\ndraft: true\n---\nBody"}
    assert names(public(files)) == names(public(files, rules=ONLY)) == []


def test_unreadable_properties_that_say_nothing_of_it_are_shown_in_all_and_held_back_in_only() -> None:
    files: dict[str, str | bytes] = {"Note.md": "---\ntitle: a: b\n---\nBody"}
    assert [diagnostic.code for diagnostic in public(files).diagnostics] == ["properties-unreadable"]
    assert names(public(files)) == ["Note.md"]
    assert [diagnostic.code for diagnostic in public(files, rules=ONLY).diagnostics] == ["properties-unreadable", "note-held-back"]
    assert names(public(files, rules=ONLY)) == []


def test_the_place_of_a_held_note_is_the_line_that_holds_it() -> None:
    vault = public({"a.md": "---\ntitle: x\nPublish: perhaps\n---\n"})
    assert said(vault.diagnostics) == [
        "a.md:3:1: this note is not published: nobody can tell from its properties whether it may be published [note-held-back]"
    ]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("Private/", "Private/a/b.md"), ("Private/**", "Private/b.md"), ("Private", "Private/b.md"), ("private", "x/PRIVATE/b.md"),
        ("*.draft.md", "a/b.draft.md"),
        ("/a.md", "a.md"), ("2024/**/x.md", "2024/x.md"), ("2024/**/x.md", "2024/a/b/x.md"), ("Caf\u00e9/", "Cafe\u0301/x.md"),
        ("a?.md", "x/ab.md"), ("T*/", "Templates/x.png"),
    ],
)  # fmt: skip
def test_patterns_are_those_of_gitignore_in_any_case(pattern: str, path: str) -> None:
    assert matcher([pattern])(VaultPath(path))
    assert names(public({path: "", "Other.md": ""}, rules=PublishingRules(exclude=(pattern,)))) == ["Other.md"]


@pytest.mark.parametrize(
    ("pattern", "path"), [("/a.md", "b/a.md"), ("Private/", "Private.md"), ("*.md", "a.png"), ("a", "../a"), ("# a", "# a"), ("", "a")]
)
def test_other_paths_do_not_match(pattern: str, path: str) -> None:
    assert not matcher([pattern])(VaultPath(path))
    assert not matcher([])(VaultPath(path))


def test_excluded_notes_are_private_whatever_they_say() -> None:
    assert names(public({"P/a.md": YES, "b.md": YES}, rules=PublishingRules(mode="only", exclude=("P/",)))) == ["b.md"]


@pytest.mark.parametrize(
    "path", ["a.sync-conflict-20240101-120000-ABC.md", "x/conflict-files-obsidian-git.md", ".a.md.icloud", "a.png.icloud"]
)
def test_what_sync_tools_leave_behind_is_not_published(path: str) -> None:
    assert names(public({path: "", "Good.md": ""}, rules=PublishingRules(exclude=("!*",)))) == ["Good.md"]


# ---------------------------------------------------------------- attachments

USES = [
    "![[p.png]]", "![[p.png|300]]", "[[f/p.png|x]]", "![x](f/p.png)", "[x](p.png)", '<img src="f/p.png">', "<img src='p.png'>",
    "<a href=f/p.png>x</a>",
    '<img alt="x" srcset="f/p.png 2x, other.png 3x">', '<video poster="p.png"></video>',
    '<img src="f/p&#46;png#x">', "<object data='f/p.png'></object>",
    '\n\n<div>\n<IMG SRC="P.PNG">\n</div>', "![x][r]\n\n[r]: p.png",
]  # fmt: skip
PROPERTY_USES = [
    "cover: ./f/p%2Epng", 'nested: {deep: ["f/p.png"]}',
    "cover: f/p.png", "image: p.png", 'image: "[[p.png]]"', 'pictures: ["[[p.png]]"]', "banner: f/p.png", "thumbs: [x, p.png]",
]  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_an_attachment_is_public_where_a_public_note_uses_it(use: str) -> None:
    files: dict[str, str | bytes] = {"a.md": f"{YES}{use}", "b.md": f"{PRIVATE}{use}", "f/p.png": b"x"}
    assert "f/p.png" in names(public(files))
    assert "f/p.png" in names(public(files, rules=ONLY))


@pytest.mark.parametrize("use", USES)
def test_an_attachment_of_private_notes_alone_is_private(use: str) -> None:
    files: dict[str, str | bytes] = {"a.md": YES, "b.md": f"{PRIVATE}{use}", "f/p.png": b"x"}
    assert names(public(files)) == ["a.md"]
    assert names(public(files, rules=ONLY)) == ["a.md"]


@pytest.mark.parametrize("use", PROPERTY_USES)
def test_a_property_uses_an_attachment_too(use: str) -> None:
    assert names(public({"a.md": f"---\npublish: true\n{use}\n---\n", "f/p.png": b"x"}, rules=ONLY)) == ["a.md", "f/p.png"]
    assert names(public({"a.md": f"---\npublish: false\n{use}\n---\n", "f/p.png": b"x"})) == []


@pytest.mark.parametrize("mode", ["all", "only"])
def test_an_attachment_that_nobody_uses_is_public_where_the_site_asks_for_it(mode: Literal["all", "only"]) -> None:
    files: dict[str, str | bytes] = {"a.md": YES, "b.md": f"{PRIVATE}![[q.png]]", "f/p.png": b"x", "g/p.png": b"x", "g/q.png": b"x"}

    def with_rules(rules: AttachmentRules) -> list[str]:
        return names(public(files, rules=PublishingRules(mode, attachments=rules)))

    assert with_rules(AttachmentRules()) == ["a.md"]
    assert with_rules(AttachmentRules("all")) == ["a.md", "f/p.png", "g/p.png"]
    assert with_rules(AttachmentRules(("F/", "q.png"))) == ["a.md", "f/p.png"]


def test_what_private_notes_use_changes_nothing_of_what_is_public() -> None:
    files: dict[str, str | bytes] = {"a.md": "![[p.png]]", "b.md": f"{PRIVATE}![[q.png]]", "p.png": b"x", "q.png": b"x"}
    without = {path: text for path, text in files.items() if path != "b.md"}
    assert names(public(files)) == names(public(without)) == ["a.md", "p.png"]


def test_files_that_are_left_out_are_counted() -> None:
    vault = public({"a.md": "![[p.png]]", "p.png": b"x", "q.png": b"x", "r.png": b"x", "sw.js": b"x", "E/s.png": b"x"}, rules=EXCLUDING_E)
    assert (vault.unused, vault.special) == (2, 1)


def test_an_excluded_attachment_is_private_even_where_it_is_used() -> None:
    assert names(public({"a.md": "![[p.png]]", "P/p.png": b"x"}, rules=PublishingRules(exclude=("P/",)))) == ["a.md"]


def test_a_namesake_of_an_attachment_stays_private() -> None:
    files: dict[str, str | bytes] = {
        "open/a.md": "![[p.png]]",
        "open/p.png": b"x",
        "closed/b.md": f"{PRIVATE}![[p.png]]",
        "closed/p.png": b"y",
    }
    assert names(public(files)) == ["open/a.md", "open/p.png"]
    excluded = PublishingRules(exclude=("open/p.png",))
    assert names(public(files, rules=excluded)) == ["open/a.md"]


def test_tolerant_links_use_attachments_too() -> None:
    files: dict[str, str | bytes] = {"a.md": f"{YES}![[my_p.png]]", "my p.png": b"x"}
    assert names(public(files, rules=ONLY)) == ["a.md"]
    assert names(public(files, rules=PublishingRules(mode="only", tolerant_links=True))) == ["a.md", "my p.png"]


SPECIAL = [
    "_redirects", "a/_HEADERS", "web.config", "a/b/sw.js", "hooks.py", "mkdocs.yml", "MkDocs.local.yaml", "CNAME", "zensical.toml",
    "robots.txt", "x.php", "x.php7", "run.cgi", "_worker.js", "netlify.toml", "service-worker.js", "__MACOSX/p.png", "desktop.ini",
    "a/node_modules/x/p.png", "~$letter.docx", "logseq/config.edn", "google1234567890abcdef.html",
]  # fmt: skip


@pytest.mark.parametrize("path", SPECIAL)
@pytest.mark.parametrize("beside", ["used", "all", ("**",)])
def test_what_others_than_readers_obey_is_published_only_where_the_site_names_it(
    path: str, beside: Literal["used", "all"] | tuple[str, ...]
) -> None:
    files: dict[str, str | bytes] = {"Note.md": f"[x](</{path}>)", path: b"x"}
    refusing = public(files, rules=PublishingRules(attachments=AttachmentRules(beside)))
    assert names(refusing) == ["Note.md"]
    assert [(told.code, told.position.path) for told in refusing.diagnostics] == [("file-skipped", path)]
    assert names(public(files, rules=PublishingRules(attachments=AttachmentRules(beside, (path,))))) == ["Note.md", path]


@pytest.mark.parametrize(
    "path", ["redirects", "my_redirects.txt", "notes on hooks.py.txt", "sw.json", "CNAMES", "logseq/p.png", "my.config"]
)
def test_other_names_are_nothing_special(path: str) -> None:
    assert names(public({"Note.md": f"[x](</{path}>)", path: b"x"})) == ["Note.md", path]


def test_hidden_files_are_asked_for_with_their_dot_and_never_in_hidden_folders() -> None:
    asked = hidden_files_asked_for([".htaccess", "*", "*.md", ".n*", ".well-known/**", ".trash/", "**/.git/**"])
    paths = [".htaccess", "a/.htaccess", ".well-known/x.txt", ".env", ".trash/.htaccess", "a/.trash/p.png", ".n.md", ".well-known/.git/x"]
    assert [path for path in paths if asked(VaultPath(path))] == [".htaccess", "a/.htaccess", ".well-known/x.txt"]


def test_the_site_itself_uses_files() -> None:
    paths = ["logo.png", "sw.js", "own.png", "mkdocs.yml", "main.html", "E/x.png", "unused.png"]
    named, shown, steering = ["logo.png", "sw.js", "E/x.png"], ["own.png", "mkdocs.yml", "main.html"], ["main.html", "sw.js"]
    site = UseByTheSite(*(frozenset(map(VaultPath, found)) for found in (named, shown, steering)))
    vault = public_vault(loaded(dict.fromkeys(paths, b"x")), EXCLUDING_E, site)
    assert names(vault) == ["logo.png", "own.png", "sw.js"]


def test_nothing_of_what_is_private_is_left() -> None:
    word = "zqsecret"
    files: dict[str, str | bytes] = {
        "Open.md": "words",
        f"{word}.md": f"---\ntitle: {word}\naliases: [{word}]\npublish: false\ntags: [{word}]\n---\n# {word}\n![[{word}.png]]",
        f"{word}3.md": f"---\ndate: {word}\n{word}: x\ndraft: true\n---\n[[{word}]] ^{word}",
        f"{word}.png": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        f"P/{word}2.md": b"\xff # " + word.encode(),
        f"P/{word}.pdf": b"x",
    }  # fmt: skip
    everything = loaded(files)
    assert word in repr(everything.diagnostics)
    vault = public(files, rules=PublishingRules(exclude=("P/",)))
    assert word not in repr(vault)


def test_pages_of_the_generator_are_its_own_business() -> None:
    vault = public({"a.md": YES}, other_pages=("Left.md",), rules=PublishingRules(mode="only", exclude=("Left.md",)))
    assert list(vault.other_pages) == ["Left.md"]
