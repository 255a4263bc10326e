"""When notes were first and last changed, as the git repository tells that they lie in: one `git log` for all of them.

No date is better than a wrong one: a cut-off history says nothing of what lies behind its edge, and a path that was used twice
says nothing of when its note was made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from mkdocs_vault.vault.paths import VaultPath

TIMEOUT_SECONDS = 60
EARLIEST_YEAR = 1990
"""A date before that is a clock that was not set."""

_CONFIGURATION = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "diff.external": "",
    "gpg.program": "false",
    "log.mailmap": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
"""A vault may come from anywhere, its `.git/config` with it: nothing that is written there may run a program or open a connection."""

_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_INHERITED = ("PATH", "HOME", "XDG_CONFIG_HOME", "SYSTEMROOT", "USERPROFILE")
"""The user's own settings count: they say which folders of others are trusted."""

_LOG = (
    "log",
    "--topo-order",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--decorate-refs=refs/none",
    "--find-renames",
    "--no-relative",
    "--name-status",
    "-z",
    "--format=%x01%aI %D%x01",
)
"""The whole repository: a note may have been made elsewhere in it."""

_COMMIT = re.compile(r"\x01(\S*) ([^\x01]*)\x01\Z")
_ONLY_MOVED = "R100"
_CUT_OFF = "grafted"
"""What git says of a commit whose parents a shallow clone left out."""


@dataclass(frozen=True, slots=True)
class NoteHistory:
    """The first and the last change of a note, in their authors' own time; None where nobody can tell."""

    created: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository that a vault was taken from, where it doesn't lie in one: `folder` is where in the tree of `commit` it lay."""

    git_dir: Path
    commit: str
    folder: PurePosixPath


class _Change(NamedTuple):
    """One line of the log: what happened to a path, and when; `status` is git's letter, `old_path` where a renamed file was before."""

    status: str
    path: str
    old_path: str
    moment: datetime | None
    is_edge: bool


@dataclass(slots=True)
class _Trace:
    """What is known of one file on the way back in time."""

    created: datetime | None = None
    updated: datetime | None = None
    began: bool = False
    doubtful: bool = False


def read_history(folder: Path, repository: Repository | None = None) -> dict[VaultPath, NoteHistory]:
    """The history of every file below a folder, by its path relative to it; empty where no git repository tells it.

    It is that of `repository`, if there is one, else of the repository that the folder lies in.
    """
    if repository:
        log = _answer_of_git(_place_of(folder, repository), (*_LOG, "--end-of-options", repository.commit, "--"))
        prefix = "".join(f"{part}/" for part in repository.folder.parts)
    else:
        here = _place_of(folder)
        place = _answer_of_git(here, ("rev-parse", "--show-prefix"))
        log = _answer_of_git(here, (*_LOG, "HEAD", "--")) if place else ""
        prefix = place.removesuffix("\n")
    found = _histories(_changes(log), datetime.now(tz=UTC)) if log else {}
    return {VaultPath(path.removeprefix(prefix)): history for path, history in found.items() if path.startswith(prefix)}


def is_cut_off(folder: Path, repository: Repository | None = None) -> bool:
    """Whether the history of a folder is that of a shallow clone, which lacks its older commits."""
    return _answer_of_git(_place_of(folder, repository), ("rev-parse", "--is-shallow-repository")).strip() == "true"


def newest_commit(folder: Path) -> str:
    """The commit that the repository around a folder is at; empty where there is none. The history changes with it alone."""
    return _answer_of_git(_place_of(folder), ("rev-parse", "HEAD"))


def _place_of(folder: Path, repository: Repository | None = None) -> tuple[str, ...]:
    """Git's options that say which repository is asked."""
    return (f"--git-dir={repository.git_dir.resolve()}",) if repository else ("-C", str(folder.resolve()))


def _answer_of_git(place: Iterable[str], arguments: Iterable[str]) -> str:
    """What git says of a repository, or nothing. It is started elsewhere, so that no program that lies in the folder takes its place."""
    git = shutil.which("git")
    if git is None:
        return ""
    settings = [argument for key, value in _CONFIGURATION.items() for argument in ("-c", f"{key}={value}")]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [git, "--no-pager", *place, *settings, *arguments],
            cwd=Path(git).parent,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""


def _environment() -> dict[str, str]:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | _VARIABLES


def _changes(log: str) -> Iterator[_Change]:
    """The log's changes in its order, the newest first. Paths stand between zero bytes, so they may hold anything."""
    fields = iter(log.split("\0"))
    moment: datetime | None = None
    is_edge = False
    for text in fields:
        status = text.strip("\n")
        commit = _COMMIT.match(status)
        if commit:
            moment, is_edge = _moment(commit[1]), _CUT_OFF in commit[2].split(", ")
        elif status[:1] in {"R", "C"}:
            old_path, path = next(fields, ""), next(fields, "")
            yield _Change(status, path, old_path, moment, is_edge)
        elif status:
            yield _Change(status, next(fields, ""), "", moment, is_edge)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _histories(changes: Iterator[_Change], now: datetime) -> dict[str, NoteHistory]:
    """Follow every file back through its names."""
    traces: dict[str, _Trace] = {}
    at: dict[str, _Trace] = {}
    for change in changes:
        trace = at.get(change.path)
        if trace is None:
            trace = at[change.path] = traces.setdefault(change.path, _Trace())
        _follow(trace, change, now)
        if change.status.startswith("R"):
            at.setdefault(change.old_path, trace)
    return {path: NoteHistory(None if trace.doubtful else trace.created, trace.updated) for path, trace in traces.items()}


def _follow(trace: _Trace, change: _Change, now: datetime) -> None:
    """One step back. What came before a file's beginning was another file, or the same one: nobody can tell."""
    moment = change.moment
    if trace.began or change.is_edge or moment is None or not _is_likely(moment, now):
        trace.doubtful = True
        return
    if change.status != _ONLY_MOVED and (trace.updated is None or moment > trace.updated):
        trace.updated = moment
    if change.status == "A":
        trace.began = True
        trace.created = moment


def _is_likely(moment: datetime, now: datetime) -> bool:
    return moment.year >= EARLIEST_YEAR and moment <= now + timedelta(days=1)
