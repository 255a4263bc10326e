"""Who links to whom: every file's backlinks, with the sentence that each stands in."""

from __future__ import annotations

from mkdocs_vault.note.outline import section_anchor
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Backlink
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import Vault


def backlinks(vault: Vault, index: LinkIndex) -> dict[VaultPath, tuple[Backlink, ...]]:
    """The links that lead to each file, those of a note to itself left out; files without any have no entry.

    In the order of the linking pages' paths, then of their text. A backlink's `anchor` is that of the heading that it stands below;
    those of pages that are no notes have anchors that only their generator knows.
    """
    found: dict[VaultPath, list[Backlink]] = {}
    others = {path: page.note for path, page in vault.other_pages.items() if page.note}
    for path, note in sorted([*vault.notes.items(), *others.items()], key=lambda item: item[0]):
        for link in note.links:
            file = index.resolve(link.target, path, markdown=link.kind.is_markdown).file
            if file is not None and file.path != path:
                anchor = section_anchor(note.headings, link) if path in vault.notes else ""
                found.setdefault(file.path, []).append(Backlink(path, link, anchor))
    return {path: tuple(found[path]) for path in sorted(found)}
