"""Which attachments are public: those that something public uses, and those that the site asks for beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.attachment_use import used_attachments
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.loading import NAMES_NOTES
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.patterns import matcher
from mkdocs_vault.vault.special_files import is_special


@dataclass(frozen=True, slots=True)
class AttachmentRules:
    """What a site publishes beside what it uses: nothing (`used`), `all` that no private note uses, or what of that matches patterns.

    `special_files` are patterns of files that are published though something other than a reader obeys them.
    """

    beside: Literal["used", "all"] | tuple[str, ...] = "used"
    special_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UseByTheSite:
    """What the site does with files of the vault, whatever notes say.

    `named` are in its configuration, or made by its programs: they are public. `shown` are used by pages that belong to its generator.
    `steering` are files that its programs run or that stand in for those of its theme: nobody publishes them by using them.
    """

    named: frozenset[VaultPath] = frozenset()
    shown: frozenset[VaultPath] = frozenset()
    steering: frozenset[VaultPath] = frozenset()


@dataclass(frozen=True, slots=True)
class ChosenAttachments:
    """The attachments that are public, how many are not because nothing public uses them, and how many because they are special.

    Of `files`, those that are `named` are known by their paths to others than notes. `diagnostics` has one for each special file that a
    public note uses: its links lead nowhere.
    """

    files: Mapping[VaultPath, Attachment]
    named: frozenset[VaultPath]
    unused: int
    special: int
    diagnostics: tuple[Diagnostic, ...]


class AttachmentChoice:
    """Decides about the attachments of a vault: what may be published at all is `offered`.

    Links are resolved in the whole vault, as Obsidian does: a picture of the same name that only a private note means stays private.
    A canvas or a base that names a private note stays private, too, and what it uses is not used by that.
    """

    def __init__(self, offered: Mapping[VaultPath, Attachment], index: LinkIndex, site: UseByTheSite) -> None:
        """`index` knows all files of the vault, private or not."""
        self._offered = offered
        self._index = index
        self._site = site

    def choose(self, public: Iterable[Note], private: Iterable[Note], rules: AttachmentRules) -> ChosenAttachments:
        """The public ones, where these notes are public and these are not."""
        private = tuple(private)
        named = self._site.named | self._matching(matcher(rules.special_files))
        special = {path for path in self._offered if path in self._site.steering or is_special(path)} - named
        secret = self._telling_of(private)
        open_to_all = self._offered.keys() - special - secret
        in_notes = used_attachments(public, self._index)
        used = self._with_what_they_use(in_notes | self._site.shown | named, open_to_all)
        if rules.beside != "used":
            hidden = used_attachments((*private, *(self._offered[path] for path in secret)), self._index)
            wanted = open_to_all if rules.beside == "all" else self._matching(matcher(rules.beside))
            used = self._with_what_they_use(used | (wanted - hidden), open_to_all)
        files = {path: file for path, file in self._offered.items() if path in used}
        unused = len(open_to_all) - len(files)
        return ChosenAttachments(
            files, frozenset(named & files.keys()), unused, len(special), tuple(_refused(path) for path in sorted(in_notes & special))
        )

    def _matching(self, matches: Callable[[VaultPath], bool]) -> set[VaultPath]:
        return {path for path in self._offered if matches(path)}

    def _telling_of(self, notes: Iterable[Note]) -> set[VaultPath]:
        """The canvases and bases that name one of these notes: their files would tell of it."""
        names = [note.path.stem.casefold() for note in notes]
        texts = ((path, file.text.casefold()) for path, file in self._offered.items() if file.text)
        return {path for path, text in texts if any(name in text for name in names)}

    def _with_what_they_use(self, paths: Iterable[VaultPath], open_to_all: set[VaultPath]) -> set[VaultPath]:
        """Those of these that may be public, and all that canvases and bases among them use, and so on."""
        found: set[VaultPath] = set()
        pending = open_to_all.intersection(paths)
        while pending:
            found |= pending
            users = (self._offered[path] for path in pending if path.suffix.lower() in NAMES_NOTES)
            pending = (used_attachments(users, self._index) & open_to_all) - found
        return found


def _refused(path: VaultPath) -> Diagnostic:
    message = "this file is not published, whoever links to it: a server, a browser or the site's own programs might obey it"
    return Diagnostic(DiagnosticCode.FILE_SKIPPED, SourcePosition(path), message)
