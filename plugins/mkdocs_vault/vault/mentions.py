"""Where notes name another note without linking to it: its title or an alias, as whole words of their text.

The names of all notes are one tree of words, and every text is gone through once: linear in the vault's text, whatever the number of
notes. Scripts that don't put spaces between words are cut into characters, so that their names are found within a line, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from mkdocs_vault.note.sentences import sentence_at
from mkdocs_vault.vault.notes import Backlink, Note
from mkdocs_vault.vault.paths import VaultPath, comparable
from mkdocs_vault.vault.references import Marks, Reference, ReferringNote
from mkdocs_vault.vault.visibility import Vault

SHORTEST_NAME = 3
SHORTEST_NAME_WITHOUT_SPACES = 2
MOST_NAMESAKES = 3
"""A name that more notes bear names none of them, and many bearers of many names would make the search quadratic."""
MOST_WORDS = 16
MOST_SENTENCES = 5
"""Of one note about another."""

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_WITHOUT_SPACES}]|[^\W{_WITHOUT_SPACES}]+")
_ONLY_WITHOUT_SPACES = re.compile(rf"[{_WITHOUT_SPACES}]+\Z")


class _Name(NamedTuple):
    """A name and its notes. Around its words it may have other characters, as `C++` has: so many before, so many after them."""

    text: str
    before: int
    after: int
    paths: tuple[VaultPath, ...]


@dataclass(slots=True)
class _Branch:
    """The names that go on after some words: `further` by the next word, `names` those that end here."""

    further: dict[str, _Branch] = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)


def mentions(vault: Vault, backlinks: Mapping[VaultPath, tuple[Backlink, ...]]) -> dict[VaultPath, tuple[ReferringNote, ...]]:
    """The notes that name each note without linking to it, in the order of their paths; what links to a note is among its backlinks."""
    tree = _tree(_bearers(vault))
    linking = {path: {backlink.source for backlink in found} for path, found in backlinks.items()}
    found: dict[VaultPath, list[ReferringNote]] = {}
    for path in filter(lambda path: vault.standing(path).mentioning, sorted(vault.notes)):
        own: dict[VaultPath, list[Reference]] = {}
        for target, mention in _mentions_in(vault.notes[path], tree):
            if target != path and path not in linking.get(target, ()) and len(own.setdefault(target, [])) < MOST_SENTENCES:
                own[target].append(mention)
        for target, sentences in own.items():
            found.setdefault(target, []).append(ReferringNote(path, tuple(sentences)))
    return {path: tuple(found[path]) for path in sorted(found)}


def _bearers(vault: Vault) -> dict[str, tuple[VaultPath, ...]]:
    """The notes by their names in the form that names are compared in; names that say too little are left out."""
    bearers: dict[str, list[VaultPath]] = {}
    for path, note in vault.notes.items():
        for name in dict.fromkeys(_normal(name) for name in (note.title, path.stem, *note.properties.aliases)):
            if _says_enough(name):
                bearers.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in bearers.items() if len(paths) <= MOST_NAMESAKES}


def _normal(text: str) -> str:
    return " ".join(comparable(text).split())


def _says_enough(name: str) -> bool:
    shortest = SHORTEST_NAME_WITHOUT_SPACES if _ONLY_WITHOUT_SPACES.match(name) else SHORTEST_NAME
    return len(name) >= shortest and not name.isdigit() and name not in {"index", "readme"}


def _tree(bearers: Mapping[str, tuple[VaultPath, ...]]) -> _Branch:
    root = _Branch()
    for name, paths in bearers.items():
        words = list(_WORD.finditer(name))
        if not 0 < len(words) <= MOST_WORDS:
            continue
        branch = root
        for word in words:
            branch = branch.further.setdefault(word[0], _Branch())
        branch.names.append(_Name(name, words[0].start(), len(name) - words[-1].end(), paths))
    return root


def _mentions_in(note: Note, tree: _Branch) -> Iterator[tuple[VaultPath, Reference]]:
    """The notes that a note names, from its passages: a site that asks for mentions has its notes compiled with them."""
    starts = [heading.offset for heading in note.headings]
    for passage in note.facts.passages:
        for start, end, paths in _names_in(passage.searched, tree):
            above = bisect_right(starts, passage.offset)
            sentence, place = sentence_at(passage.text, start, end)
            words = " ".join(passage.text[start:end].split())
            marks = Marks(sentence)
            marks.add(place, words)
            mention = Reference(marks.finished(), note.headings[above - 1].anchor if above else "")
            yield from ((path, mention) for path in paths)


def _names_in(text: str, tree: _Branch) -> Iterator[tuple[int, int, tuple[VaultPath, ...]]]:
    """Where the longest names stand, from left to right; none overlaps another."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    keys = [comparable(text[start:end]) for start, end in words]
    at = 0
    while at < len(words):
        if keys[at] in tree.further and (found := _longest(text, words, keys, at, tree)):
            start, end, paths, count = found
            yield start, end, paths
            at += count
        else:
            at += 1


def _longest(
    text: str, words: list[tuple[int, int]], keys: list[str], at: int, tree: _Branch
) -> tuple[int, int, tuple[VaultPath, ...], int] | None:
    """The longest name that begins with the word at a place: where it stands, who bears it, how many words it has."""
    best = None
    branch = tree
    for number in range(at, min(at + MOST_WORDS, len(words))):
        following = branch.further.get(keys[number])
        if following is None:
            break
        branch = following
        for name in branch.names:
            start, end = words[at][0] - name.before, words[number][1] + name.after
            if start >= 0 and _normal(text[start:end]) == name.text:
                best = start, end, name.paths, number - at + 1
    return best
