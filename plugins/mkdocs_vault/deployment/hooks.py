"""Commands of the user around a publication: one before may veto, those after are told at least once per release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.errors import DeploymentError, RefusedError, TemporaryError
from mkdocs_vault.deployment.git_environment import child_environment
from mkdocs_vault.diagnostics import shortened, visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mkdocs_vault.deployment.processes import ProcessGroup
    from mkdocs_vault.deployment.settings import Hooks

LONGEST_OUTPUT = 300


def run_before(hooks: Hooks, folder: Path, facts: Mapping[str, str], group: ProcessGroup) -> None:
    """Run the hooks before a publication; raises `RefusedError` if one says no."""
    for words in hooks.before:
        problem = _run(words, hooks, folder, facts, group)
        if problem:
            message = f"not published: the hook before the publication said no: {words[0]} {problem}"
            raise RefusedError(message)


def run_after(hooks: Hooks, folder: Path, facts: Mapping[str, str], group: ProcessGroup) -> None:
    """Run the hooks after a publication; raises `TemporaryError` if one failed, so that it is told again the next time."""
    for words in hooks.after:
        problem = _run(words, hooks, folder, facts, group)
        if problem:
            message = f"published, but the hook after it failed: {words[0]} {problem}"
            raise TemporaryError(message, "it is run again with the next deploy")


def _run(words: tuple[str, ...], hooks: Hooks, folder: Path, facts: Mapping[str, str], group: ProcessGroup) -> str:
    """Why a hook failed, or an empty string."""
    try:
        finished = group.run(words, child_environment(facts), Deadline(hooks.deadline_seconds), folder)
    except DeploymentError as error:
        return error.message
    if finished.code == 0:
        return ""
    said = shortened(visible((finished.errors or finished.output.decode("utf-8", "replace")).strip()), LONGEST_OUTPUT)
    return f"ended with {finished.code}: {said}"
