"""A release -> one commit on a branch that a forge serves, made by plumbing alone: no work tree, no link followed, no name interpreted.

The default history is a single commit without a parent: what was unpublished leaves the branch. The same site gives the same commit, so
nothing is pushed when nothing has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.durable import remove_tree
from mkdocs_vault.deployment.errors import CredentialsError, RefusedError, TemporaryError
from mkdocs_vault.deployment.git_environment import git_environment
from mkdocs_vault.deployment.git_failures import failure_of, reason_in
from mkdocs_vault.deployment.git_runner import Access
from mkdocs_vault.deployment.processes import DeadlineExceededError
from mkdocs_vault.deployment.releases import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs_vault.deployment.processes import Finished
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings import PagesTarget
    from mkdocs_vault.deployment.workplace import Workplace

RACES = 3
LOCAL_DEADLINE_SECONDS = 600
_BY = {
    "GIT_AUTHOR_NAME": "mkdocs-vault",
    "GIT_AUTHOR_EMAIL": "mkdocs-vault@localhost",
    "GIT_COMMITTER_NAME": "mkdocs-vault",
    "GIT_COMMITTER_EMAIL": "mkdocs-vault@localhost",
    "GIT_AUTHOR_DATE": "@1 +0000",
    "GIT_COMMITTER_DATE": "@1 +0000",
}
"""Neither a person nor a moment: the same site is the same commit, and no e-mail address is published."""
_LOST_RACE = ("stale info", "fetch first", "non-fast-forward", "cannot lock ref", "reference already exists", "failed to update ref")
_PROTECTED = ("protected branch", "pre-receive hook declined", "denied", "prohibited", "not allowed")


def publish_to_branch(place: Workplace, target: PagesTarget, setting: str, release: Release) -> str:
    """Push a release as a commit; gives what happened. A push that another one overtook is made again on top of the new state."""
    target.credentials.check(place.progress.redact, setting)
    access = Access(place.settings.remote_of(target), target.credentials, Deadline(target.deadline_seconds))
    return _PagesBranch(place, target, access).publish(release)


class _PagesBranch:
    def __init__(self, place: Workplace, target: PagesTarget, access: Access) -> None:
        self._place = place
        self._target = target
        self._access = access
        self._git_dir = place.work_folder / "pages.git"
        self._reference = f"refs/heads/{target.branch}"

    def publish(self, release: Release) -> str:
        tree = self._tree(release)
        for race in range(1, RACES + 1):
            seen = self._seen()
            if seen and self._target.history == "keep" and self._fetched_tree(seen) == tree:
                return f"{self._target.branch} has it already"
            commit = self._commit(tree, release, seen)
            if commit == seen:
                return f"{self._target.branch} has it already"
            steps.done("target-pages-committed")
            if self._push(commit, seen, last=race == RACES):
                steps.done("target-pages-pushed")
                return f"{self._target.branch} is at {commit[:12]}"
        raise AssertionError  # the last push succeeds or raises

    def _tree(self, release: Release) -> str:
        """The tree object of a release, written into a repository that lives as long as the run."""
        remove_tree(self._git_dir)
        self._git_dir.parent.mkdir(parents=True, exist_ok=True)
        self._local(["init", "--quiet", "--bare", "--initial-branch=none"], with_dir=False)
        names = sorted(read_record(release).manifest)
        paths = "".join(f"{_quoted(release.folder / name)}\n" for name in names)
        hashed = self._local(["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.encode("utf-8", "surrogateescape"))
        lines = [
            f"100644 blob {blob}\t{name}\0".encode("utf-8", "surrogateescape")
            for name, blob in zip(names, hashed.decode().split(), strict=True)
            if name != ".nojekyll"
        ]
        empty = self._local(["hash-object", "-w", "--stdin"], b"").decode().strip()
        lines.append(f"100644 blob {empty}\t.nojekyll\0".encode())
        self._local(["update-index", "-z", "--index-info"], b"".join(lines))
        return self._local(["write-tree"]).decode().strip()

    def _seen(self) -> str:
        """The commit that the branch is at, or an empty string if there is no branch."""
        found = self._place.runner.references(self._access, [self._reference])
        return next((reference.object_id for reference in found if reference.name == self._reference), "")

    def _fetched_tree(self, commit: str) -> str:
        """The tree that the branch shows now, fetched because the new commit will stand upon it."""
        words = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1", "--end-of-options"]
        words += [self._access.remote.address, f"+{self._reference}:refs/seen/head"]
        self._place.runner.exchange(self._access, words, "fetching", self._git_dir)
        finished = self._place.runner.here(self._git_dir, ["rev-parse", f"{commit}^{{tree}}"], Deadline(LOCAL_DEADLINE_SECONDS))
        return finished.output.decode().strip() if finished.code == 0 else ""

    def _commit(self, tree: str, release: Release, seen: str) -> str:
        parents = ["-p", seen] if self._target.history == "keep" and seen else []
        message = f"Publish {release.commit}\n" if self._target.history == "keep" else "Publish\n"
        return self._local(["commit-tree", *parents, tree], message.encode()).decode().strip()

    def _push(self, commit: str, seen: str, *, last: bool) -> bool:
        """Push, but only over what was seen; whether it went through. Raises what can't be mended by another try."""
        words = ["push", "--quiet", "--porcelain", "--atomic", f"--force-with-lease={self._reference}:{seen}", "--end-of-options"]
        words += [self._access.remote.address, f"{commit}:{self._reference}"]
        finished = self._pushed(words)
        if finished.code == 0:
            return True
        told = finished.errors + finished.output.decode("utf-8", "replace")
        if any(mark in told for mark in _LOST_RACE):
            if last:
                message = f"the branch '{self._target.branch}' moves while we push to it: {reason_in(told)}"
                raise TemporaryError(message)
            return False
        if "rejected" in told and any(mark in told for mark in _PROTECTED):
            message = f"the remote doesn't let us push to '{self._target.branch}': {reason_in(told)}"
            raise CredentialsError(message, "allow this key or token to force-push to the branch, or take its protection away")
        raise failure_of(told, self._access.remote, "pushing to")

    def _pushed(self, words: list[str]) -> Finished:
        environment = git_environment(self._access.remote, self._access.credentials, self._access.deadline.seconds)
        try:
            return self._place.group.run(["git", f"--git-dir={self._git_dir}", *words], environment, self._access.deadline)
        except DeadlineExceededError:
            message = f"pushing to {self._access.remote} was not done after {self._access.deadline.seconds:g} seconds"
            raise TemporaryError(message) from None

    def _local(self, words: list[str], given: bytes | None = None, *, with_dir: bool = True) -> bytes:
        command = ["git", f"--git-dir={self._git_dir}", *words] if with_dir else ["git", *words, str(self._git_dir)]
        finished = self._place.group.run(command, git_environment() | _BY, Deadline(LOCAL_DEADLINE_SECONDS), given=given)
        if finished.code:
            message = f"git {words[0]} failed: {reason_in(finished.errors)}"
            raise RefusedError(message)
        return finished.output


def _quoted(path: Path) -> str:
    """A path for `--stdin-paths`: git reads a line in quotes as a C string, so no name can be two lines."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
