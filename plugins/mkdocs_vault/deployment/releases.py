"""The releases in the publish folder, and the link that readers follow. A name in `releases/` is always a whole release."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.durable import FOLDER_MODE, remove_tree, replace_link, sync_folder, sync_tree, write_file
from mkdocs_vault.deployment.errors import RefusedError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

Manifest = dict[str, dict[str, str | int]]
"""Digest and size of files by their names."""

RECORD = ".release.json"
_NAME = re.compile(r"([1-9]\d{0,17})-([0-9a-f]{12})-([0-9a-f]{8})")


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A release by its name; ordered by its number, never by a clock."""

    sequence: int
    commit: str
    key: str
    folder: Path

    @property
    def name(self) -> str:
        """The name of its folder: number, first digits of the commit, first digits of the build key."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """What `.release.json` says: full commit, number, what it was built from, and every other file with its digest and size."""

    commit: str
    sequence: int
    built_from: dict[str, str]
    build_key: str
    manifest: Manifest

    def as_json(self) -> bytes:
        """The same release gives the same bytes: there is no date and no path of the machine in it."""
        content = {
            "commit": self.commit,
            "seq": self.sequence,
            "built_from": self.built_from,
            "build_key": self.build_key,
            "manifest": self.manifest,
        }
        return (json.dumps(content, sort_keys=True, separators=(",", ":")) + "\n").encode()


def release_at(folder: Path) -> Release | None:
    """The release in a folder, if its name is one's."""
    match = _NAME.fullmatch(folder.name)
    return Release(int(match[1]), match[2], match[3], folder) if match else None


def read_record(release: Release) -> ReleaseRecord:
    """A release's record. Raises `RefusedError` if it can't be read."""
    try:
        content = json.loads((release.folder / RECORD).read_bytes())
        return ReleaseRecord(content["commit"], content["seq"], content["built_from"], content["build_key"], content["manifest"])
    except (OSError, ValueError, KeyError, TypeError):
        message = f"the record of release {release.name} can't be read"
        raise RefusedError(message) from None


def manifest_of(site: Path, files: Sequence[str]) -> Manifest:
    """Digest and size of every file."""
    manifest: Manifest = {}
    for name in files:
        with (site / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            manifest[name] = {"sha256": digest, "size": file.tell()}
    return manifest


def is_whole(release: Release) -> bool:
    """Whether every file of a release is there with its bytes, and no other."""
    try:
        record = read_record(release)
        files = [
            Path(folder, name).relative_to(release.folder).as_posix() for folder, _, names in os.walk(release.folder) for name in names
        ]
        return manifest_of(release.folder, sorted(set(files) - {RECORD})) == record.manifest
    except (RefusedError, OSError):
        return False


def share_files(site: Path, manifest: Manifest, release: Release, workshop: Path) -> int:
    """Replace files of a finished site by links to the same files of a release; gives how many. `workshop` is on the file system of both.

    From then on nobody may open these files to change them: readers see the same bytes. A file with another time stays, since the next
    build knows files by their time; and where the file system has no links, or no more of them, all is as it was.
    """
    shared = 0
    earlier = read_record(release).manifest
    link = workshop / "shared.link"
    for name, entry in manifest.items():
        if earlier.get(name) != entry:
            continue
        try:
            if not _seem_same(site / name, release.folder / name):
                continue
            link.hardlink_to(release.folder / name)
            link.replace(site / name)
            shared += 1
        except OSError:
            continue
        finally:
            link.unlink(missing_ok=True)
    return shared


def _seem_same(one: Path, other: Path) -> bool:
    """Whether both are plain files of one size and time."""
    status, status_of_other = one.lstat(), other.lstat()
    are_plain = stat.S_ISREG(status.st_mode) and stat.S_ISREG(status_of_other.st_mode)
    return are_plain and (status.st_size, status.st_mtime_ns) == (status_of_other.st_size, status_of_other.st_mtime_ns)


class ReleaseStore:
    """The publish folder: `releases/`, the links `current` and `previous`, and a workshop that is empty between runs."""

    def __init__(self, folder: Path) -> None:
        """Nothing is touched before `prepare`."""
        self.folder = folder
        self.releases_folder = folder / "releases"
        self.workshop = folder / ".work"

    def prepare(self) -> None:
        """Make the folders; throw away what a killed run has left. Raises `SettingsError` if `current` is not a link."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.releases_folder.mkdir(exist_ok=True)
        for path in (self.folder / "current", self.folder / "previous"):
            if path.exists() and not path.is_symlink():
                message = f"publish.folder: {path} is there and is not a link of ours"
                raise SettingsError(message, "move it away, or choose another folder")
        remove_tree(self.workshop)
        self.workshop.mkdir(mode=FOLDER_MODE)

    def clean_up(self) -> None:
        """Leave no workshop behind."""
        remove_tree(self.workshop)

    def all(self) -> tuple[Release, ...]:
        """All releases, the oldest first."""
        try:
            folders = list(self.releases_folder.iterdir())
        except FileNotFoundError:
            return ()
        found = (release_at(folder) for folder in folders if folder.is_dir() and not folder.is_symlink())
        return tuple(sorted(release for release in found if release is not None))

    def current(self) -> Release | None:
        """The release that readers see."""
        return self._behind("current")

    def previous(self) -> Release | None:
        """The release that they saw before."""
        return self._behind("previous")

    def _behind(self, link: str) -> Release | None:
        try:
            target = Path((self.folder / link).readlink())
        except OSError:
            return None
        release = release_at(self.releases_folder / target.name)
        return release if release is not None and (release.folder / RECORD).is_file() else None

    def add(self, site: Path, record: ReleaseRecord) -> Release:
        """Make a finished site a release: record, files, folders to the disk, then the name."""
        write_file(site / RECORD, record.as_json())
        steps.done("release-record-written")
        sync_tree(site)
        steps.done("release-synced")
        folder = self.releases_folder / f"{record.sequence}-{record.commit[:12]}-{record.build_key[:8]}"
        site.rename(folder)
        sync_folder(self.releases_folder)
        steps.done("release-named")
        return Release(record.sequence, record.commit[:12], record.build_key[:8], folder)

    def point_to(self, release: Release) -> None:
        """Let readers see a release: both links are replaced in one go each, `previous` first."""
        before = self.current()
        self.workshop.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if before is not None and before != release:
            replace_link(self.folder / "previous", f"releases/{before.name}", self.workshop)
        steps.done("previous-linked")
        if before != release:
            replace_link(self.folder / "current", f"releases/{release.name}", self.workshop)
        steps.done("current-swapped")

    def remove(self, release: Release) -> None:
        """Remove a release: its name goes first, so that no half of it is ever in the list."""
        self.workshop.mkdir(mode=FOLDER_MODE, exist_ok=True)
        grave = self.workshop / f"old-{release.name}"
        release.folder.rename(grave)
        steps.done("old-release-moved")
        remove_tree(grave)
        steps.done("old-release-removed")

    def remove_old(self, keep: int, pinned: str) -> tuple[Release, ...]:
        """Keep the newest releases and whatever is linked or pinned; gives those that are gone."""
        kept = {release for release in (self.current(), self.previous()) if release is not None}
        releases = self.all()
        old = [release for release in releases[: max(0, len(releases) - keep)] if release not in kept and release.name != pinned]
        for release in old:
            self.remove(release)
        return tuple(old)
