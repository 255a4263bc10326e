"""The vault of one build: loaded from MkDocs' files, what is private left out, every file with its place on the site."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from mkdocs_vault.build.compiled_notes import CompiledNotes, TellProgress
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.build.troubles import Trouble
from mkdocs_vault.diagnostics import Diagnostic
from mkdocs_vault.hosts.mkdocs.blog_plugin import posts_of
from mkdocs_vault.hosts.mkdocs.host_seams import theme_files
from mkdocs_vault.hosts.mkdocs.picture_files import CleanedPictures, PictureFile
from mkdocs_vault.hosts.mkdocs.use_by_the_site import stands_in_for_the_theme, use_by_the_site
from mkdocs_vault.hosts.mkdocs.vault_files import AttachmentFile, Border, NoteFile, VaultFiles, become, has_own_page
from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.directions import direction_of_language
from mkdocs_vault.vault.loading import KnownNotes, load_vault
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.obsidian_settings import ObsidianSettings, read_settings
from mkdocs_vault.vault.paths import VaultPath, is_note
from mkdocs_vault.vault.patterns import matcher
from mkdocs_vault.vault.public_attachments import AttachmentRules
from mkdocs_vault.vault.visibility import PublishingRules, Vault, public_vault
from mkdocs_vault.website.pictures.metadata import PICTURES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.theme import Theme

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions


log = logging.getLogger("mkdocs.plugins.vault")


@dataclass(frozen=True)
class OpenedVault:
    """What is public of a vault, and MkDocs' files for it. `seen` is what it was made from, see `seen_in`."""

    vault: Vault
    compiled: CompiledNotes
    files: VaultFiles
    diagnostics: tuple[Diagnostic, ...]
    seen: frozenset[tuple[str, bool]]

    def movable_attachments(self) -> dict[VaultPath, File]:
        """The attachments of the vault itself: their addresses may change, as nothing but notes knows them."""
        attachments, named = self.files.attachments.items(), self.vault.named_files
        return {path: file for path, file in attachments if isinstance(file, AttachmentFile) and path not in named}

    def note_files(self) -> Iterator[tuple[Note, File]]:
        """Every public note with its file."""
        return ((note, self.files.notes[path]) for path, note in self.vault.notes.items())


def seen_in(files: Files) -> frozenset[tuple[str, bool]]:
    """The files of a site by their paths, each with whether another plugin has made its page: with others, the vault is another."""
    return frozenset((file.src_uri, has_own_page(file)) for file in files)


def border_of(config: MkDocsConfig, options: VaultOptions) -> Border:
    """Where the vault lies, and which pages in it are MkDocs' own."""
    leave = GitIgnoreSpec.from_lines(options.leave)
    return Border(config.docs_dir, options.folder, leave, posts_of(config), tuple(options.special_files))


@dataclass
class KnownVault:
    """What is kept of a vault from one opening to the next, for as long as its notes are compiled with the same options."""

    cache: NoteCache
    notes: KnownNotes = field(default_factory=KnownNotes)
    options: CompileOptions | None = None
    pictures: CleanedPictures = field(default_factory=CleanedPictures)
    told: str = ""

    def notes_with(self, options: CompileOptions) -> KnownNotes:
        """The notes that are known; none yet where they were compiled with other options."""
        if self.options != options:
            self.notes, self.options = KnownNotes(), options
        return self.notes

    def tell_of_what_is_left_out(self, vault: Vault) -> None:
        """Log how many attachments are left out, once for the same number: a vault is opened more than once."""
        unused = f"{_counted(vault.unused)} that nothing public uses (option 'attachments')" if vault.unused else ""
        special = f"{_counted(vault.special)} that other programs obey or left behind (option 'special_files')" if vault.special else ""
        line = " and ".join(filter(None, (unused, special)))
        if line and line != self.told:
            log.info("Left out of the site: %s.", line)
        self.told = line


def _counted(files: int) -> str:
    return f"{files:,} file" if files == 1 else f"{files:,} files"


def open_vault(
    files: Files,
    config: MkDocsConfig,
    options: VaultOptions,
    known: KnownVault,
    *,
    with_drafts: bool,
    progress: TellProgress | None = None,
) -> OpenedVault:
    """Load the vault and take out of `files` all that nobody may see or use: MkDocs then knows nothing of it.

    Files that are still as they were when what is `known` was read are not read again. `progress` hears of notes that are compiled.
    """
    border = border_of(config, options)
    found = border.tell_apart(files, with_drafts=with_drafts)
    settings, settings_diagnostics = read_settings(border.root)
    compile_options = _compile_options(options, settings, config.theme)
    compiled = CompiledNotes(compile_options, known.cache, _tell_trouble, options.workers, progress)
    notes = known.notes_with(compile_options)
    loaded = load_vault(_on_disk(found), border.root, compiled, other_pages=found.other_pages, settings=settings, known=notes)
    elsewhere = {path: Attachment(path) for path, file in found.attachments.items() if not _is_on_disk(path, file)}
    attachments = dict(sorted({**loaded.attachments, **elsewhere}.items()))
    is_excluded = matcher(options.exclude)
    other_pages = {path: file for path, file in found.other_pages.items() if not is_excluded(path)}
    site = use_by_the_site(found, other_pages.values(), config)
    vault = public_vault(replace(loaded, attachments=attachments), _rules(options), site)
    known.tell_of_what_is_left_out(vault)
    public = _public_files(found, vault, other_pages)
    if options.picture_metadata == "remove":
        _clean_pictures(public.attachments, known.pictures)
    _take_out({*found.all().values(), *found.unusable} - {*public.all().values()}, files, config)
    diagnostics = (*found.diagnostics, *settings_diagnostics, *vault.diagnostics)
    return OpenedVault(vault, compiled, public, diagnostics, seen_in(files))


def _take_out(removed: set[File], files: Files, config: MkDocsConfig) -> None:
    """Take these out of `files`; where one stood in for a file of the theme, that has its place again."""
    for file in removed:
        files.remove(file)
    if stands_in_for_the_theme(removed, config):
        for file in theme_files(config.theme.get_env(), config):
            if file.src_uri not in files.src_uris:
                files.append(file)


def _rules(options: VaultOptions) -> PublishingRules:
    return PublishingRules(
        options.publish,
        tuple(options.exclude),
        tolerant_links=options.links == "tolerant",
        with_templates=options.publish_templates,
        attachments=AttachmentRules(options.attachments, tuple(options.special_files)),
    )


def _tell_trouble(trouble: Trouble) -> None:
    log.warning("%s", trouble)


def _compile_options(options: VaultOptions, settings: ObsidianSettings, theme: Theme) -> CompileOptions:
    strict = options.strict_line_breaks
    language = str(theme.get("language") or "")  # Material's; other themes say nothing of directions
    return CompileOptions(
        strict_line_breaks=settings.strict_line_breaks if strict is None else strict,
        heading_links=options.heading_links,
        bare_timestamps=options.bare_timestamps,
        spaced_addresses=options.links == "tolerant",
        with_passages=options.mentions,
        direction="rtl" if (theme.get("direction") or direction_of_language(language)) == "rtl" else "ltr",
        reads_lang=bool(language),
    )


def _on_disk(found: VaultFiles) -> Iterator[tuple[VaultPath, Path]]:
    """The files that the vault reads by itself."""
    for path, file in found.all().items():
        if _is_on_disk(path, file) and (is_note(path) or path not in found.other_pages):
            yield path, Path(file.abs_src_path or "")


def _is_on_disk(path: VaultPath, file: File) -> bool:
    return not path.is_outside and file.src_dir is not None


def _public_files(found: VaultFiles, vault: Vault, other_pages: dict[VaultPath, File]) -> VaultFiles:
    """The files that are left, as notes and attachments."""
    notes = {path: file for path, file in found.notes.items() if path in vault.notes}
    attachments = {path: file for path, file in found.attachments.items() if path in vault.attachments or path.is_outside}
    for file in notes.values():
        become(file, NoteFile)
    for path, file in attachments.items():
        if _is_on_disk(path, file):
            become(file, AttachmentFile)
    return VaultFiles(notes, attachments, other_pages)


def _clean_pictures(attachments: dict[VaultPath, File], cleaned: CleanedPictures) -> None:
    """Have pictures of the vault itself published without their metadata."""
    for path, file in attachments.items():
        if type(file) is AttachmentFile and path.suffix.lower() in PICTURES:
            file.__class__ = PictureFile
            vars(file)["cleaned"] = cleaned
