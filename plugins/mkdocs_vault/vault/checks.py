"""Every link of a vault that leads nowhere, or not surely where its author meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.note.compiled import LinkKind, OutgoingLink
from mkdocs_vault.vault.links import LinkIndex, LinkTarget
from mkdocs_vault.vault.loading import NAMES_NOTES
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import NOTE_SUFFIX, VaultPath
from mkdocs_vault.vault.visibility import Vault

NAMES_A_FILE = frozenset({DiagnosticCode.UNRESOLVED_LINK, DiagnosticCode.UNRESOLVED_EMBED})
"""Codes of diagnostics in which `written` is the name of a file that doesn't exist."""


def check_vault(vault: Vault, index: LinkIndex) -> Iterator[Diagnostic]:
    """What is wrong with the links of the public notes, in the order of their paths, then of their text.

    Of pages that the site's generator makes, it checks Markdown's links itself. Names are not guessed here: see `with_guess`.
    """
    for path in sorted(vault.notes):
        yield from check_note(vault.notes[path], index)
    for page in vault.other_pages.values():
        if page.note:
            yield from check_note(page.note, index, frozenset({LinkKind.WIKI, LinkKind.EMBED}))


def check_note(note: Note, index: LinkIndex, kinds: frozenset[LinkKind] = frozenset(LinkKind)) -> Iterator[Diagnostic]:
    """What is wrong with the links of one note, those of its raw HTML behind the others, or with those of some kinds."""
    for link in (*note.links, *note.facts.html_links):
        if link.kind not in kinds:
            continue
        target = index.resolve_link(link.target, link.subpath, note.path, markdown=link.kind.is_markdown)
        position = SourcePosition(note.path, link.line, link.column)
        if target.missing:
            yield _missing(link, target, position)
        if target.ambiguous:
            yield _ambiguous(link, target, position)
        if target.tolerated and target.file:
            message = "Obsidian would not find this; it was taken for"
            yield Diagnostic(DiagnosticCode.TOLERANT_LINK, position, f"{message} {target.file.path}", _written(link))
        if isinstance(target.file, Attachment) and target.file.path.suffix.lower() in NAMES_NOTES and not link.kind.is_embed:
            message = f"a {target.file.path.suffix[1:].lower()} is not shown yet, the link leads to its file"
            yield Diagnostic(DiagnosticCode.NOT_SHOWN_YET, position, message, _written(link))


def with_guess(diagnostic: Diagnostic, index: LinkIndex) -> Diagnostic:
    """The diagnostic of a file that doesn't exist with the name that may have been meant; any other as it is.

    To be asked for what is printed: a guess costs more than to find the link wanting, and of ten thousand dead links a build prints twenty.
    """
    guess = index.guess(diagnostic.written) if diagnostic.code in NAMES_A_FILE else ""
    return replace(diagnostic, guess=f"did you mean '{guess}'?") if guess else diagnostic


def _missing(link: OutgoingLink, target: LinkTarget, position: SourcePosition) -> Diagnostic:
    if target.file is None and link.kind is LinkKind.PROPERTY:
        return _missing_in_property(link, position)
    if target.file is None:
        is_embed = link.kind.is_embed
        code = DiagnosticCode.UNRESOLVED_EMBED if is_embed else DiagnosticCode.UNRESOLVED_LINK
        is_note = VaultPath(link.target).suffix.lower() in {"", NOTE_SUFFIX}
        message = "no note is called" if is_note else "no file is called"
        return Diagnostic(code, position, message, link.target)
    where = VaultPath(target.file.path).stem
    if target.missing == "block":
        return Diagnostic(DiagnosticCode.UNRESOLVED_BLOCK, position, f"no block of '{where}' is called", link.subpath)
    return Diagnostic(DiagnosticCode.UNRESOLVED_HEADING, position, f"no heading of '{where}' is called", link.subpath)


def _missing_in_property(link: OutgoingLink, position: SourcePosition) -> Diagnostic:
    name = link.sentence[: link.place].removesuffix(": ")
    is_note = VaultPath(link.target).suffix.lower() in {"", NOTE_SUFFIX}
    message = f"'{name}' names a {'note' if is_note else 'file'} that doesn't exist"
    guess = "write the name of a note" if is_note else "write the path of a file, or a web address"
    return Diagnostic(DiagnosticCode.UNRESOLVED_LINK, position, message, link.target, guess)


def _ambiguous(link: OutgoingLink, target: LinkTarget, position: SourcePosition) -> Diagnostic:
    chosen, *others = target.ambiguous
    guess = f"{chosen} was taken, not {', '.join(others)}"
    return Diagnostic(DiagnosticCode.AMBIGUOUS_LINK, position, "several files are called", _written(link), guess)


def _written(link: OutgoingLink) -> str:
    return f"{link.target}#{link.subpath}" if link.subpath else link.target
