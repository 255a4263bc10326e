"""Small vaults for tests: paths and texts in, what the product makes of them out."""

from collections.abc import Iterable
from pathlib import Path

from mkdocs_vault.build.compiled_notes import CompiledNotes
from mkdocs_vault.build.digests import compiler_version
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.build.troubles import Trouble
from mkdocs_vault.diagnostics import Diagnostic
from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.vault.loading import Compiler, LoadedVault, load_vault
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.public_attachments import AttachmentRules
from mkdocs_vault.vault.visibility import PublishingRules, Vault, public_vault

EVERYTHING = PublishingRules(attachments=AttachmentRules("all"))
"""Also files that no note of a test uses."""


def loaded(files: dict[str, str | bytes], *, other_pages: tuple[str, ...] = (), compiler: Compiler | None = None) -> LoadedVault:
    """A vault of these files, none of them on disk."""
    contents = {VaultPath(path): text.encode() if isinstance(text, str) else text for path, text in files.items()}
    nowhere = Path("nowhere")
    pages = [VaultPath(path) for path in other_pages]
    files_of_vault = [(path, nowhere / path) for path in contents]
    return load_vault(files_of_vault, nowhere, compiler or compiled_notes(), contents=contents, other_pages=pages)


def public(
    files: dict[str, str | bytes],
    *,
    rules: PublishingRules | None = None,
    other_pages: tuple[str, ...] = (),
    compiler: Compiler | None = None,
) -> Vault:
    """The public part of a vault of these files."""
    return public_vault(loaded(files, other_pages=other_pages, compiler=compiler), rules or PublishingRules())


def note_of(path: str, text: str) -> Note:
    """A note of this text."""
    key, facts = compiled_notes().facts(text)
    return Note(VaultPath(path), text, facts, key)


def compiled_notes(options: CompileOptions = CompileOptions()) -> CompiledNotes:  # noqa: B008 - the options are frozen
    """Compiles notes in this process, and keeps nothing on a disk."""
    return CompiledNotes(options, NoteCache(None, compiler_version()), _raise, workers=1)


def _raise(trouble: Trouble) -> None:
    raise AssertionError(trouble)


def said(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Diagnostics as lines."""
    return [str(diagnostic) for diagnostic in diagnostics]
