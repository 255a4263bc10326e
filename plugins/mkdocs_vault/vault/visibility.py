"""Which notes and attachments are public: the one choke point. What comes after it can't know that anything else exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Literal, TypeAlias

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.note.permission import HIDING, PUBLISHING
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.loading import LoadedVault
from mkdocs_vault.vault.notes import Attachment, Note, OtherPage
from mkdocs_vault.vault.obsidian_settings import ObsidianSettings
from mkdocs_vault.vault.paths import VaultPath, comparable
from mkdocs_vault.vault.patterns import matcher
from mkdocs_vault.vault.public_attachments import AttachmentChoice, AttachmentRules, UseByTheSite
from mkdocs_vault.vault.standing import EVERYWHERE, Standing, standings

LEFT_BY_SYNC_TOOLS = ("*.sync-conflict-*", "*.icloud", "conflict-files-obsidian-git.md")


WrittenTarget: TypeAlias = tuple[VaultPath, str, bool]
"""The folder of a note, the target of a link in it as written, and whether that is Markdown's."""


@dataclass(frozen=True, slots=True)
class PublishingRules:
    """What a site publishes: `all` notes that don't say no, or `only` those that say yes; never what matches `exclude`.

    Templates are not, unless `with_templates`. Of attachments it publishes what public notes use, and what `attachments` says.
    `tolerant_links` says that links are resolved as with `LinkIndex(tolerant=True)`: they decide which attachments are in use.
    """

    mode: Literal["all", "only"] = "all"
    exclude: tuple[str, ...] = ()
    tolerant_links: bool = False
    with_templates: bool = False
    attachments: AttachmentRules = field(default_factory=AttachmentRules)


@dataclass(frozen=True, slots=True)
class Vault:
    """The public part of a vault, and nothing else of it. Mappings are sorted by path.

    `diagnostics` are those of the public files, and one for each note that was held back because nobody can tell. `unused` is how many
    attachments are left out because nothing public uses them, `special` how many because something other than a reader obeys them.
    """

    notes: Mapping[VaultPath, Note]
    attachments: Mapping[VaultPath, Attachment]
    other_pages: Mapping[VaultPath, OtherPage]
    settings: ObsidianSettings
    diagnostics: tuple[Diagnostic, ...] = ()
    private_targets: frozenset[WrittenTarget] = frozenset()
    """How the first sentences of public notes name private ones: known by nothing but the words that public notes have for them."""
    named_files: frozenset[VaultPath] = frozenset()
    """The attachments that the site knows by their paths: they lie on it where they lie in the vault."""
    unused: int = 0
    special: int = 0
    standings: Mapping[VaultPath, Standing] = field(default_factory=dict)
    """Where those notes stand that don't stand everywhere: ask `standing`."""

    def standing(self, path: VaultPath) -> Standing:
        """Where a note may be found besides its own page."""
        return self.standings.get(path, EVERYWHERE)


class Verdict(Enum):
    """What becomes of a note."""

    PUBLIC = auto()
    PRIVATE = auto()
    HELD_BACK = auto()


def public_vault(loaded: LoadedVault, rules: PublishingRules, site: UseByTheSite = UseByTheSite()) -> Vault:  # noqa: B008 - it is frozen
    """The public part of a loaded vault, of which the site itself uses some files. Linear in notes and links."""
    excluded = _excluded(rules, loaded.settings)
    verdicts = {path: Verdict.PRIVATE if excluded(path) or path.is_hidden else verdict(note, rules) for path, note in loaded.notes.items()}
    public = {path: note for path, note in loaded.notes.items() if verdicts[path] is Verdict.PUBLIC}
    offered = {path: file for path, file in loaded.attachments.items() if not (excluded(path) or path.is_hidden)}
    choice = AttachmentChoice(offered, LinkIndex(loaded, tolerant=rules.tolerant_links), site)
    private = (note for path, note in loaded.notes.items() if path not in public)
    pages = [page.note for path, page in loaded.other_pages.items() if page.note and not excluded(path)]
    chosen = choice.choose([*public.values(), *pages], private, rules.attachments)
    gone = {path for path, given in verdicts.items() if given is Verdict.PRIVATE} | (loaded.attachments.keys() - chosen.files.keys())
    kept = [d for d in loaded.diagnostics if VaultPath(d.position.path) not in gone and not excluded(VaultPath(d.position.path))]
    held = [_held_back(loaded.notes[path]) for path, given in verdicts.items() if given is Verdict.HELD_BACK]
    return Vault(
        notes=public,
        attachments=chosen.files,
        other_pages=loaded.other_pages,
        settings=loaded.settings,
        diagnostics=(*kept, *held, *chosen.diagnostics),
        private_targets=frozenset(_private_targets(public, loaded)),
        standings=standings(public, loaded.settings.excluded_files),
        named_files=chosen.named,
        unused=chosen.unused,
        special=chosen.special,
    )


def _private_targets(public: Mapping[VaultPath, Note], loaded: LoadedVault) -> Iterator[WrittenTarget]:
    """The links in first sentences that would lead to a private note, were it public; an alias or a title names one, too."""
    if len(public) == len(loaded.notes):
        return
    index = LinkIndex(loaded, tolerant=True)
    for path, note in public.items():
        for target, markdown in lead_targets(note):
            found = index.resolve(target, path, markdown=markdown).file
            if isinstance(found, Note) and found.path not in public:
                yield path.parent, target, markdown


def lead_targets(note: Note) -> Iterator[tuple[str, bool]]:
    """The targets of the links in a note's first sentences, each with whether it is Markdown's."""
    return (link for sentence in note.facts.lead for link in sentence.links)


def _excluded(rules: PublishingRules, settings: ObsidianSettings) -> Callable[[VaultPath], bool]:
    """Tells which files are not published, whatever they say: what the site excludes, what is left by sync tools, templates."""
    named = matcher((*rules.exclude, *LEFT_BY_SYNC_TOOLS))
    templates = () if rules.with_templates else tuple(f"{comparable(folder)}/" for folder in settings.templates_folders)
    return lambda path: named(path) or path.key.startswith(templates)


def verdict(note: Note, rules: PublishingRules) -> Verdict:
    """What a note's own properties say under these rules. A doubt is never a yes."""
    properties = note.properties
    if properties.doubt:
        return Verdict.HELD_BACK
    if rules.mode == "all":
        return Verdict.PRIVATE if properties.publish is False else Verdict.PUBLIC
    if properties.unclear or (not properties.readable and not properties.publish):
        return Verdict.HELD_BACK
    return Verdict.PUBLIC if properties.publish else Verdict.PRIVATE


def _held_back(note: Note) -> Diagnostic:
    lines = [line for name, line in note.properties.lines.items() if name.strip().lower() in PUBLISHING | HIDING]
    reason = note.properties.doubt or note.properties.unclear or "its properties can't be read, so they don't say that it may be published"
    position = SourcePosition(note.path, min(lines, default=1))
    return Diagnostic(DiagnosticCode.NOTE_HELD_BACK, position, f"this note is not published: {reason}")
