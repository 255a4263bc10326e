"""Who links to whom: every file's backlinks, with the sentence that each stands in."""

from __future__ import annotations

from mkdocs_vault.note.outline import section_anchor
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Backlink
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import Vault


def backlinks(vault: Vault, index: LinkIndex) -> dict[VaultPath, tuple[Backlink, ...]]:
    """The links that lead to each file, those of a note to itself left out; files without any have no entry.

    In the order of the linking notes' paths, then of their text. A backlink's `anchor` is that of the heading that it stands below.
    """
    found: dict[VaultPath, list[Backlink]] = {}
    for path in sorted(vault.notes):
        note = vault.notes[path]
        for link in note.links:
            file = index.resolve(link.target, path, markdown=link.kind.is_markdown).file
            if file is not None and file.path != path:
                found.setdefault(file.path, []).append(Backlink(path, link, section_anchor(note.headings, link)))
    return {path: tuple(found[path]) for path in sorted(found)}
