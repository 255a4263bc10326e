"""`links: tolerant`: what Obsidian does not find is looked for by name without separators, alias and title."""

import re
from pathlib import Path
from posixpath import join, normpath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.compiling import compile_note
from mkdocs_vault.vault.checks import check_vault
from mkdocs_vault.vault.links import LinkIndex, Resolution
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tolerant_names import simplified
from vault.small_vaults import EVERYTHING, compiled_notes, public

MAIN = VaultPath("Main.md")


def resolved(target: str, *paths: str, **notes: str) -> Resolution:
    files: dict[str, str | bytes] = dict.fromkeys(paths, "")
    files |= {f"{name}.md": text for name, text in notes.items()}
    return LinkIndex(public(files, rules=EVERYTHING), tolerant=True).resolve(target, MAIN)


def path_of(resolution: Resolution) -> str | None:
    return resolution.file.path if resolution.file else None


@pytest.mark.parametrize(
    "target", ["my_note", "My Note", "MY--NOTE", "mynote", "my_note.md", "sub/my_note", "Sub Folder/my note", "/my_note"]
)
def test_separators_and_case_do_not_matter(target: str) -> None:
    found = resolved(target, "a/sub-folder/sub/My-note.md") if target.startswith("sub/") else resolved(target, "a/sub-folder/My-note.md")
    assert found.tolerated
    assert path_of(found)


def test_a_folder_of_another_name_is_another_folder() -> None:
    assert path_of(resolved("other/my_note", "sub/My-note.md")) is None


def test_what_obsidian_finds_is_not_tolerated() -> None:
    found = resolved("my-note", "my-note.md", "my_note.md")
    assert (path_of(found), found.tolerated) == ("my-note.md", False)


def test_aliases_and_titles_are_found_in_any_case() -> None:
    note = "---\naliases: [The other name]\ntitle: 'A title: with more'\n---\n"
    assert path_of(resolved("the OTHER name", Note=note)) == "Note.md"
    assert path_of(resolved("A title: with more", Note=note)) == "Note.md"


def test_names_go_before_aliases_and_aliases_before_titles() -> None:
    assert path_of(resolved("my_name", "My name.md", A="---\naliases: [my_name]\n---")) == "My name.md"
    assert path_of(resolved("it", A="---\ntitle: it\n---", LongerName="---\naliases: [it]\n---")) == "LongerName.md"


def test_of_several_the_shortest_path_wins_then_the_alphabetically_first() -> None:
    found = resolved("a_b", "zz/a-b.md", "y/A b.md", "x/a b.md")
    assert path_of(found) == "x/a b.md"
    assert found.ambiguous == ("x/a b.md", "y/A b.md")


def test_attachments_need_their_extension() -> None:
    assert path_of(resolved("my_pic.png", "My-pic.PNG")) == "My-pic.PNG"
    assert path_of(resolved("my_pic", "My-pic.png")) is None


@pytest.mark.parametrize("target", ["-", "_ _", " ", "--/--", "/"])
def test_separators_alone_are_no_name(target: str) -> None:
    assert path_of(resolved(target, "a.md", "__.md")) is None


def test_headings_are_found_by_their_address_too() -> None:
    index = LinkIndex(public({"Note.md": "## My Heading!\n"}), tolerant=True)
    target = index.resolve_link("Note", "my-heading", MAIN)
    assert (target.anchor, target.tolerated, target.missing) == ("my-heading", True, "")
    assert not index.resolve_link("Note", "My Heading", MAIN).tolerated


def test_images_and_links_with_spaces_in_their_addresses_are_found() -> None:
    text = "é ![a|300](my image.png) and [b](A Note.md#Part one), ![](https://x.example/a b.png)\n\n`![a](b c.png)` \\[x](b c.md)"
    files: dict[str, str | bytes] = {"Main.md": text, "my image.png": b"x", "A Note.md": "# Part one"}
    vault = public(files, compiler=compiled_notes(CompileOptions(spaced_addresses=True, heading_links=False)))
    main = vault.notes[MAIN]
    assert [(link.kind, link.target, link.subpath, link.column) for link in main.links] == [
        ("markdown-embed", "my%20image.png", "", 3), ("markdown", "A%20Note.md", "Part%20one", 30),
    ]  # fmt: skip
    assert not [*check_vault(vault, LinkIndex(vault, tolerant=True))]
    assert [problem.column for problem in main.facts.problems] == [3, 30, 55]
    html = compile_note(text.partition("), ")[2], CompileOptions(spaced_addresses=True)).body.html
    assert '<img src="https://x.example/a%20b.png"' in html
    assert "<code>![a](b c.png)</code> [x](b c.md)" in html


NAMES = (
    st.text(alphabet="abAB-_ .1", min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda name: name.strip(".-_ ") and not name.startswith("."))
)
FILES = st.builds(
    lambda folder, name, suffix: f"{folder}{name}{suffix}",
    st.sampled_from(["", "s/", "s/t/"]),
    NAMES,
    st.sampled_from([".md", ".png", ".jpg"]),
)


@given(st.lists(FILES, unique_by=lambda path: simplified(path.rpartition("/")[2]), min_size=1, max_size=5), st.data())
@settings(max_examples=300, deadline=None)
def test_it_finds_all_that_roamlinks_finds_where_that_is_unambiguous(files: list[str], data: st.DataObject) -> None:
    roamlinks = pytest.importorskip("mkdocs_roamlinks_plugin.plugin")
    name = data.draw(st.sampled_from(files)).rpartition("/")[2]
    shuffled = "".join(data.draw(st.sampled_from(["", "-", "_", " "])) + character for character in name).strip()
    target = data.draw(st.sampled_from([name, name.removesuffix(".md"), shuffled, shuffled.upper(), shuffled.replace(".md", "")]))
    assume(re.fullmatch(r"[^\[\]|#/]+", target))
    with TemporaryDirectory() as folder:
        for file in files:
            Path(folder, file).parent.mkdir(parents=True, exist_ok=True)
            Path(folder, file).write_text("x")
        wiki = re.sub(roamlinks.ROAMLINK_RE, roamlinks.RoamLinkReplacer(folder, "s/Main.md"), f"[[{target}]]")
        markdown = re.sub(roamlinks.AUTOLINK_RE, roamlinks.AutoLinkReplacer(folder, "s/Main.md"), f"[x]({name})")
    index = LinkIndex(public(dict.fromkeys(files, "x"), rules=EVERYTHING), tolerant=True)
    for text, ours in (
        (wiki, index.resolve(target, VaultPath("s/Main.md"))),
        (markdown, index.resolve(name, VaultPath("s/Main.md"), markdown=True)),
    ):
        theirs = re.fullmatch(r"\[[^]]*\]\(<?(.*?)>?\)", text)
        if theirs:
            assert path_of(ours) == normpath(join("s", theirs[1]))
