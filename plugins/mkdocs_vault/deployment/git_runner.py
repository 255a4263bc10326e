"""The one door to git: fixed arguments, our environment, a deadline, typed answers. GitPython stays behind it as well."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.errors import DeploymentError, MirrorDamagedError, TemporaryError
from mkdocs_vault.deployment.git_environment import git_environment
from mkdocs_vault.deployment.git_failures import failure_of, reason_in, worth_another_try
from mkdocs_vault.deployment.processes import DeadlineExceededError, Finished, ProcessGroup

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mkdocs_vault.deployment.credentials import Credentials
    from mkdocs_vault.deployment.deadline import Deadline
    from mkdocs_vault.deployment.remote import Remote

TRIES = 3
FIRST_PAUSE_SECONDS = 0.4
_IDENTITY = {"GIT_COMMITTER_NAME": "mkdocs-vault", "GIT_COMMITTER_EMAIL": "mkdocs-vault@localhost"}
"""For reference logs: whoever runs us may have no name."""
_OBJECT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA1_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Access:
    """A remote, the way in, and how long an exchange with it may take."""

    remote: Remote
    credentials: Credentials
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class CommitFacts:
    """What is told of a commit: when it was made (seconds since 1970, may be negative), its first line and its tree."""

    identifier: str
    tree: str
    committed_at: int
    summary: str


@dataclass(frozen=True, slots=True)
class RemoteReference:
    """A reference of a remote: `refs/heads/main` or `HEAD`, its object, and the reference that it stands for, if any."""

    name: str
    object_id: str
    stands_for: str = ""


class GitRunner:
    """Runs git in a process group that ends with the run."""

    def __init__(self, group: ProcessGroup) -> None:
        """Every git will be a child in `group`."""
        self._group = group

    def here(self, git_dir: Path, words: Sequence[str], deadline: Deadline) -> Finished:
        """Run git on a repository of ours, with no transport allowed. The caller judges the exit code."""
        return self._group.run(["git", f"--git-dir={git_dir}", *words], git_environment(), deadline)

    def here_checked(self, git_dir: Path, words: Sequence[str], deadline: Deadline) -> bytes:
        """As `here`, for commands that only fail if the repository is damaged or the disk is full."""
        finished = self.here(git_dir, words, deadline)
        if finished.code:
            message = f"git {words[0]} failed: {reason_in(finished.errors)}"
            raise MirrorDamagedError(message)
        return finished.output

    def in_clone(self, clone: Path, words: Sequence[str], deadline: Deadline) -> Finished:
        """Run a reading git on somebody's clone, never from inside it. The caller judges the exit code."""
        return self._group.run(_in_clone(clone, words), git_environment(checks_out=True), deadline)

    def change_clone(self, clone: Path, words: Sequence[str]) -> Finished:
        """Run a git that changes somebody's clone; it is never stopped half way."""
        return self._group.run_to_the_end(_in_clone(clone, words), git_environment(checks_out=True) | _IDENTITY)

    def start_reader(self, git_dir: Path, words: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a git that answers questions on its input."""
        return self._group.start(["git", f"--git-dir={git_dir}", *words], git_environment(), reads_input=True)

    def exchange(
        self,
        access: Access,
        words: Sequence[str],
        doing: str,
        git_dir: Path | None = None,
        *,
        largest_file_bytes: int | None = None,
        checks_out: bool = False,
    ) -> Finished:
        """Talk to a remote; what may pass is tried again within the deadline. Raises the reason of a failure."""
        environment = git_environment(access.remote, access.credentials, access.deadline.seconds, checks_out=checks_out)
        location = [] if git_dir is None else [f"--git-dir={git_dir}"]
        pause = FIRST_PAUSE_SECONDS
        for trial in range(1, TRIES + 1):
            try:
                return self._once(access, [*location, *words], environment, doing, largest_file_bytes)
            except DeploymentError as error:
                jittered = pause * random.uniform(0.5, 1.5)  # noqa: S311 - only spreads the load
                if trial == TRIES or not worth_another_try(error) or access.deadline.left_seconds <= jittered:
                    raise
                time.sleep(jittered)
                pause *= 3
        raise AssertionError  # the last trial returns or raises

    def _once(
        self, access: Access, words: Sequence[str], environment: Mapping[str, str], doing: str, largest_file_bytes: int | None
    ) -> Finished:
        try:
            finished = self._group.run(["git", *words], environment, access.deadline, largest_file_bytes=largest_file_bytes)
        except DeadlineExceededError:
            message = f"the remote can't be reached: {doing} {access.remote} was not done after {access.deadline.seconds:g} seconds"
            raise TemporaryError(message, "a slow remote needs a larger deadline_seconds") from None
        if finished.code:
            raise failure_of(finished.errors or f"git ended with {finished.code}", access.remote, doing)
        return finished

    def references(self, access: Access, names: Sequence[str]) -> tuple[RemoteReference, ...]:
        """Those of the named references (`HEAD`, `refs/heads/...`, or `refs/heads/*`) that the remote has."""
        words = ["ls-remote", "--quiet", "--symref", "--end-of-options", access.remote.address, *names]
        output = self.exchange(access, words, "asking").output.decode("utf-8", "replace")
        stands_for: dict[str, str] = {}
        found: list[RemoteReference] = []
        for line in output.split("\n"):
            left, tab, name = line.partition("\t")
            if tab and left.startswith("ref: "):
                stands_for[name] = left.removeprefix("ref: ")
            elif tab and _OBJECT_ID.fullmatch(left):
                found.append(RemoteReference(name, left, stands_for.get(name, "")))
        return tuple(found)

    def commit_facts(self, git_dir: Path, commit: str) -> CommitFacts:
        """Read a commit with GitPython's own reader, which starts no program."""
        if len(commit) != _SHA1_LENGTH:
            message = "the repository uses SHA-256 names, which GitPython can't read yet"
            raise TemporaryError(message, "publish a clone that uses SHA-1")
        import git  # noqa: PLC0415 - costs a sixth of a second, and a run without news doesn't need it
        from gitdb import GitDB  # noqa: PLC0415
        from gitdb.exc import ODBError  # noqa: PLC0415

        with git.Repo(str(git_dir), odbt=GitDB) as repository:
            try:
                found = repository.commit(commit)
                summary = found.summary if isinstance(found.summary, str) else found.summary.decode("utf-8", "replace")
                return CommitFacts(commit, found.tree.hexsha, int(found.committed_date), summary)
            except (ODBError, ValueError, OSError, LookupError, ArithmeticError, TypeError, AttributeError) as error:
                message = f"commit {commit[:12]} can't be read: {type(error).__name__}"
                raise MirrorDamagedError(message) from None


def _in_clone(clone: Path, words: Sequence[str]) -> list[str]:
    return ["git", f"--git-dir={clone / '.git'}", f"--work-tree={clone}", *words]
