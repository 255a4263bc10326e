"""A release -> a folder on a server, by rsync over ssh: copied beside the others, what hasn't changed is linked, one link is swapped."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.credentials import Credentials
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.errors import RefusedError, SettingsError, TemporaryError
from mkdocs_vault.deployment.git_environment import child_environment, ssh_command
from mkdocs_vault.deployment.git_failures import failure_of
from mkdocs_vault.deployment.processes import DeadlineExceededError
from mkdocs_vault.deployment.releases import release_at
from mkdocs_vault.deployment.remote import Remote

if TYPE_CHECKING:
    from mkdocs_vault.deployment.processes import Finished
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings import RsyncTarget
    from mkdocs_vault.deployment.workplace import Workplace

SILENCE_SECONDS = 60
_ON_A_SERVER = re.compile(r"(?P<login>(?:[A-Za-z0-9._-]+@)?(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])):(?P<folder>.+)")


@dataclass(frozen=True, slots=True)
class Destination:
    """A folder, on a server (`login` is `user@host`) or here (`login` is empty)."""

    login: str
    folder: str


def parse_destination(written: str, base: Path) -> Destination:
    """`user@host:/folder`, or a folder of this machine; raises `ValueError` with a sentence."""
    if "/" not in written.split(":", 1)[0] and ":" in written:
        match = _ON_A_SERVER.fullmatch(written)
        if match is None or match["folder"].startswith("-") or match["login"].startswith("-"):
            message = "is neither user@host:/folder nor a folder"
            raise ValueError(message)
        return Destination(match["login"], match["folder"])
    path = Path(written).expanduser()
    return Destination("", str(path if path.is_absolute() else base / path))


def publish_by_rsync(place: Workplace, target: RsyncTarget, setting: str, release: Release) -> str:
    """Copy a release and let the server's readers see it; gives what happened."""
    try:
        destination = parse_destination(target.destination, place.settings.base)
    except ValueError as error:
        message = f"{setting}.destination: {error}"
        raise SettingsError(message) from None
    Credentials(None, target.ssh_key_file, target.ssh_known_hosts_file).check(place.progress.redact, setting)
    return _Rsync(place, target, destination).publish(release)


class _Rsync:
    def __init__(self, place: Workplace, target: RsyncTarget, destination: Destination) -> None:
        self._group = place.group
        self._target = target
        self._there = destination
        self._deadline = Deadline(target.deadline_seconds)
        self._ssh = ssh_command(Credentials(None, target.ssh_key_file, target.ssh_known_hosts_file), target.ssh_port)

    def publish(self, release: Release) -> str:
        before, names = self._what_is_there()
        if before == release.name:
            return f"{self._target.destination} has it already"
        self._copy(release, before)
        steps.done("target-rsync-copied")
        old = self._old(names, {before, release.name})
        self._run_there(
            f"rm -rf releases/{release.name}",
            f"mv -T releases/.new releases/{release.name}",
            "sync releases 2>/dev/null || true",
            f"rm -f .current.new && ln -s releases/{release.name} .current.new && mv -T .current.new current",
            *(f"mv -T releases/{name} releases/.old && rm -rf releases/.old" for name in old),
        )
        steps.done("target-rsync-linked")
        return f"{self._target.destination} shows {release.name}"

    def _what_is_there(self) -> tuple[str, list[str]]:
        """The name of the release that is linked (or nothing), and all names."""
        output = self._run_there("rm -rf releases/.old", "readlink current || echo", "ls -1 releases").output
        linked, *names = output.decode("utf-8", "replace").splitlines() or [""]
        before = Path(linked).name
        return (before if before in names and release_at(Path(before)) else ""), names

    def _old(self, names: list[str], linked: set[str]) -> list[str]:
        """What is beyond the newest `keep`, counting the new one; what is or was linked stays for late readers."""
        others = sorted(found for name in names if (found := release_at(Path(name))) is not None and found.name not in linked)
        surplus = len(others) + len(linked - {""}) - self._target.keep
        return [release.name for release in others[: max(0, surplus)]]

    def _copy(self, release: Release, before: str) -> None:
        words = ["rsync", "--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--delete", "--protect-args"]
        words += [f"--timeout={SILENCE_SECONDS}", f"--rsh={self._ssh}"]
        if before:
            words.append(f"--link-dest=../{before}/")
        prefix = f"{self._there.login}:" if self._there.login else ""
        words += ["--", f"{release.folder}/", f"{prefix}{self._there.folder.rstrip('/')}/releases/.new/"]
        self._checked(words, "copying to")

    def _run_there(self, *lines: str) -> Finished:
        folder = shlex.quote(self._there.folder)
        script = " && ".join((f"mkdir -p {folder}/releases", f"cd {folder}", *(f"{{ {line}; }}" for line in lines)))
        words = [*shlex.split(self._ssh), "--", self._there.login, script] if self._there.login else ["/bin/sh", "-c", script]
        return self._checked(words, "asking")

    def _checked(self, words: list[str], doing: str) -> Finished:
        remote = Remote(self._target.destination, "ssh" if self._there.login else "file")
        try:
            finished = self._group.run(words, child_environment(), self._deadline)
        except DeadlineExceededError:
            message = f"{doing} {remote} was not done after {self._deadline.seconds:g} seconds"
            raise TemporaryError(message) from None
        if finished.code:
            failure = failure_of(finished.errors, remote, doing)
            if "Permission denied" in finished.errors and "publickey" not in finished.errors:
                raise RefusedError(failure.message, "may the user write to the folder?")
            raise failure
        return finished
