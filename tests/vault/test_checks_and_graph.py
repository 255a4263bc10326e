"""What is said of links that lead nowhere, and who links to whom."""

from mkdocs_vault.vault.checks import check_vault, with_guess
from mkdocs_vault.vault.graph import backlinks
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.paths import VaultPath
from vault.small_vaults import public


def checks(files: dict[str, str | bytes], *, tolerant: bool = False) -> list[str]:
    vault = public(files)
    index = LinkIndex(vault, tolerant=tolerant)
    return [str(with_guess(diagnostic, index)) for diagnostic in check_vault(vault, index)]


def test_good_links_are_not_mentioned() -> None:
    text = "# H\n\nWords ^b\n\n[[#H]] [[Main#^b]] ![[p.png#outline|30]] [x](p.png#page=1) [y](https://x.y/gone) `[[code]]` [[a/Log]]"
    assert checks({"Main.md": text, "p.png": b"x", "a/Log.md": "", "b/Log.md": ""}) == []


def test_a_note_that_does_not_exist_is_said_with_a_guess() -> None:
    assert checks({"Projects/Alpha.md": "\nSee [[Aplha]] and [x](Nothing%20like%20it.md)."}) == [
        "Projects/Alpha.md:2:5: no note is called 'Aplha' [unresolved-link] did you mean 'Alpha'?",
        "Projects/Alpha.md:2:19: no note is called 'Nothing%20like%20it.md' [unresolved-link]",
    ]


def test_a_percent_encoded_name_is_guessed_as_it_is_read() -> None:
    assert checks({"a.md": "[x](Chapetr%2011.md) [y](Chapter%2012.md)", "Chapter 11.md": ""}) == [
        "a.md:1:1: no note is called 'Chapetr%2011.md' [unresolved-link] did you mean 'Chapter 11'?",
        "a.md:1:22: no note is called 'Chapter%2012.md' [unresolved-link]",
    ]


def test_an_embed_of_nothing_is_said() -> None:
    assert checks({"a.md": "![[pci.png]]\n\n![x](gone.jpg)\n\n![[Gone]]\n\n![[pic.png]]", "pic.png": b"x"}) == [
        "a.md:1:1: no file is called 'pci.png' [unresolved-embed] did you mean 'pic.png'?",
        "a.md:3:1: no file is called 'gone.jpg' [unresolved-embed]",
        "a.md:5:1: no note is called 'Gone' [unresolved-embed]",
    ]


def test_html_that_names_a_file_that_does_not_exist_is_said() -> None:
    text = (
        "<p>\u00e9</p>\n<img src='clip_files/pci.png'> <a href=\"Gone%20note.md#x\">y</a> <a href=b.md#There>z</a>\n\n"
        "> Words <img src=pic.png?v=1> <img\n> src=gone.jpg>\n\n"
        "<a href='https://x.y/z'>u</a> <a href='#here'>v</a> <a href='mailto:a@b.c'>w</a> `<img src=no.png>` <b src='a.md'>\n\n"
        "[z](b.md) <a href='b.md#Nowhere'>q</a>"
    )
    assert checks({"a.md": text, "b.md": "# There", "pic.png": b"x"}) == [
        "a.md:2:1: no file is called 'clip_files/pci.png' [unresolved-embed] did you mean 'pic.png'?",
        "a.md:2:32: no note is called 'Gone%20note.md' [unresolved-link]",
        "a.md:4:31: no file is called 'gone.jpg' [unresolved-embed]",
        "a.md:9:11: no heading of 'b' is called 'Nowhere' [unresolved-heading]",
    ]


def test_html_in_a_quote_is_told_where_it_stands() -> None:
    text = "> <div>\n> more words\n> <img src=a.png>\n> <img src=b.png>\n"
    assert [line.partition(": ")[0] for line in checks({"a.md": text})] == ["a.md:3:3", "a.md:4:3"]


def test_headings_and_blocks_that_do_not_exist_are_said() -> None:
    assert checks({"a.md": "[[b#Gone]] ![[b#^gone]] [[#Here]]", "f/b.md": "# There"}) == [
        "a.md:1:1: no heading of 'b' is called 'Gone' [unresolved-heading]",
        "a.md:1:12: no block of 'b' is called '^gone' [unresolved-block]",
        "a.md:1:25: no heading of 'a' is called 'Here' [unresolved-heading]",
    ]


def test_a_choice_between_paths_of_one_length_is_said() -> None:
    assert checks({"m.md": "[[Log]]", "a/Log.md": "", "b/Log.md": "", "much/longer/Log.md": ""}) == [
        "m.md:1:1: several files are called 'Log' [ambiguous-link] a/Log.md was taken, not b/Log.md"
    ]


def test_a_choice_by_length_is_obsidians_own_and_is_not_said() -> None:
    assert checks({"m.md": "[[Log]] ![[p.png]]", "a/Log.md": "", "bb/Log.md": "", "a/p.png": b"x", "bb/p.png": b"x"}) == []


def test_what_was_tolerated_is_said() -> None:
    files: dict[str, str | bytes] = {"m.md": "[[the_log]] [[The log#some-heading]]", "a/The log.md": "# Some heading"}
    assert checks(files, tolerant=True) == [
        "m.md:1:1: Obsidian would not find this; it was taken for a/The log.md 'the_log' [tolerant-link]",
        "m.md:1:13: Obsidian would not find this; it was taken for a/The log.md 'The log#some-heading' [tolerant-link]",
    ]
    assert [line.partition("[")[2].partition("]")[0] for line in checks(files)] == ["unresolved-link", "unresolved-heading"]


def test_a_private_note_is_a_note_that_does_not_exist() -> None:
    files: dict[str, str | bytes] = {"a.md": "[[Diary]] ![[Diary]] [[Dairy]]", "Diary.md": "---\npublish: false\n---"}
    assert [line.partition(" [")[2] for line in checks(files)] == ["unresolved-link]", "unresolved-embed]", "unresolved-link]"]


def test_a_link_in_a_property_is_checked() -> None:
    assert checks({"a.md": '---\nup: "[[Gone]]"\ncover: gone.png\n---\n'}) == [
        "a.md:2:6: 'up' names a note that doesn't exist 'Gone' [unresolved-link] write the name of a note",
        "a.md:3:8: 'cover' names a file that doesn't exist 'gone.png' [unresolved-link] write the path of a file, or a web address",
    ]


def test_what_stands_in_names_can_not_forge_a_line() -> None:
    (line,) = checks({"a\u202eb.md": "[[x\u2028y\u202ez]]"})
    assert line.isprintable()


def test_backlinks_come_with_their_words_and_the_section_that_they_stand_in() -> None:
    vault = public(
        {
            "b.md": "# Part\n\nFirst. See [[a#H|it]] here. Last.\n\n## Sub\n\n![[a]]",
            "A/c.md": "[x](../a.md)",
            "a.md": "# H\n\n[[a]] [[#H]] [[Gone]]",
        }
    )
    found = backlinks(vault, LinkIndex(vault))
    assert list(found) == ["a.md"]
    assert [(back.source, back.link.text, back.link.sentence, back.anchor) for back in found[VaultPath("a.md")]] == [
        ("A/c.md", "x", "x", ""), ("b.md", "it", "See it here.", "part"), ("b.md", "a", "", "sub"),
    ]  # fmt: skip


def test_attachments_have_backlinks_too() -> None:
    vault = public({"a.md": "![[p.png]]", "p.png": b"x"})
    assert [back.source for back in backlinks(vault, LinkIndex(vault))[VaultPath("p.png")]] == ["a.md"]
