from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream, git, needs
from mkdocs_vault.deployment.entry_names import is_dot_git, name_problem, same_file_key

PWNED = "#!/bin/sh\ntouch {}/PWNED\n"


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    folder = tmp_path / "trap"
    folder.mkdir()
    return folder


def test_bad_parts_are_left_out_with_a_warning_each_and_good_notes_are_published(site: Site, upstream: Upstream, trap: Path) -> None:
    note = upstream.blob(b"# Good\n")
    link = upstream.blob(b"/etc/hostname")
    config = upstream.blob(f"[core]\n\tworktree = .\n\tfsmonitor = touch {trap}/PWNED; false\n".encode())
    head = upstream.blob(b"ref: refs/heads/main\n")
    modules = upstream.blob(f'[submodule "x"]\n\tpath = x\n\turl = ext::touch {trap}/PWNED\n'.encode())
    attributes = upstream.blob(b"*.md working-tree-encoding=UTF-16 filter=evil export-ignore\n")

    def folder(entries: list[tuple[str, str, bytes]]) -> str:
        entries.sort(key=lambda entry: entry[2])
        content = b"".join(f"{mode} ".encode() + name + b"\0" + bytes.fromhex(oid) for mode, oid, name in entries)
        return git(upstream.bare, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=content)

    one = folder([("100644", note, b"x")])
    embedded = folder([("100644", config, b"config"), ("100644", head, b"HEAD"), ("40000", one, b"objects"), ("40000", one, b"refs")])
    bad = {
        b"link.md": ("120000", link), b"linked": ("120000", upstream.blob(b"../../..")), b"sub": ("160000", "1" * 40),
        b"repo": ("40000", embedded),
        b"..": ("40000", one), b".": ("40000", one), b".git": ("40000", one), b".GIT": ("40000", one), b"git~1": ("40000", one),
        b".g\xe2\x80\x8cit": ("40000", one), b"a\\b.md": ("100644", note), b"new\nline.md": ("100644", note), b"tab\t.md": ("100644", note),
        b"\xff\xfe.md": ("100644", note), b"n" * 256 + b".md": ("100644", note), b"odd.md": ("100000", note),
        b"INDEX.MD": ("100644", note),
    }  # fmt: skip
    names = [b"zz.md", b"CON.md", b"a:b.md", b"-rf.md", b"--output=x.md", "ü.md".encode(), b'q"uote.md']
    good = dict.fromkeys(names, note)
    entries = [(mode, oid, name) for name, (mode, oid) in bad.items()] + [("100644", oid, name) for name, oid in good.items()]
    entries += [("100644", note, b"index.md"), ("100644", modules, b".gitmodules"), ("100644", attributes, b".gitattributes")]
    upstream.commit_tree(sorted(entries, key=lambda entry: entry[2] + (b"/" if entry[0] == "40000" else b"")))
    outcome = site.deploy()
    warnings = [line for line in outcome.errors.splitlines() if "left out" in line]
    assert len(warnings) == len(bad), outcome.errors
    for name in good:
        assert "Good" in site.page(f"{os.fsdecode(name).removesuffix('.md')}/index.html")
    assert list(trap.iterdir()) == []
    assert not list(site.current.resolve().rglob("*hostname*"))


@needs("strace")
def test_only_known_programs_run_and_nothing_outside_is_written(site: Site, upstream: Upstream, trap: Path, tmp_path: Path) -> None:
    for name in ("post-checkout", "post-merge", "reference-transaction"):
        upstream.commit({f"hooks/{name}": PWNED.format(trap), f".githooks/{name}": PWNED.format(trap)})
    upstream.commit({".gitattributes": "* filter=x\n", ".lfsconfig": "[lfs]\n\turl = http://127.0.0.1:1/\n"})
    log = tmp_path / "strace"
    words = ["strace", "-f", "-qq", "-e", "trace=execve", "-e", "signal=none", "-o", str(log), *site.words("deploy")]
    finished = subprocess.run(words, env=site.environment(), capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr
    started = [line for line in log.read_text().splitlines() if "execve(" in line and "= 0" in line]
    programs = {Path(line.split('execve("')[1].split('"')[0]).name for line in started}
    assert {name.rstrip("0123456789.") for name in programs} <= {"python", "git", "git-upload-pack", "sh", "dash"}
    assert list(trap.iterdir()) == []


def test_a_bomb_is_refused_before_anything_is_written(site: Site, upstream: Upstream) -> None:
    site.deploy()
    before = site.still()
    blob = upstream.blob(b"boom\n")
    tree = git(upstream.bare, "mktree", given="".join(f"100644 blob {blob}\tf{n}.md\n" for n in range(10)).encode())
    for _ in range(7):
        tree = git(upstream.bare, "mktree", given="".join(f"040000 tree {tree}\td{n}\n" for n in range(10)).encode())
    git(upstream.bare, "update-ref", "refs/heads/main", git(upstream.bare, "commit-tree", tree, "-m", "bomb"))
    start = time.monotonic()
    assert "more than 200000 files" in site.deploy(code=65).errors
    assert time.monotonic() - start < 60
    assert site.still() == before


def test_a_huge_file_is_left_out_without_being_read(site: Site, upstream: Upstream) -> None:
    with (upstream.tree / "zeros.png").open("wb") as file:
        file.truncate(80_000_000)
    upstream.commit()
    assert "zeros.png:1:1: left out: 76 MB is more than" in site.deploy().errors
    assert not (site.current / "zeros.png").exists()
    site.change("limits", total_megabytes=1, file_megabytes=100)
    assert "more than limits.total_megabytes" in site.deploy(code=65).errors


def test_very_deep_folders_are_left_out(site: Site, upstream: Upstream) -> None:
    upstream.commit({"d/" * 70 + "deep.md": "# deep\n", "d/ok.md": "# ok\n"})
    assert "deeper than 64 folders" in site.deploy().errors
    assert (site.current / "d" / "ok" / "index.html").exists()


def test_attributes_rewrite_nothing(site: Site, upstream: Upstream) -> None:
    upstream.commit({"index.md": "# Plain\r\n"})
    attributes = upstream.blob(b"*.md working-tree-encoding=UTF-16 text eol=lf ident export-ignore\n")
    entries = [("100644", attributes, b".gitattributes"), ("100644", upstream.blob(b"# Plain $Id$\r\n"), b"index.md")]
    upstream.commit_tree(entries)
    site.deploy()
    assert "Plain $Id$" in site.page("index.html")


def test_a_million_references_do_not_matter(site: Site, upstream: Upstream) -> None:
    head = upstream.head()
    git(upstream.bare, "update-ref", "--stdin", given="".join(f"create refs/x/{n} {head}\n" for n in range(20_000)).encode())
    start = time.monotonic()
    site.deploy()
    assert time.monotonic() - start < 45


@pytest.mark.parametrize(
    "name",
    [".git", ".GIT", ".git.", ".git ", "git~1", "GIT~2", ".gi\u200ct", ".git::$INDEX_ALLOCATION", "\ufeff.git"],
)
def test_spellings_of_a_repository_folder(name: str) -> None:
    assert is_dot_git(name)


@pytest.mark.parametrize("name", ["git", ".gitx", "digit", ".gitignore", "git~", "agit~1"])
def test_names_that_only_look_like_it(name: str) -> None:
    assert not is_dot_git(name)


@pytest.mark.parametrize("name", ["a.md", "ä", "👩\u200d💻.md", " a", "a ", "a.", "NUL", "?*", "'"])
def test_odd_names_that_can_be_published(name: str) -> None:
    assert name_problem(name.encode()) == ""


def test_twins_on_some_disk_are_one_file() -> None:
    assert same_file_key("Å/A") == same_file_key("A\u030a/a") == same_file_key("\u212b/a")
    assert same_file_key("a") != same_file_key("b")
