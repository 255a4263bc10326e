"""What other notes say of a note: their sentences, with the words that lead to it marked."""

import pytest

from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.vault.graph import backlinks
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.mentions import mentions
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.references import ReferringNote, referring_notes
from mkdocs_vault.vault.related import RelatedNotes
from vault.small_vaults import compiled_notes, public

TARGET = VaultPath("Target.md")


def _shown(notes: tuple[ReferringNote, ...]) -> dict[str, list[str]]:
    """The sentences by note, marked words in square brackets."""
    return {
        str(note.path): ["".join(f"[{part}]" if number % 2 else part for number, part in enumerate(each.parts)) for each in note.references]
        for note in notes
    }


def _linking(files: dict[str, str | bytes]) -> dict[str, list[str]]:
    vault = public({"Target.md": "# Part", **files})
    return _shown(referring_notes(backlinks(vault, LinkIndex(vault)).get(TARGET, ())))


def _naming(files: dict[str, str | bytes]) -> dict[str, list[str]]:
    vault = public(files, compiler=compiled_notes(CompileOptions(with_passages=True)))
    return _shown(mentions(vault, backlinks(vault, LinkIndex(vault))).get(TARGET, ()))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two is [[Target]]. Three.", ["Two is [Target]."]),
        ("See [[Target|it]] and [[Target#Part]] here.", ["See [it] and [Target > Part] here."]),
        ("A *very [[Target|good]] word*.", ["A very [good] word."]),
        ("One [[Target]].\n\nTwo [[Target]].", ["One [Target].", "Two [Target]."]),
        ("Target or [[Target]]?", ["Target or [Target]?"]),
        ("> [!note] Read [[Target]]\n> x", ["Read [Target]"]),
        ("| a | b |\n|---|---|\n| [[Target]] | no |", ["[Target]"]),
        ("---\nup: '[[Target]]'\n---\n", ["up: [Target]"]),
    ],
)
def test_the_sentence_around_a_link_has_the_link_marked(text: str, sentences: list[str]) -> None:
    assert _linking({"a.md": text}) == {"a.md": sentences}


def test_a_long_sentence_is_shortened_around_the_link() -> None:
    (sentence,) = _linking({"a.md": f"{'before ' * 90}[[Target]]{' after' * 90}"})["a.md"]
    assert sentence.startswith("…before")
    assert sentence.endswith("after…")
    assert "[Target]" in sentence
    assert len(sentence) < 300


def test_backlinks_are_grouped_by_note() -> None:
    found = _linking({"b.md": "[[Target]].\n\nAnd [[Target]].", "a.md": "[[Target]]", "c.md": "nothing"})
    assert found == {"a.md": ["[Target]"], "b.md": ["[Target].", "And [Target]."]}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. A target is named. Two.", ["A [target] is named."]),
        ("Old mark was its name.", ["[Old mark] was its name."]),
        ("Targets and untargeted are other words.", None),
        ("In `Target` and $Target$ and #Target and [Target](https://x.y) it is not said.", None),
        ("[[Target]] is linked, so Target is no mention.", None),
        ("Old\nmark is one name.", ["[Old mark] is one name."]),
        ("# Target\n\nWords.", ["[Target]"]),
    ],
)
def test_a_mention_is_a_name_as_whole_words_of_the_text(text: str, sentences: list[str] | None) -> None:
    found = _naming({"Target.md": "---\naliases: [Old mark]\n---\n", "a.md": text})
    assert found == ({"a.md": sentences} if sentences else {})


def test_a_note_does_not_mention_itself() -> None:
    assert _naming({"Target.md": "Target is Target."}) == {}


def test_a_name_in_a_script_without_spaces_is_found_within_a_line() -> None:
    assert _naming({"Target.md": "---\naliases: [東京]\n---\n", "a.md": "私は東京に行く。"}) == {"a.md": ["私は[東京]に行く。"]}


def test_a_name_that_many_notes_bear_names_none() -> None:
    namesakes: dict[str, str | bytes] = {f"{folder}/Target.md": "" for folder in "abcd"}
    assert _naming({"Target.md": "", **namesakes, "z.md": "Target."}) == {}


def test_private_notes_neither_link_nor_mention() -> None:
    files: dict[str, str | bytes] = {"Target.md": "", "a.md": "---\npublish: false\n---\nTarget, [[Target]]"}
    assert _naming(files) == {}
    assert _linking(files) == {}


def _related(files: dict[str, str | bytes], count: int = 5) -> list[str]:
    vault = public(files)
    return [str(path) for path in RelatedNotes(vault, LinkIndex(vault)).of(TARGET, count)]


def test_related_notes_share_links_and_tags_the_rarer_the_better() -> None:
    files: dict[str, str | bytes] = {
        "Target.md": "[[Hub]] #rare #Common",
        "Hub.md": "",
        "both.md": "[[Hub]] #rare",
        "common.md": "#common",
        "common too.md": "#common",
        "z.md": "#common",
        "rare.md": "#rare",
        "nothing.md": "#other",
    }
    assert _related(files) == ["both.md", "rare.md", "common too.md", "common.md", "z.md"]
    assert _related(files, 2) == ["both.md", "rare.md"]


def test_notes_that_are_linked_are_not_related_besides() -> None:
    assert _related({"Target.md": "[[a]] #tag", "a.md": "#tag", "b.md": "[[Target]] #tag", "c.md": "#tag"}) == ["c.md"]


def test_what_all_notes_share_relates_none() -> None:
    assert _related({"Target.md": "#tag", **{f"{number}.md": "#tag" for number in range(150)}}) == []
