"""Notes whose texts have changed, but nothing that decides how the site is built: they take the place of the earlier ones at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.vault.attachment_use import may_use
from mkdocs_vault.vault.checks import check_note, check_vault
from mkdocs_vault.vault.loading import load_vault
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.stamps import check_stamps
from mkdocs_vault.vault.visibility import lead_targets

if TYPE_CHECKING:
    from mkdocs_vault.website.site import Site

OF_THE_SITE = frozenset({DiagnosticCode.ADDRESS_TAKEN, DiagnosticCode.NOTE_HELD_BACK})
"""What is found out about a note when the whole site is opened, and stays until it is opened again."""


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """A note as it was, as it is, its page, and what is wrong in its file now."""

    before: Note
    after: Note
    page: NotePage
    diagnostics: tuple[Diagnostic, ...]


def changed_note(file: Path, page: NotePage, vault_root: Path) -> ChangedNote | None:
    """The note of a file that has changed; None if there is no note any more, or the site has to be opened again for it."""
    site = page.site.vault_site
    before = site.vault.notes[page.note.path]
    loaded = load_vault([(before.path, file)], vault_root, page.site.compiled)
    after = loaded.notes.get(before.path)
    if after is None or _what_decides(after) != _what_decides(before):
        return None
    if may_use(after, site.index) != may_use(before, site.index) or _may_name_private(before, after, site):
        return None
    return ChangedNote(before, after, page, loaded.diagnostics)


def _may_name_private(before: Note, after: Note, site: Site) -> bool:
    """Whether a new link in the first sentences leads nowhere: only the whole vault can tell if it means a private note."""
    new = set(lead_targets(after)) - set(lead_targets(before))
    return any(site.index.resolve(target, after.path, markdown=markdown).file is None for target, markdown in new)


def put_in_place(changes: Iterable[ChangedNote], diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Let the site know the changed notes; what is wrong in the vault then, given what was before."""
    kept = list(diagnostics)
    for change in changes:
        site = change.page.site.vault_site
        notes = cast("dict[object, Note]", site.vault.notes)
        notes[change.before.path] = change.after
        site.index.replace(change.after)
        site.lengths.replace(change.before, change.after)
        _forget_what_rests_on(change)
        kept = [found for found in kept if found.position.path != change.before.path or found.code in OF_THE_SITE]
        kept.extend(change.diagnostics)
        if _what_others_reach(change.before) == _what_others_reach(change.after):
            kept.extend(check_note(change.after, site.index))
        else:
            kept = _checked_again(kept, site)
        kept = _with_stamps_checked(kept, change, site)
    return kept


def _forget_what_rests_on(change: ChangedNote) -> None:
    """Have found out again what the site knows of this note's links, as far as they have changed."""
    site, before, after = change.page.site.notes, change.before, change.after
    if _where_it_leads(before) == _where_it_leads(after):
        site.surroundings.links.text_changed(with_links=before.facts.said != after.facts.said)
        return
    site.surroundings.links.links_changed()
    if site.graph:
        site.graph.links_changed()


def _with_stamps_checked(diagnostics: Iterable[Diagnostic], change: ChangedNote, site: Site) -> list[Diagnostic]:
    """The stamps of a note speak for those of other notes of its video."""
    sisters = {note.path: note for changed in (change.before, change.after) for note in site.lengths.sisters(changed)}
    kept = [found for found in diagnostics if found.code not in _OF_STAMPS or found.position.path not in sisters]
    notes = {path: site.vault.notes[path] for path in sisters}
    return [*kept, *check_stamps(notes, site.lengths)]


_OF_STAMPS = frozenset({DiagnosticCode.TIMESTAMP_REPAIRED, DiagnosticCode.TIMESTAMP_UNCLEAR})
"""All that `check_stamps` says."""


def _checked_again(diagnostics: Iterable[Diagnostic], site: Site) -> list[Diagnostic]:
    """Links of all notes may lead somewhere else now that a note has other headings or blocks."""
    kept = [found for found in diagnostics if found.code not in _OF_LINKS]
    return [*kept, *check_vault(site.vault, site.index)]


_OF_LINKS = frozenset(
    {
        DiagnosticCode.UNRESOLVED_LINK,
        DiagnosticCode.UNRESOLVED_EMBED,
        DiagnosticCode.UNRESOLVED_HEADING,
        DiagnosticCode.UNRESOLVED_BLOCK,
        DiagnosticCode.AMBIGUOUS_LINK,
        DiagnosticCode.TOLERANT_LINK,
        DiagnosticCode.NOT_SHOWN_YET,
    }
)
"""All that `check_vault` says."""


def _what_decides(note: Note) -> tuple[object, ...]:
    """What decides about addresses, visibility, navigation and the pages of tags."""
    return note.title, note.properties, note.tags


def _where_it_leads(note: Note) -> tuple[object, ...]:
    """What decides about the graph, backlinks and related notes."""
    return tuple((link.kind, link.target, link.subpath) for link in note.links)


def _what_others_reach(note: Note) -> tuple[object, ...]:
    """What links of other notes can lead to."""
    headings = tuple((heading.level, heading.text, heading.source, heading.anchor) for heading in note.headings)
    return headings, tuple((block.block_id, block.anchor) for block in note.blocks)
