"""What is known of a note: title, headings, blocks, links with their sentences, tags."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.note.anchors import UniqueAnchors, slug
from mkdocs_vault.note.compiled import OutgoingLink
from mkdocs_vault.syntax.nodes import Heading
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.syntax.walk import walk
from mkdocs_vault.vault.notes import Note, diagnostics_of
from vault.small_vaults import note_of


def note(text: str, path: str = "Folder/A name.md") -> Note:
    return note_of(path, text)


def problems(text: str) -> list[str]:
    found = note_of("N.md", text)
    return [str(problem) for problem in diagnostics_of(found.path, found.facts.problems)]


def link(text: str) -> OutgoingLink:
    (only,) = note(text).links
    return only


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Property\n---\n# Heading", "Property"), ("# The *first* `one`\n\nwords\n\n# Second", "The first one"),
        ("## Second level", "A name"),
        ("> # Quoted", "A name"), ("- # Item", "A name"), ("# \n\n# Real", "A name"), ("", "A name"), ("Title\n===", "Title"),
        ("---\ntitle:\n---\n", "A name"), ("# ![[logo.png]]\n\n# Later", "A name"), ("---\nx: y\n---\n\n\n# Heading", "Heading"),
        ("%%\nnothing\n%%\n# Heading", "Heading"), ("<!-- nothing -->\n\n# Heading", "Heading"), ("<a id=top></a>\n\n# Heading", "Heading"),
        ("[x]: y\n\n# Heading", "Heading"), ("[^1]: y\n\n# Heading", "Heading"), ("^id\n\n# Heading", "Heading"),
        ('<div id="top"></div>\n\n# Heading', "Heading"), ("#tag\n# Heading", "A name"), ("---\n\n# Heading", "A name"),
        ("![[banner.png]]\n\n# Heading", "A name"), ("<p><img src=x></p>\n\n# Heading", "A name"), ("<hr>\n\n# Heading", "A name"),
        ("words\n\n# References", "A name"), ("## A\n\n# References", "A name"), ("`` ` ``\n# References", "A name"),
    ],
)  # fmt: skip
def test_the_title_is_the_property_the_heading_that_opens_the_note_or_the_file_name(text: str, title: str) -> None:
    assert note(text).title == title


def test_headings_are_all_headings_in_order_with_an_anchor_of_their_own() -> None:
    found = note("# One\n\n> ## Two\n\n- ### Two\n\n> [!note] x\n> #### Two\n\n##### **Th**ree `c` ^id\n")
    assert [(heading.level, heading.text, heading.anchor) for heading in found.headings] == [
        (1, "One", "one"), (2, "Two", "two"), (3, "Two", "two_1"), (4, "Two", "two_2"), (5, "Three c", "three-c"),
    ]  # fmt: skip
    assert found.headings[-1].source == "**Th**ree `c`"


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Hello, World!", "hello-world"), ("\u00dcber uns", "\u00fcber-uns"), ("\u65e5\u672c\u8a9e", "\u65e5\u672c\u8a9e"),
        ("a_b - c", "a_b-c"),
        ("__config", "config"), ("___", ""), ("C# & .NET", "c-net"), ("\U0001f600", ""), ("  x  ", "x"), ("e\u0301", "\u00e9"),
    ],
)  # fmt: skip
def test_a_slug_is_that_of_python_markdown_with_unicode_kept(text: str, anchor: str) -> None:
    assert slug(text) == anchor


def test_anchors_are_numbered_as_python_markdown_does() -> None:
    anchors = UniqueAnchors()
    texts = ["a", "a", "a_1", "a", "", "!", "a_1"]
    assert [anchors.take(text) for text in texts] == ["a", "a_1", "a_2", "a_3", "_1", "_2", "a_4"]


@given(st.lists(st.text(alphabet="ab_1-!\u00e9 ", max_size=5) | st.just("a_" + "9" * 5000), max_size=30))
@settings(max_examples=300, deadline=None)
def test_anchors_are_unique_and_never_empty(texts: list[str]) -> None:
    anchors = UniqueAnchors()
    found = [anchors.take(text) for text in texts]
    assert len(set(found)) == len(texts)
    assert all(anchor and not anchor.startswith("__") for anchor in found)


def test_twenty_thousand_headings_of_one_name_are_no_trouble() -> None:
    anchors = UniqueAnchors()
    assert [anchors.take("x") for _ in range(20_000)][-1] == "x_19999"


def test_blocks_are_those_with_an_id_and_of_two_the_first() -> None:
    found = note("Words ^one\n\n- item ^Two\n\nMore ^ONE\n\n# Heading ^three\n")
    assert [(block.block_id, block.anchor) for block in found.blocks] == [("one", "^one"), ("Two", "^Two"), ("three", "^three")]


def test_tags_are_those_of_properties_and_text_each_once() -> None:
    assert note("---\ntags: [One, two]\n---\n#one #Three/four #two `#code`").tags == ("One", "two", "Three/four")


@pytest.mark.parametrize(
    ("written", "kind", "target", "subpath", "text"),
    [
        ("[[Note]]", "wiki", "Note", "", "Note"), ("[[a/Note#H#I|the *words*]]", "wiki", "a/Note", "H#I", "the words"),
        ("[[#H]]", "wiki", "", "H", "H"), ("[[Note#^id]]", "wiki", "Note", "^id", "Note > ^id"),
        ("![[p.png|300]]", "embed", "p.png", "", "p.png"),
        ("![[p.png|Alt words|300x200]]", "embed", "p.png", "", "Alt words"),
        ("[t *u*](Some%20note.md#x%20y)", "markdown", "Some%20note.md", "x%20y", "t u"),
        ("![alt|100](p.png)", "markdown-embed", "p.png", "", "alt"), ("[x](#here)", "markdown", "", "here", "x"),
        ("[[https://x.y]]", "wiki", "https://x.y", "", "https://x.y"), ("[x](<a b.md>)", "markdown", "a b.md", "", "x"),
    ],
)  # fmt: skip
def test_links_are_kept_as_written(written: str, kind: str, target: str, subpath: str, text: str) -> None:
    found = link(f"Before {written} after.")
    assert (found.kind, found.target, found.subpath, found.text) == (kind, target, subpath, text)


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://x.y)",
        "<https://x.y>",
        "https://x.y",
        "![x](data:image/png;base64,AA)",
        "[x](mailto:a@b.c)",
        "`[[x]]`",
        "[x](//x.y)",
        "a <a@b.c>",
        "[x]()",
    ],
)
def test_addresses_and_code_are_no_links_of_the_vault(text: str) -> None:
    assert note(text).links == ()


def test_links_stand_where_they_were_written() -> None:
    found = note(
        "---\na: b\n---\n\n\u00e9\u00e9 [[One]]\n\n> [!tip] [[Two]]\n> | a |\n> |---|\n> | [[Three]] |\n> text^[in [[Four]]]\n"
    ).links
    places = [(one.target, one.line, one.column) for one in found]
    assert places == [("One", 5, 4), ("Two", 7, 10), ("Three", 10, 5), ("Four", 11, 12)]
    assert found[0].offset == 19


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("First one. Then [[X]] comes! Last.", "Then X comes!"), ("[[X]]", "X"), ("One\ntwo [[X]] three\nfour", "One two X three four"),
        ("One  \ntwo [[X]] three\\\nfour", "two X three"), ("# About [[X|it]]", "About it"), ("- item [[X]]\n- other", "item X"),
        ("| a | b |\n|---|---|\n| [[X]] y | z |", "X y"), ("Read **[[X]]** now. No.", "Read X now."), ("a ![[p.png]] b", "a b"),
        ("\u4e00\u3002\u4e8c [[X]]\u3002\u4e09", "\u4e8c X\u3002"), ("v1.5 is in [[X]].", "v1.5 is in X."),
        ("> [!note] See [[X]]\n> body", "See X"),
    ],
)  # fmt: skip
def test_a_link_knows_its_sentence(text: str, sentence: str) -> None:
    assert link(text).sentence == sentence


def test_a_long_sentence_is_cut_between_words() -> None:
    words = "word " * 100
    sentence = link(f"{words}[[X]] {words}").sentence
    assert sentence.startswith("\u2026word")
    assert sentence.endswith("word\u2026")
    assert len(sentence) < 260


def test_properties_hold_links_too() -> None:
    text = '---\nup: "[[Harbour|H]]"\ncast:\n  - "[[Bo#x]]"\n  - plain\ncover: pics/c.png\nnot: see [[Z]]\nnested: [[Y]]\n---\n[[X]]'
    found = [(one.kind.value, one.target, one.subpath, one.sentence, one.line, one.column) for one in note(text).links]
    assert found == [
        ("property", "Harbour", "", "up: H", 2, 6), ("property", "Bo", "x", "cast: Bo > x", 4, 6),
        ("property", "pics/c.png", "", "cover: pics/c.png", 6, 8),
        ("wiki", "X", "", "X", 10, 1),
    ]  # fmt: skip


def test_an_image_on_the_web_is_no_link() -> None:
    assert note("---\nimage: https://x.y/z.png\n---\n").links == ()


def test_marks_of_a_merge_are_said_but_not_in_code() -> None:
    marks = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n"
    assert [message.partition(": ")[0] for message in problems(f"a\n\n{marks}")] == ["N.md:3:1"]
    assert problems(f"```\n{marks}```\n") == []
    assert problems("<<<<<<< HEAD\none") == []


def test_properties_without_an_end_are_said() -> None:
    assert [message.rpartition("[")[2] for message in problems("---\ntitle: x\n\nbody")] == ["properties-unreadable]"]
    assert problems("---\n\nbody") == []


MARKUP = st.lists(
    st.sampled_from(
        [
            "# ",
            "## a",
            "[[x]]",
            "![[y|3]]",
            "> ",
            "- ",
            "^id",
            "\n",
            "\n\n",
            " ",
            "a",
            "[t](u)",
            "%%",
            "==",
            "`",
            "| a | b |\n|-|-|\n",
            "#tag",
            "^[f]",
            "---\n",
        ]
    ),
    max_size=25,
).map("".join)


@given(MARKUP | st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_every_place_lies_in_it(text: str) -> None:
    document = parse(text)
    found = note_of("N.md", text)
    assert len(found.headings) == sum(isinstance(node, Heading) for node in walk(document.blocks))
    size = len(document.source.data)
    offsets = [one.offset for one in found.headings] + [one.offset for one in found.blocks] + [one.offset for one in found.links]
    assert all(0 <= offset <= size for offset in offsets)
    assert all(one.line >= 1 and one.column >= 1 for one in found.links)
    assert len({heading.anchor for heading in found.headings}) == len(found.headings)
