"""The author's own clone, brought up to date: forward only, and never at the price of a byte that is only there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.clone import Clone
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.errors import ExitCode, RefusedError, SettingsError
from mkdocs_vault.deployment.git_runner import Access, GitRunner
from mkdocs_vault.deployment.lock import run_lock
from mkdocs_vault.deployment.mirror import remote_tip
from mkdocs_vault.deployment.processes import ProcessGroup

if TYPE_CHECKING:
    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.settings_loading import LoadedSettings

SHORT = 12


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the clone is and where the remote is."""

    here: str
    there: str


def pull(settings: LoadedSettings, progress: Progress, *, wait: bool = False) -> ExitCode:
    """Fast-forward the clone of `vault.checkout`; raises what stops it, with the file, the lock or the commits."""
    vault = settings.values.vault
    if vault.checkout is None:
        message = "vault.checkout: is missing: it names the clone that `pull` brings up to date"
        raise SettingsError(message)
    vault.credentials.check(progress.redact, "vault")
    settings.values.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with run_lock(settings.values.state / "pull.lock", wait=wait) as descriptor, ProcessGroup(descriptor) as group:
        runner = GitRunner(group)
        access = Access(settings.remote, vault.credentials, Deadline(vault.deadline_seconds))
        _forward(Clone(vault.checkout, runner), access, vault.branch, progress, runner)
    return ExitCode.OK


def _forward(clone: Clone, access: Access, branch: str | None, progress: Progress, runner: GitRunner) -> None:
    clone.refuse_unless_at_rest()
    with progress.phase("ask") as phase:
        tip = remote_tip(runner, access, branch)
        phase.note = f"{tip.branch} is at {tip.commit[:SHORT]}"
    clone.refuse_unless_on(tip.branch)
    here = clone.head_commit()
    if here == tip.commit:
        progress.result(f"already current: {here[:SHORT]}", commit=here)
        return
    with progress.phase("fetch") as phase:
        there = clone.fetch(access, tip.branch)
        phase.note = there[:SHORT]
    steps.done("pull-fetched")
    ends = Ends(here, there)
    if clone.is_ancestor(ends.there, ends.here):
        progress.result(f"nothing to bring: {here[:SHORT]} already holds {there[:SHORT]} and is ahead of it", commit=here)
        return
    _refuse_diverged(clone, ends, tip.branch)
    with progress.phase("merge") as phase:
        changed = clone.forward(ends.here, ends.there)
        phase.note = f"{here[:SHORT]} -> {there[:SHORT]}, {changed} files"
    steps.done("pull-merged")
    progress.result(f"brought up to date: {there[:SHORT]}", commit=there)


def _refuse_diverged(clone: Clone, ends: Ends, branch: str) -> None:
    if clone.is_ancestor(ends.here, ends.there):
        return
    message = (
        f"the clone {clone.folder} and the remote have gone different ways: "
        f"here is {ends.here[:SHORT]}, there is {ends.there[:SHORT]}, and neither builds upon the other"
    )
    raise RefusedError(message, f"bring them together yourself: git -C {clone.folder} rebase {clone.incoming_name(branch)}")
