"""Where links lead: files, headings, blocks, and what is said when they lead nowhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.vault.links import LinkIndex, LinkTarget
from mkdocs_vault.vault.notes import Attachment, Note, OtherPage
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.subpaths import comparable_heading
from vault.small_vaults import EVERYTHING, public

MAIN = VaultPath("Main.md")
GUIDE = """# Top

## Setup ^start

Words here. ^gem-1

### Inner

## wifi 2.4 vs 5.0

## Use **bold** now

## About [[Other|it]] & more: C#

## Setup

### Inner

## It's a_b-c

- item ^Item
"""


def index_of(*paths: str, tolerant: bool = False, **notes: str) -> LinkIndex:
    files: dict[str, str | bytes] = dict.fromkeys(paths, "")
    files |= {f"{name}.md": text for name, text in notes.items()}
    return LinkIndex(public(files, rules=EVERYTHING), tolerant=tolerant)


def to_guide(subpath: str, *, markdown: bool = False, tolerant: bool = False) -> LinkTarget:
    return index_of(Guide=GUIDE, tolerant=tolerant).resolve_link("Guide", subpath, MAIN, markdown=markdown)


def test_an_empty_target_is_the_note_itself() -> None:
    index = index_of(Main="# Here")
    target = index.resolve_link("", "Here", MAIN)
    assert isinstance(target.file, Note)
    assert (target.file.path, target.anchor) == (MAIN, "here")
    assert index.resolve("", VaultPath("Gone.md")).file is None


def test_each_kind_of_file_is_reached() -> None:
    vault = public({"Note.md": "", "p.png": b"x", "Left.md": "---\nnot: read\n---"}, other_pages=("Left.md",), rules=EVERYTHING)
    index = LinkIndex(vault)
    kinds = [type(index.resolve(target, MAIN).file) for target in ("Note", "p.png", "Left", "Gone")]
    assert kinds == [Note, Attachment, OtherPage, type(None)]


def test_aliases_titles_and_headings_are_no_names() -> None:
    index = index_of(Note="---\ntitle: A title\naliases: [Other]\n---\n# A heading")
    assert [index.resolve(name, MAIN).file for name in ("A title", "Other", "A heading")] == [None, None, None]


@pytest.mark.parametrize("target", ["https://example.org", "https://Note", "file:///etc/passwd"])
def test_an_address_in_double_brackets_is_a_note_that_does_not_exist(target: str) -> None:
    assert index_of("Note.md").resolve_link(target, "", MAIN).missing == "file"


@pytest.mark.parametrize("target", ["Some%20note.md", "Some%20note", "Some note.md", "F/Some%20note", "some%20NOTE.md"])
def test_markdown_links_are_percent_encoded(target: str) -> None:
    file = index_of("F/Some note.md").resolve(target, MAIN, markdown=True).file
    assert file is not None
    assert file.path == "F/Some note.md"


def test_wiki_links_are_not_percent_encoded() -> None:
    assert index_of("Some note.md").resolve("Some%20note", MAIN).file is None


@pytest.mark.parametrize(
    ("subpath", "anchor"),
    [
        ("Setup", "setup"), ("setup", "setup"), ("wifi 2 4 vs 5 0", "wifi-24-vs-50"), ("wifi 2.4 vs 5.0", "wifi-24-vs-50"),
        ("Use bold now", "use-bold-now"),
        ("Use **bold** now", "use-bold-now"), ("About Other it more C", "about-it-more-c"), ("It's a_b-c", "its-a_b-c"),
        ("Top#Setup", "setup"),
        ("Top#Inner", "inner"), ("Setup#Inner", "inner"), ("Top#wifi 2 4 vs 5 0", "wifi-24-vs-50"), ("#Setup", "setup"),
    ],
)  # fmt: skip
def test_headings_are_found_by_their_words(subpath: str, anchor: str) -> None:
    target = to_guide(subpath)
    assert (target.anchor, target.missing) == (anchor, "")
    assert target.heading is not None


@pytest.mark.parametrize("subpath", ["Nothing", "Inner#Setup", "Setup#Nothing", "Its a_b-c", "Inner#Inner", "setup_1", "use-bold-now"])
def test_a_missing_heading_still_leads_to_the_note(subpath: str) -> None:
    target = to_guide(subpath)
    assert isinstance(target.file, Note)
    assert (target.anchor, target.missing, target.heading) == ("", "heading", None)


def test_a_heading_below_another_is_the_first_later_one_of_a_deeper_level() -> None:
    note = "# A\n\n# B\n\n### X\n\n## X\n\n# X\n"
    index = index_of(N=note)
    assert [index.resolve_link("N", subpath, MAIN).anchor for subpath in ("X", "B#X", "A#X", "X#X")] == ["x", "x", "x", ""]


@pytest.mark.parametrize(("subpath", "anchor"), [("^gem-1", "^gem-1"), ("^GEM-1", "^gem-1"), ("^item", "^Item"), ("^start", "^start")])
def test_blocks_are_found_by_their_id_in_any_case(subpath: str, anchor: str) -> None:
    target = to_guide(subpath)
    assert target.anchor == anchor
    assert target.block is not None


def test_a_missing_block_still_leads_to_the_note() -> None:
    assert (to_guide("^nope").missing, to_guide("^nope").anchor) == ("block", "")


def test_sub_paths_of_markdown_links_are_percent_encoded() -> None:
    assert to_guide("Use%20bold%20now", markdown=True).anchor == "use-bold-now"
    assert to_guide("%5Egem-1", markdown=True).anchor == "^gem-1"


@pytest.mark.parametrize("subpath", ["", "#", " "])
def test_an_empty_sub_path_is_the_note(subpath: str) -> None:
    assert (to_guide(subpath).missing, to_guide(subpath).anchor) == ("", "")


def test_sub_paths_of_attachments_are_kept_for_the_file() -> None:
    target = index_of("D.pdf").resolve_link("D.pdf", "page=3", MAIN)
    assert (target.subpath, target.anchor, target.missing) == ("page=3", "", "")


def test_sub_paths_of_other_pages_are_anchors() -> None:
    index = LinkIndex(public({"Left.md": ""}, other_pages=("Left.md",)))
    assert index.resolve_link("Left", "Some heading", MAIN).anchor == "some-heading"
    assert index.resolve_link("Left.md", "Some_Id", MAIN, markdown=True).anchor == "Some_Id"


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_headings_compare_equal_whatever_punctuation_stands_between_words(left: str, right: str) -> None:
    assert comparable_heading(f"{left} {right}") == comparable_heading(f" {left}?# {right}] ")
    assert comparable_heading(comparable_heading(left)) == comparable_heading(left)


@given(target=st.text(max_size=30), subpath=st.text(max_size=30), markdown=st.booleans(), tolerant=st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_link_raises(target: str, subpath: str, *, markdown: bool, tolerant: bool) -> None:
    index = index_of("a/p.png", Guide=GUIDE, tolerant=tolerant)
    found = index.resolve_link(target, subpath, VaultPath("Guide.md"), markdown=markdown)
    assert (found.file is None) == (found.missing == "file")
    index.guess(target)


# ---------------------------------------------------------------- guesses


@pytest.mark.parametrize(
    ("target", "guess"),
    [
        ("Aplha", "Alpha"), ("alpha-note", "Alpha note"), ("wrong/Alpha", "Alpha"), ("The first", "Alpha"), ("pic.pgn", ""),
        ("pci.png", "pic.png"),
        ("Nothing like it", ""), ("Twni", "a/Twin"), ("", ""), ("x" * 5000, ""), ("Alpha.mdd", ""),
    ],
)  # fmt: skip
def test_a_guess_is_what_a_link_would_say(target: str, guess: str) -> None:
    index = index_of("Alpha note.md", "pic.png", "a/Twin.md", "b/Twin.md", Alpha="---\naliases: [The first]\n---")
    assert index.guess(target) == guess
