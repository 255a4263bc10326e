"""`VaultPath`: where a file lies in the vault, a string that can't be mixed up; how names are compared is decided here."""

from __future__ import annotations

from posixpath import normpath

from mkdocs_vault.note.names import NOTE_SUFFIX, comparable

__all__ = ["NOTE_SUFFIX", "OUTSIDE", "VaultPath", "comparable", "is_note", "joined"]

OUTSIDE = "../"


class VaultPath(str):
    """A path relative to the vault's root, its parts separated by `/`, spelled exactly as on disk.

    Two files may differ in nothing but case or Unicode form, so equality is that of the spelling; `key` is for comparing as Obsidian does.
    A path that begins with `../` is a page of the site outside the vault: relative links reach it, names don't.
    """

    __slots__ = ()

    @property
    def name(self) -> str:
        """The last part, with its extension."""
        return self.rpartition("/")[2]

    @property
    def parent(self) -> VaultPath:
        """The folder; the root is the empty path."""
        return VaultPath(self.rpartition("/")[0])

    @property
    def suffix(self) -> str:
        """The extension with its dot, as written; empty where there is none, and for a name like `.env`."""
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def stem(self) -> str:
        """The last part without its extension: the name that Obsidian shows for a note."""
        name = self.name
        return name[: len(name) - len(self.suffix)]

    @property
    def key(self) -> str:
        """What paths are compared by: NFC and lower case (Obsidian resolves links without regard to case)."""
        return comparable(self)

    @property
    def is_hidden(self) -> bool:
        """Whether a part begins with a dot: `.obsidian`, `.trash` and `.git` are not part of a vault."""
        return any(part.startswith(".") and part != ".." for part in self.split("/"))

    @property
    def is_outside(self) -> bool:
        """Whether the path leads out of the vault."""
        return self == ".." or self.startswith(OUTSIDE)


def is_note(path: VaultPath) -> bool:
    """Whether the path names a note, that is, ends in `.md` in any case."""
    return path[-3:].lower() == NOTE_SUFFIX and path.suffix.lower() == NOTE_SUFFIX


def joined(folder: str, target: str) -> str:
    """The path that `target` names as seen from `folder`, `.` and `..` resolved; it may begin with `..`, that is, lie outside the vault."""
    return normpath(f"{folder}/{target}" if folder else target)
