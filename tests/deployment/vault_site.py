"""A vault upstream, and a site that is deployed from it: what nearly every test of the deployment starts from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

PACKAGES = Path(__file__).resolve().parents[2] / "plugins"
COMMAND = [sys.executable, "-m", "mkdocs_vault.deployment"]
PAGE = "<!doctype html><title>{{ page.title if page }}</title>{{ page.content if page }}"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Mark a test that uses programs which not every machine has; it is skipped where one is missing."""
    missing = [program for program in programs if shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")


def git_variables() -> dict[str, str]:
    """An environment in which the tests' own git depends on nothing of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "VAULT_DEPLOY__"))}
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"))}
    return kept | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def git(folder: Path, *words: str, given: bytes | None = None, variables: dict[str, str] | None = None) -> str:
    """Run git in a folder; the answer is its output without the last line end."""
    environment = git_variables() | (variables or {})
    finished = subprocess.run(["git", *words], cwd=folder, env=environment, input=given, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode(errors="replace")
    return finished.stdout.decode(errors="surrogateescape").removesuffix("\n")


@dataclass
class Upstream:
    """The author's repository: a bare one (what is served) and a work tree beside it."""

    folder: Path

    @classmethod
    def create(cls, folder: Path, branch: str = "main") -> Upstream:
        upstream = cls(folder)
        folder.mkdir(parents=True)
        git(folder, "init", "-q", "--bare", f"--initial-branch={branch}", str(upstream.bare))
        git(upstream.bare, "config", "http.receivepack", "true")
        git(folder, "init", "-q", f"--initial-branch={branch}", str(upstream.tree))
        git(upstream.tree, "remote", "add", "origin", str(upstream.bare))
        return upstream

    @property
    def bare(self) -> Path:
        return self.folder / "vault.git"

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    def commit(self, files: dict[str, str | bytes | None] | None = None, message: str = "change", **variables: str) -> str:
        """Write files (`None` deletes one), commit and push; gives the commit."""
        for name, content in (files or {}).items():
            path = self.tree / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        git(self.tree, "add", "-A")
        git(self.tree, "commit", "-q", "--allow-empty", "-m", message, variables=variables)
        self.push()
        return self.head()

    def push(self) -> None:
        git(self.tree, "push", "-q", "--force", "origin", "HEAD")

    def head(self) -> str:
        return git(self.tree, "rev-parse", "HEAD")

    def commit_tree(self, entries: list[tuple[str, str, bytes]], branch: str = "main") -> str:
        """A commit of a hand-made tree straight into the bare repository: (mode, object, name), names may be anything."""
        content = b"".join(f"{mode} ".encode() + name + b"\0" + bytes.fromhex(oid) for mode, oid, name in entries)
        tree = git(self.bare, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=content)
        commit = git(self.bare, "commit-tree", tree, "-m", "by hand")
        git(self.bare, "update-ref", f"refs/heads/{branch}", commit)
        return commit

    def blob(self, content: bytes) -> str:
        return git(self.bare, "hash-object", "-w", "--stdin", given=content)


@dataclass
class Outcome:
    """How a command ended and all that it said."""

    code: int
    output: str
    errors: str

    @property
    def said(self) -> str:
        return self.output + self.errors


@dataclass
class Site:
    """The folder with `mkdocs.yml` and `deploy.yml`, and what is published from it."""

    folder: Path
    settings: dict[str, Any]
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def create(cls, folder: Path, remote: str) -> Site:
        (folder / "theme").mkdir(parents=True)
        (folder / "theme" / "main.html").write_text(PAGE)
        (folder / "theme" / "404.html").write_text("nothing here")
        (folder / "mkdocs.yml").write_text("site_name: Notes\nsite_url: https://example.org/\ntheme: {name: null, custom_dir: theme}\n")
        site = cls(folder, {"vault": {"remote": remote}, "publish": {"folder": "public"}})
        site.write()
        return site

    def write(self) -> None:
        (self.folder / "deploy.yml").write_text(yaml.safe_dump(self.settings))

    def change(self, section: str, **values: Any) -> None:
        self.settings.setdefault(section, {}).update(values)
        self.write()

    def words(self, *words: str) -> list[str]:
        return [*COMMAND, *words[:1], "--config", str(self.folder / "deploy.yml"), *words[1:]]

    def environment(self, **variables: str) -> dict[str, str]:
        path = os.pathsep.join(filter(None, (str(PACKAGES), os.environ.get("PYTHONPATH", ""))))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "VAULT_DEPLOY__"))}
        return kept | {"PYTHONPATH": path} | self.variables | variables

    def start(self, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.words(*words),
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *words: str, **variables: str) -> Outcome:
        with self.start(*words, **variables) as child:
            output, errors = child.communicate(timeout=90)
        return Outcome(child.returncode, output.decode(errors="replace"), errors.decode(errors="replace"))

    def deploy(self, *words: str, code: int = 0, **variables: str) -> Outcome:
        outcome = self.run("deploy", *words, **variables)
        assert outcome.code == code, outcome.said
        assert "Traceback" not in outcome.said
        return outcome

    @property
    def published(self) -> Path:
        return self.folder / "public"

    @property
    def current(self) -> Path:
        return self.published / "current"

    @property
    def state(self) -> Path:
        return self.folder / ".vault-state"

    def record(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.current / ".release.json").read_bytes())
        return content

    def names(self) -> list[str]:
        return sorted((path.name for path in (self.published / "releases").iterdir()), key=lambda name: int(name.split("-")[0]))

    def still(self) -> object:
        """All that a failed run must not move."""
        if not self.current.is_symlink():
            return None
        link = self.current.lstat()
        return self.current.readlink(), link.st_mtime_ns, link.st_ino, self.names()

    def page(self, name: str) -> str:
        return (self.current / name).read_text()


def problem_with(release: Path) -> str:
    """Why a release is not whole, or an empty string."""
    record = json.loads((release / ".release.json").read_bytes())
    files = {path.relative_to(release).as_posix() for path in release.rglob("*") if not path.is_dir()} - {".release.json"}
    if files != set(record["manifest"]):
        return f"other files than told: {files ^ set(record['manifest'])}"
    for name, told in record["manifest"].items():
        content = (release / name).read_bytes()
        if told != {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}:
            return f"{name} is not what is told"
    number, commit, _ = release.name.split("-")
    return "" if record["commit"].startswith(commit) and record["seq"] == int(number) else "the name lies"


def rubbish(site: Site) -> set[str]:
    """Whatever lies in the folders that doesn't belong there between runs."""
    known = {"releases", "current", "previous"}
    known_state = {"mirror.git", "lock", "state.json", "pull.lock", "webhook-deliveries", "work", "cache"}
    found = {path.name for path in site.published.iterdir()} - known
    found |= {path.name for path in site.state.iterdir()} - known_state
    found |= {path.name for path in (site.state / "work").glob("*")} - {"docs"}
    mirror = site.state / "mirror.git"
    found |= {path.name for pattern in ("*.lock", "tmp_*", "incoming-*") for path in mirror.rglob(pattern)}
    return found
