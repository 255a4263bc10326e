"""When notes were made and changed, as git tells."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest

from mkdocs_vault.vault.history import Repository, read_history
from mkdocs_vault.vault.paths import VaultPath

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in a repository of the test's own; `day` is the day of May 2024 of a commit."""

    def run(*arguments: str, day: int = 1, folder: Path = tmp_path) -> None:
        moment = f"2024-05-{day:02}T12:00:00+02:00"
        names = {f"GIT_{who}_{what}": "x@y.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} | names
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)

    run("init", "-q")
    return run


def _commit(git: Git, day: int) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "x", day=day)


def _days(folder: Path) -> dict[str, tuple[int | None, int | None]]:
    found = read_history(folder)
    return {str(path): (_day(each.created), _day(each.updated)) for path, each in sorted(found.items())}


def _day(moment: datetime | None) -> int | None:
    return moment.day if moment else None


def test_a_note_was_made_with_its_first_commit_and_changed_with_its_last(git: Git, tmp_path: Path) -> None:
    for day, text in ((1, "one"), (4, "two"), (9, "three")):
        (tmp_path / "Note é.md").write_text(text)
        (tmp_path / "Once.md").write_text("the same")
        _commit(git, day)
    assert _days(tmp_path) == {"Note é.md": (1, 9), "Once.md": (1, 1)}


def test_a_note_keeps_its_dates_when_it_moves(git: Git, tmp_path: Path) -> None:
    (tmp_path / "Old.md").write_text("words")
    _commit(git, 2)
    (tmp_path / "vault").mkdir()
    (tmp_path / "Old.md").rename(tmp_path / "vault" / "New.md")
    _commit(git, 7)
    assert _days(tmp_path / "vault") == {"New.md": (2, 2)}


def test_a_history_that_was_cut_off_does_not_tell_when_a_note_was_made(git: Git, tmp_path: Path) -> None:
    for day in (1, 5, 9):
        (tmp_path / "Note.md").write_text(f"text {day}")
        _commit(git, day)
    git("clone", "-q", "--depth", "2", tmp_path.as_uri(), "shallow")
    history = read_history(tmp_path / "shallow")[VaultPath("Note.md")]
    assert history.created is None
    assert history.updated is not None
    assert history.updated.day == 9


def test_files_that_were_taken_out_of_a_repository_have_its_history(git: Git, tmp_path: Path) -> None:
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    (tmp_path / "notes" / "deep" / "Note.md").write_text("x")
    _commit(git, 2)
    (tmp_path / "notes" / "deep" / "Note.md").write_text("y")
    _commit(git, 5)
    git("clone", "-q", "--bare", tmp_path.as_uri(), "mirror.git")
    elsewhere = tmp_path.parent
    found = read_history(elsewhere, Repository(tmp_path / "mirror.git", "HEAD~1", PurePosixPath("notes/deep")))
    assert {str(path): _day(each.updated) for path, each in found.items()} == {"Note.md": 2}


def test_outside_of_git_there_is_no_history(tmp_path: Path) -> None:
    (tmp_path / "Note.md").write_text("x")
    assert read_history(tmp_path) == {}


def test_a_repository_without_commits_has_no_history(git: Git, tmp_path: Path) -> None:
    del git
    assert read_history(tmp_path) == {}


def test_without_git_there_is_no_history(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Note.md").write_text("x")
    _commit(git, 1)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert read_history(tmp_path) == {}


def test_nothing_in_a_repository_is_run(git: Git, tmp_path: Path) -> None:
    (tmp_path / "Note.md").write_text("x")
    (tmp_path / ".gitattributes").write_text("*.md diff=evil\n")
    _commit(git, 3)
    ran = tmp_path / "ran"
    for setting in ("core.fsmonitor", "core.pager", "diff.external", "diff.evil.textconv", "diff.evil.command", "gpg.program"):
        git("config", setting, f"touch '{ran}';")
    assert _days(tmp_path)["Note.md"] == (3, 3)
    assert not ran.exists()
