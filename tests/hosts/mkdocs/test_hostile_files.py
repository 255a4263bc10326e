"""Files that nobody should meet in a vault: each gets its diagnostic or its page, and all other notes appear."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from building import BuiltSite, build_site, write
from hosts.mkdocs.conftest import BuildSite

NEEDS_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and pipes need a POSIX system")
FINE = {"index.md": "Fine.", "A/Fine.md": "Fine as well."}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A vault with two fine notes."""
    write(tmp_path / "docs", FINE)
    return tmp_path / "docs"


def built(docs: Path, **config: Any) -> BuiltSite:
    site = build_site(docs.parent, {}, plugins=["search", "tags"], **config)
    assert "Fine." in site.article("").text_content()
    assert "Fine as well." in site.article("A/Fine/").text_content()
    return site


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe" + "Words.".encode("utf-16-le"),
        "\ufeffWords.".encode("utf-16-be"),
        b"Words. \xe9\xff",
        b"\xef\xbb\xbfWords.",
        b"Words.\r\nMore.\rEnd.",
        b"Words.\x00\x00",
        b"---\na: " + b"[" * 100_000 + b"\n---\nWords.",
        b"---\na: !!python/object/apply:os.system ['true']\n---\nWords.",
        b"---\ndate: 2024-13-45\n---\nWords.",
        b"---\na: &a [*a]\n---\nWords.",
        b"---\na: {{date}}\n---\nWords.",
        b"---\nn: " + b"9" * 5000 + b"\n---\nWords.",
        b"Words.\n" + b"> " * 3000,
        b"Words.\n\n" + b"".join(b"  " * depth + b"- x\n" for depth in range(1000)),
        b"Words. " + b"[[" * 20_000,
    ],
    ids=range(15),
)
def test_no_text_of_a_note_ends_the_build(docs: Path, content: bytes) -> None:
    (docs / "Odd.md").write_bytes(content)
    assert "Words." in built(docs).article("Odd/").text_content()


@pytest.mark.parametrize("content", [b"", b"---\ntitle: x\n---\n", b"   \n\n"])
def test_a_note_without_text_is_a_page(docs: Path, content: bytes) -> None:
    (docs / "Odd.md").write_bytes(content)
    assert built(docs).has("Odd/index.html")


def test_a_picture_that_is_called_like_a_note_is_left_out(docs: Path) -> None:
    (docs / "Odd.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    site = built(docs)
    assert len(site.notices("file-skipped")) == 1
    assert not [path for path in site.files() if path.startswith("Odd")]


@NEEDS_LINKS
class TestLinksOfTheFileSystem:
    @pytest.mark.parametrize("name", ["Odd.md", "odd.png"])
    @pytest.mark.parametrize("target", ["nowhere", "Odd.md", "/etc/hostname", "../../outside.txt"])
    def test_that_lead_astray_are_left_out(self, docs: Path, name: str, target: str) -> None:
        (docs.parent / "outside.txt").write_text("secret")
        (docs / name).symlink_to(target if target != "Odd.md" else name)
        site = built(docs)
        assert len(site.notices("file-skipped")) == 1
        assert not [path for path in site.files() if "dd" in path]

    def test_to_files_of_the_vault_are_followed(self, docs: Path) -> None:
        (docs / "Twin.md").symlink_to("A/Fine.md")
        assert "Fine as well." in built(docs).article("Twin/").text_content()

    def test_to_folders_that_they_lie_in_are_not_followed(self, docs: Path) -> None:
        for name in ("one", "two", "three"):
            (docs / "A" / name).symlink_to("..")
            (docs / name).symlink_to("A")
        site = built(docs)
        assert len(site.files()) < 40
        assert site.notices("file-skipped")

    def test_to_folders_out_of_the_vault_are_not_followed(self, docs: Path, tmp_path: Path) -> None:
        write(tmp_path / "outside", {"Secret.md": "secret", "secret.txt": "secret"})
        (docs / "leak").symlink_to(tmp_path / "outside")
        site = built(docs)
        assert not [path for path in site.files() if "ecret" in path]
        assert len(site.notices("file-skipped")) == 1

    def test_may_lead_to_the_vault_itself(self, tmp_path: Path) -> None:
        write(tmp_path / "vault", {"Note.md": "Elsewhere."})
        write(tmp_path / "docs", {"index.md": "Home."})
        (tmp_path / "docs" / "notes").symlink_to(tmp_path / "vault")
        site = build_site(tmp_path, {}, {"folder": "notes"})
        assert "Elsewhere." in site.article("notes/Note/").text_content()
        assert not site.warnings()


@NEEDS_LINKS
@pytest.mark.parametrize("name", ["Pipe.md", "pipe.png"])
def test_a_pipe_is_never_opened(docs: Path, name: str) -> None:
    os.mkfifo(docs / name)
    assert len(built(docs).notices("file-skipped")) == 1


@NEEDS_LINKS
def test_a_pipe_that_was_left_to_mkdocs_is_never_opened(docs: Path) -> None:
    os.mkfifo(docs / "Pipe.md")
    site = build_site(docs.parent, {}, {"leave": ["Pipe.md"]})
    assert len(site.notices("file-skipped")) == 1


@NEEDS_LINKS
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["Odd.md", "odd.png"])
def test_a_file_that_may_not_be_read_is_left_out(docs: Path, name: str) -> None:
    (docs / name).write_text("Words.")
    (docs / name).chmod(0)
    assert len(built(docs).notices("file-skipped")) == 1


@NEEDS_LINKS
def test_a_name_that_is_not_unicode_is_left_out(docs: Path) -> None:
    Path(os.fsdecode(os.fsencode(docs) + b"/bad\xff.md")).write_text("Words.")
    site = built(docs)
    assert len(site.notices("file-skipped")) == 1
    site.notices("file-skipped")[0].encode("ascii")


@NEEDS_LINKS
def test_a_name_can_not_forge_a_line_of_the_log(docs: Path) -> None:
    (docs / "x\nWARNING - forged\u202e.md").write_text("[[nope]]")
    assert "\n" not in built(docs).notices("unresolved-link")[0]


def test_a_folder_may_be_called_like_a_note(docs: Path) -> None:
    write(docs, {"Folder.md/Note.md": "Inside.", "Other.md": "[[Folder.md/Note]]"})
    assert "Inside." in built(docs).article("Folder.md/Note/").text_content()


def test_an_extension_in_capitals_is_a_note_and_never_copied_as_it_is(docs: Path) -> None:
    write(docs, {"Loud.MD": "---\nsecret: canary\n---\nWords. [[index]]", "Other.md": "[[Loud]]"})
    site = built(docs)
    assert "Words." in site.article("Loud/").text_content()
    assert not site.has("Loud.MD")


@pytest.mark.parametrize("folder", [".obsidian", ".trash", ".git", "A/.hidden"])
def test_hidden_folders_are_no_part_of_the_site(build: BuildSite, folder: str) -> None:
    files = FINE | {f"{folder}/Note.md": "canary", f"{folder}/app.json": "{}", f"{folder}/a.png": b"canary"}
    site = build(files, exclude_docs="!.*")
    assert not [path for path in site.files() if folder in path]


def test_a_private_note_leaves_nothing_behind(build: BuildSite) -> None:
    files = {
        "index.md": "[[Canary]] ![[Canary]] ![[canary.png]]",
        "Canary folder/Canary.md": "---\npublish: false\ntags: [canarytag]\naliases: [Old/canaryalias]\n---\n![[canary2.png]] canarybody",
        "Canary folder/canary2.png": b"canary",
        "Held.md": "---\npublish: maybe\n---\nheldbody",
    }
    site = build(files, plugins=["search", "tags"], nav=None)
    everything = "\n".join(site.text(path) for path in site.files() if not path.endswith((".gz", ".png")))
    assert "canarybody" not in everything
    assert "canarytag" not in everything
    assert "canaryalias" not in everything
    assert "heldbody" not in everything
    assert "Canary folder" not in everything
    assert not site.has("Canary folder/canary2.png")
    assert not any("Canary folder" in message for _, message in site.messages)
    assert len(site.notices("note-held-back")) == 1


def test_a_file_that_vanishes_during_the_build_does_not_end_it(tmp_path: Path) -> None:
    hooks = tmp_path / "hooks.py"
    hooks.write_text("import os\ndef on_env(env, config, files):\n    os.unlink(os.path.join(config.docs_dir, 'gone.png'))\n")
    site = build_site(tmp_path, FINE | {"gone.png": b"png", "Shows.md": "![[gone.png]]"}, hooks=[str(hooks)])
    assert len(site.notices("file-skipped")) == 1
    assert site.has("A/Fine/index.html")
