"""Which notes are linked, and the colours of their folders."""

from __future__ import annotations

from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.note_graph import NoteGraph, colour_of, coloured_folders
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.graph.neighbours import Neighbours
from mkdocs_vault.website.site_indexes import LinkedNotes
from vault.small_vaults import public


def graph_of(files: dict[str, str | bytes]) -> NoteGraph:
    vault = public(files)
    index = LinkIndex(vault)
    return Neighbours(vault, index, LinkedNotes(vault, index).linking).graph()


def test_links_count_in_both_directions_and_once() -> None:
    graph = graph_of({"a.md": "[[b]] [[b]] [[c]] [[a]] [[Gone]] ![[p.png]]", "b.md": "[[a]]", "c.md": "", "z.md": "[[a]]", "p.png": b"x"})
    assert graph.neighbours == {"a.md": ("b.md", "c.md", "z.md"), "b.md": ("a.md",), "c.md": ("a.md",), "z.md": ("a.md",)}
    assert graph.pairs() == [(0, 1), (0, 2), (0, 3)]


def test_a_private_note_is_no_part_of_it() -> None:
    graph = graph_of({"a.md": "[[Diary]]", "Diary.md": "---\npublish: false\n---\n[[a]]"})
    assert graph.neighbours == {"a.md": ()}


def test_links_in_properties_and_embeds_count() -> None:
    graph = graph_of({"a.md": '---\nup: "[[b]]"\n---\n![[c]]', "b.md": "", "c.md": ""})
    assert graph.neighbours[VaultPath("a.md")] == ("b.md", "c.md")


def test_the_largest_folders_have_colours() -> None:
    files: dict[str, str | bytes] = {f"F{folder}/{note}.md": "" for folder in range(10) for note in range(10 - folder)}
    colours = coloured_folders(graph_of({**files, "Top.md": ""}).notes)
    assert list(colours.items()) == [(f"F{folder}", folder + 1) for folder in range(8)]
    assert colour_of(VaultPath("F1/Deep/er"), colours) == 2
    assert colour_of(VaultPath("F9"), colours) == colour_of(VaultPath(), colours) == 0


def test_a_folder_that_holds_all_is_looked_into() -> None:
    assert list(coloured_folders(graph_of({"All/A/a.md": "", "All/B/b.md": "", "All/c.md": ""}).notes)) == ["All/A", "All/B"]
    assert coloured_folders(()) == {}
