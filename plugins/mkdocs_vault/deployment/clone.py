"""Somebody's own clone: what is asked of it, and the one way in which it is changed."""

from __future__ import annotations

import os
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.durable import free_bytes
from mkdocs_vault.deployment.errors import (
    NO_ROOM_HINT,
    DeploymentError,
    DiskFullError,
    InterruptedTransferError,
    RefusedError,
    SettingsError,
    TemporaryError,
)
from mkdocs_vault.deployment.git_failures import reason_in
from mkdocs_vault.deployment.objects import ObjectReader, object_name
from mkdocs_vault.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_vault.deployment.git_runner import Access, GitRunner

LOCAL_DEADLINE_SECONDS = 300
LOCK_PATIENCE_SECONDS = 2.0
SHOWN_FILES = 5
_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisection",
}
_LOCKS = ("index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock")
_SKIP_WORKTREE = "S"
"""The letter of `git ls-files -v` for skip-worktree; small letters mean assume-unchanged. Git overwrites such files without a word."""


class Clone:
    """A clone with a work tree."""

    def __init__(self, folder: Path, runner: GitRunner) -> None:
        """Raises `SettingsError` if there is no clone in the folder itself; its parents are never searched."""
        self.folder = folder
        self._runner = runner
        if not (folder / ".git").exists():
            message = f"vault.checkout: {folder} is not a clone: it has no .git"
            raise SettingsError(message, f"git clone REMOTE {shlex.quote(str(folder))}")
        self._git_dir = Path(self._asked(["rev-parse", "--absolute-git-dir"]))

    def head_commit(self) -> str:
        """The commit that the clone is at."""
        return self._asked(["rev-parse", "--verify", "--end-of-options", "HEAD^{commit}"])

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` builds upon `older`."""
        return self._run(["merge-base", "--is-ancestor", "--end-of-options", older, newer])[0] == 0

    def refuse_unless_at_rest(self) -> None:
        """Raise if a merge or the like is under way, or if another git holds a lock; nothing of it is ever removed."""
        for name, what in _UNDER_WAY.items():
            if (self._git_dir / name).exists():
                message = f"{what} is under way in {self.folder} ({name})"
                raise RefusedError(message, "finish it, or give it up; then pull again")
        end = time.monotonic() + LOCK_PATIENCE_SECONDS
        while (lock := self._lock()) is not None:
            if time.monotonic() > end:
                raise self._locked(lock)
            time.sleep(0.05)

    def _lock(self) -> Path | None:
        candidates = [self._git_dir / name for name in _LOCKS]
        candidates += (self._git_dir / "refs" / "heads").rglob("*.lock")
        return next((lock for lock in candidates if lock.exists()), None)

    def _locked(self, lock: Path) -> TemporaryError:
        try:
            age = f"{max(0, round(time.time() - lock.stat().st_mtime))} seconds old"
        except FileNotFoundError:
            age = "just gone"
        message = f"another git is at work in {self.folder}, or was killed there: {lock} ({age})"
        return TemporaryError(message, f"if no git runs there any more: rm {shlex.quote(str(lock))}")

    def refuse_unless_on(self, branch: str) -> None:
        """Raise if the clone is on another branch or on none: we never switch."""
        code, output, _ = self._run(["symbolic-ref", "--quiet", "HEAD"])
        current = output.strip().removeprefix("refs/heads/")
        if code or not output.startswith("refs/heads/"):
            message = f"the clone {self.folder} is on no branch (detached HEAD)"
        elif current != branch:
            message = f"the clone {self.folder} is on the branch '{visible(current)}', not on '{branch}'"
        else:
            return
        raise RefusedError(message, f"git -C {shlex.quote(str(self.folder))} switch {shlex.quote(branch)}")

    def incoming_name(self, branch: str) -> str:
        """The reference of ours that a fetch fills."""
        return f"refs/mkdocs-vault/{branch}"

    def fetch(self, access: Access, branch: str) -> str:
        """Fetch the branch, touching neither the work tree nor the index; gives its commit."""
        words = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--end-of-options", access.remote.address]
        incoming = self.incoming_name(branch)
        wanted = [f"+refs/heads/{branch}:{incoming}"]
        if (upstream := self._upstream(branch, access.remote.address)) is not None:
            wanted.append(f"+refs/heads/{branch}:{upstream}")
        try:
            self._runner.exchange(access, [*words, *wanted], "fetching", self._git_dir, checks_out=True)
        except InterruptedTransferError as error:
            raise TemporaryError(error.message, error.hint) from None
        return self._asked(["rev-parse", "--verify", "--end-of-options", f"{incoming}^{{commit}}"])

    def _upstream(self, branch: str, address: str) -> str | None:
        """The tracking reference of the branch if it follows this very remote, so that `git status` stays true."""
        _, remote, _ = self._run(["config", "--get", "--local", f"branch.{branch}.remote"])
        name = remote.strip()
        _, url, _ = self._run(["config", "--get", "--local", f"remote.{name}.url"])
        same = url.strip().removesuffix("/").removesuffix(".git") == address.removesuffix("/").removesuffix(".git")
        return f"refs/remotes/{name}/{branch}" if name and same else None

    def forward(self, here: str, there: str) -> int:
        """Fast-forward to `there`; gives the number of changed files. Raises `RefusedError` with what would be lost."""
        changed = self._changed_files(here, there)
        self._refuse_hidden_changes(changed)
        self._refuse_without_room([new for _, new in changed.values()])
        finished = self._runner.change_clone(
            self.folder, ["merge", "--quiet", "--ff-only", "--no-overwrite-ignore", "--no-autostash", "--no-verify-signatures", there]
        )
        if finished.code:
            raise self._merge_failure(finished.errors)
        return len(changed)

    def _changed_files(self, here: str, there: str) -> dict[str, tuple[str, str]]:
        """Path -> object before and after, for every file that the remote has changed."""
        _, output, _ = self._run(["diff-tree", "-r", "-z", "--no-renames", "--end-of-options", here, there])
        parts = output.split("\0")
        changed = {}
        for header, path in zip(parts[::2], parts[1::2], strict=False):
            old_mode, new_mode, old, new, _ = header.lstrip(":").split(" ")
            changed[path] = ("" if old_mode == "000000" else old, "" if new_mode in {"000000", "160000"} else new)
        return changed

    def _refuse_hidden_changes(self, changed: dict[str, tuple[str, str]]) -> None:
        lost = [path for path in self._unwatched() if path in changed and not self._holds(path, changed[path][0])]
        if lost:
            hint = "these files are marked assume-unchanged or skip-worktree: save your version, or take the mark away"
            raise RefusedError(f"local changes would be lost: {_named(lost)}", hint)

    def _unwatched(self) -> Iterator[str]:
        _, output, _ = self._run(["ls-files", "-v", "-z"])
        for line in output.split("\0"):
            if line[:1] == _SKIP_WORKTREE or line[:1].islower():
                yield line[2:]

    def _holds(self, path: str, blob: str) -> bool:
        place = self.folder / path
        try:
            content = os.fsencode(place.readlink()) if place.is_symlink() else place.read_bytes()
        except OSError:
            return not place.is_dir()
        return object_name("blob", content) == blob

    def _refuse_without_room(self, blobs: list[str]) -> None:
        with ObjectReader(self._runner, self._git_dir) as reader:
            needed = sum(reader.sizes(sorted({blob for blob in blobs if blob})).values())
        if needed > (free := free_bytes(self.folder)):
            message = f"the disk is full: the new files need {needed} bytes, {free} are free ({self.folder})"
            raise DiskFullError(message, NO_ROOM_HINT)

    def _merge_failure(self, errors: str) -> DeploymentError:
        files = [line.strip() for line in errors.splitlines() if line.startswith("\t")]
        _, unmerged, _ = self._run(["ls-files", "--unmerged", "-z"])
        conflicts = sorted({line.partition("\t")[2] for line in unmerged.split("\0") if line})
        where = f"git -C {shlex.quote(str(self.folder))} status"
        if conflicts:
            return RefusedError(f"conflicts are still open in {_named(conflicts)}", f"settle them, then pull again: {where}")
        if files:
            hint = f"save or move them, then pull again: {where}"
            return RefusedError(f"local files would be overwritten: {_named(files)}", hint)
        if "lock" in errors and (lock := self._lock()) is not None:
            return self._locked(lock)
        return RefusedError(f"the clone {self.folder} can't be brought forward: {reason_in(errors)}", where)

    def _asked(self, words: list[str]) -> str:
        code, output, errors = self._run(words)
        if code:
            message = f"git can't read the clone {self.folder}: {reason_in(errors)}"
            raise RefusedError(message)
        return output.strip()

    def _run(self, words: list[str]) -> tuple[int, str, str]:
        finished = self._runner.in_clone(self.folder, words, Deadline(LOCAL_DEADLINE_SECONDS))
        return finished.code, finished.output.decode("utf-8", "surrogateescape"), finished.errors


def _named(files: list[str]) -> str:
    more = f" and {len(files) - SHOWN_FILES} more" if len(files) > SHOWN_FILES else ""
    return ", ".join(visible(file) for file in files[:SHOWN_FILES]) + more
