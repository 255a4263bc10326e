"""Our own bare mirror of the vault's branch: nobody else writes it, so whatever lies around in it may be mended or thrown away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.durable import remove_tree
from mkdocs_vault.deployment.errors import DeploymentError, InterruptedTransferError, RefusedError, TemporaryError
from mkdocs_vault.deployment.git_failures import reason_in
from mkdocs_vault.deployment.git_runner import Access, GitRunner
from mkdocs_vault.deployment.objects import ObjectReader

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "refs/vault/head"
LOCAL_DEADLINE_SECONDS = 600
MOST_PACKS = 30
_CONFIGURATION = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
_HEAD = "ref: refs/heads/none\n"
_LEFTOVERS = ("*.lock", "tmp_*", "gc.pid", "incoming-*", "FETCH_HEAD")
_OBJECT_ID = re.compile(r"[0-9a-f]{40}\s*")


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a branch of the remote is now."""

    branch: str
    commit: str


def remote_tip(runner: GitRunner, access: Access, branch: str | None) -> Tip:
    """The tip of a branch, by default of the one that the remote names; raises `TemporaryError` if there is none."""
    if branch is not None:
        reference = f"refs/heads/{branch}"
        for found in runner.references(access, [reference]):
            if found.name == reference:
                return Tip(branch, found.object_id)
        raise _no_branch(runner, access, f"there is no branch '{branch}' on the remote {access.remote}")
    for found in runner.references(access, ["HEAD"]):
        if found.name == "HEAD" and found.stands_for.startswith("refs/heads/"):
            return Tip(found.stands_for.removeprefix("refs/heads/"), found.object_id)
    raise _no_branch(runner, access, f"the remote {access.remote} doesn't say which branch is its default")


def _no_branch(runner: GitRunner, access: Access, message: str) -> TemporaryError:
    names = [found.name.removeprefix("refs/heads/") for found in runner.references(access, ["refs/heads/*"])]
    if not names:
        return TemporaryError(f"the repository {access.remote} is empty: it has no branch", "push a first commit")
    return TemporaryError(f"{message}; it has {', '.join(names[:5])}", "correct vault.branch, or push the branch again")


class Mirror:
    """The mirror in its folder. Call it only while holding the run's lock."""

    def __init__(self, folder: Path, runner: GitRunner, largest_file_bytes: int) -> None:
        """Nothing is touched before `prepare`."""
        self.folder = folder
        self._runner = runner
        self._largest_file_bytes = largest_file_bytes

    @property
    def _fresh(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.new")

    @property
    def _old(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.old")

    def prepare(self) -> None:
        """Make the mirror usable whatever a killed run, a full disk or a flipped byte has left: no lock there is anyone's but ours."""
        remove_tree(self._fresh)
        if self._old.exists() and not (self.folder / "objects").is_dir():
            remove_tree(self.folder)
            self._old.rename(self.folder)
        remove_tree(self._old)
        if not (self.folder / "objects").is_dir() or self.folder.is_symlink():
            remove_tree(self.folder)
            _create(self.folder)
        steps.done("mirror-created")
        _remove_leftovers(self.folder)
        remove_tree(self.folder / "packed-refs")
        _write_fixed_files(self.folder)
        steps.done("mirror-locks-removed")

    def holds(self, commit: str) -> bool:
        """Whether the commit is the one that was fetched last. Its objects prove themselves when they are read."""
        try:
            return (self.folder / REFERENCE).read_text("ascii").strip() == commit
        except (OSError, ValueError):
            return False

    def fetch(self, access: Access, branch: str) -> str:
        """Bring the branch up to date and give its commit. A mirror that can't take it in is made anew."""
        try:
            commit = self._fetch_into(self.folder, access, branch)
        except (InterruptedTransferError, RefusedError) as error:
            if not isinstance(error, InterruptedTransferError) or self._looks_whole(access):
                raise
            commit = self.rebuild(access, branch)
        steps.done("fetched")
        return commit

    def rebuild(self, access: Access, branch: str) -> str:
        """Fetch everything into a second mirror and put it in the place of the first, which stays until then."""
        remove_tree(self._fresh)
        _create(self._fresh)
        try:
            commit = self._fetch_into(self._fresh, access, branch)
        except BaseException:
            remove_tree(self._fresh)
            raise
        steps.done("mirror-rebuilt")
        remove_tree(self._old)
        self.folder.rename(self._old)
        self._fresh.rename(self.folder)
        steps.done("mirror-replaced")
        remove_tree(self._old)
        return commit

    def is_shallow(self) -> bool:
        """Whether the remote gave only the newest part of its history."""
        return (self.folder / "shallow").exists()

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` builds upon `older`; unknown commits don't."""
        words = ["merge-base", "--is-ancestor", "--end-of-options", older, newer]
        return self._runner.here(self.folder, words, Deadline(LOCAL_DEADLINE_SECONDS)).code == 0

    def maintain(self) -> None:
        """Put many small packs together, once in a while. A mirror that is too damaged for it is thrown away: the next run fetches anew."""
        if len(list((self.folder / "objects" / "pack").glob("*.pack"))) > MOST_PACKS:
            try:
                self.forget_unreachable()
            except DeploymentError:
                remove_tree(self.folder)
        steps.done("mirror-maintained")

    def forget_unreachable(self) -> None:
        """Drop everything that the branch no longer reaches: what was taken back upstream is gone here, too."""
        deadline = Deadline(LOCAL_DEADLINE_SECONDS)
        self._runner.here_checked(self.folder, ["repack", "-a", "-d", "--quiet"], deadline)
        self._runner.here_checked(self.folder, ["prune", "--expire=now"], deadline)

    def _fetch_into(self, folder: Path, access: Access, branch: str) -> str:
        words = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--update-shallow", "--end-of-options"]
        words += [access.remote.address, f"+refs/heads/{branch}:{REFERENCE}"]
        try:
            self._runner.exchange(access, words, "fetching", folder, largest_file_bytes=self._largest_file_bytes)
        except DeploymentError:
            _remove_leftovers(folder)
            raise
        deadline = Deadline(LOCAL_DEADLINE_SECONDS)
        finished = self._runner.here(folder, ["rev-parse", "--verify", "--end-of-options", f"{REFERENCE}^{{commit}}"], deadline)
        if finished.code:
            message = f"the branch '{branch}' of {access.remote} doesn't lead to a commit: {reason_in(finished.errors)}"
            raise InterruptedTransferError(message)
        return finished.output.decode("ascii").strip()

    def _looks_whole(self, access: Access) -> bool:
        """Whether it is not our mirror's fault that a transfer broke: every object that we hold can be read."""
        if access.deadline.passed:
            return True
        if not (self.folder / REFERENCE).exists():
            return not any((self.folder / "objects").rglob("*.pack"))
        return self._runner.here(self.folder, ["fsck", "--full", "--no-dangling"], Deadline(LOCAL_DEADLINE_SECONDS)).code == 0

    def reader(self) -> ObjectReader:
        """A reader of the mirror's objects."""
        return ObjectReader(self._runner, self.folder)


def _create(folder: Path) -> None:
    for part in ("objects/info", "objects/pack", "refs/heads", "refs/tags", "refs/vault"):
        (folder / part).mkdir(parents=True)
    _write_fixed_files(folder)


def _remove_leftovers(folder: Path) -> None:
    """Half packs and locks of programs that are dead: while we hold the run's lock nobody else is at work here."""
    for pattern in _LEFTOVERS:
        for leftover in folder.rglob(pattern):
            remove_tree(leftover)


def _write_fixed_files(folder: Path) -> None:
    """Configuration and HEAD never change, so they are simply written again; a reference that is no name is dropped."""
    for name, content in (("config", _CONFIGURATION), ("HEAD", _HEAD)):
        path = folder / name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content.encode():
            remove_tree(path)
            path.write_text(content, "ascii")
    for part in ("hooks", "info", "worktrees", "modules", "objects/info/alternates"):
        remove_tree(folder / part)
    (folder / "refs" / "vault").mkdir(parents=True, exist_ok=True)
    reference = folder / REFERENCE
    if reference.exists() and not _OBJECT_ID.fullmatch(reference.read_bytes().decode("latin-1")):
        remove_tree(reference)
