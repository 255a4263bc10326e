"""A folder -> notes and attachments: whatever lies in it, the rest is loaded, and a diagnostic says what is not."""

import os
import socket
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.vault.decoding import decode
from mkdocs_vault.vault.file_reading import FileReader, Skipped, read_file, scan_folder
from mkdocs_vault.vault.loading import LoadedVault, load_vault
from mkdocs_vault.vault.paths import VaultPath
from vault.small_vaults import compiled_notes, loaded, said

NOT_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("outside")
    (folder / "Good.md").write_text("# Good")
    return folder


def load(root: Path) -> LoadedVault:
    files, _ = scan_folder(root)
    return load_vault([(path, root / path) for path in reversed(files)], root, compiled_notes())


def skipped(root: Path, path: str) -> str:
    """Why a file is left out; the rest must be there."""
    vault = load(root)
    assert "Good.md" in vault.notes
    assert path not in vault.notes
    assert path not in vault.attachments
    (diagnostic,) = vault.diagnostics
    assert (diagnostic.code, diagnostic.position.path) == ("file-skipped", path)
    return diagnostic.message.removeprefix("this is left out: ")


def test_notes_and_attachments_are_told_apart_and_sorted(root: Path) -> None:
    (root / "b").mkdir()
    (root / "b" / "UPPER.MD").write_text("x")
    (root / "b" / "pic.png").write_bytes(b"12345")
    (root / "a.canvas").write_text("{}")
    vault = load(root)
    assert list(vault.notes) == ["Good.md", "b/UPPER.MD"]
    assert [(path, file.size_bytes) for path, file in vault.attachments.items()] == [("a.canvas", 2), ("b/pic.png", 5)]
    assert vault.diagnostics == ()


def test_dot_files_and_folders_are_no_part_of_a_vault(root: Path) -> None:
    for folder in (".obsidian", ".trash", "a/.git"):
        (root / folder).mkdir(parents=True)
        (root / folder / "x.md").write_text("x")
    (root / ".env").write_text("x")
    paths = [VaultPath(path) for path in (".obsidian/x.md", "a/.git/x.md", ".env", "Good.md")]
    assert scan_folder(root) == ([VaultPath("Good.md")], [])
    assert list(load_vault([(path, root / path) for path in paths], root, compiled_notes()).notes) == ["Good.md"]


def test_links_inside_the_vault_are_followed(root: Path) -> None:
    (root / "a").mkdir()
    (root / "a" / "Real.md").write_text("# Real")
    (root / "Linked.md").symlink_to("a/Real.md")
    (root / "b").symlink_to("a")
    assert [note.title for note in load(root).notes.values()] == ["Good", "Real", "Real", "Real"]


@pytest.mark.parametrize("target", ["../secret.md", "/etc/passwd"])
@pytest.mark.parametrize("name", ["Out.md", "out.png"])
def test_a_link_out_of_the_vault_is_refused(root: Path, target: str, name: str) -> None:
    (root / name).symlink_to(target)
    assert skipped(root, name) == "it is a symbolic link that leads out of the vault"


def test_a_folder_that_leads_out_of_the_vault_is_refused_once(root: Path) -> None:
    (root.parent / "other").mkdir()
    for name in ("a.md", "b.md"):
        (root.parent / "other" / name).write_text("outside")
    (root / "out").symlink_to("../other")
    paths = [VaultPath(path) for path in ("out/a.md", "out/b.md", "Good.md")]
    vault = load_vault([(path, root / path) for path in paths], root, compiled_notes())
    assert list(vault.notes) == ["Good.md"]
    assert said(vault.diagnostics) == ["out:1:1: this is left out: it is a symbolic link that leads out of the vault [file-skipped]"]
    assert [skip.path for skip in scan_folder(root)[1]] == ["out"]


def test_a_link_into_a_hidden_folder_is_refused(root: Path) -> None:
    (root / ".obsidian").mkdir()
    (root / ".obsidian" / "app.json").write_text("{}")
    (root / "settings.json").symlink_to(".obsidian/app.json")
    assert skipped(root, "settings.json") == "it is a symbolic link that leads out of the vault"


def test_a_folder_that_leads_to_one_that_it_lies_in_is_refused(root: Path) -> None:
    (root / "a").mkdir()
    (root / "a" / "loop").symlink_to("..")
    (root / "self").symlink_to(".")
    files, left_out = scan_folder(root)
    assert files == ["Good.md"]
    assert [skip.path for skip in left_out] == ["a/loop", "self"]
    vault = load_vault([(VaultPath("a/loop/a/loop/Good.md"), root / "a/loop/a/loop/Good.md")], root, compiled_notes())
    assert said(vault.diagnostics) == ["a/loop:1:1: this is left out: it is a symbolic link to a folder that it lies in [file-skipped]"]


def test_a_link_to_nothing_and_one_to_itself_are_refused(root: Path) -> None:
    (root / "Gone.md").symlink_to("nowhere.md")
    assert "does not exist" in skipped(root, "Gone.md")
    (root / "Gone.md").unlink()
    (root / "Loop.md").symlink_to("Loop.md")
    assert "leads to itself" in skipped(root, "Loop.md")


@NOT_WINDOWS
@pytest.mark.parametrize("name", ["Pipe.md", "pipe.png"])
def test_a_pipe_is_never_opened(root: Path, name: str) -> None:
    os.mkfifo(root / name)
    assert skipped(root, name) == "it is a pipe, not a file"


@NOT_WINDOWS
def test_a_socket_and_a_device_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("Socket.md")
        assert skipped(root, "Socket.md") == "it is a socket, not a file"
    assert read_file(Path("/dev"), VaultPath("null")) == Skipped(VaultPath("null"), "it is a device, not a file")


@NOT_WINDOWS
def test_a_file_that_became_a_link_after_it_was_looked_at_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = FileReader(root)
    seen = reader.look_at(VaultPath("Good.md"))
    (root / "Good.md").unlink()
    (root / "Good.md").symlink_to("../secret.md")
    monkeypatch.setattr(FileReader, "look_at", lambda *_: seen)
    assert isinstance(reader.read(VaultPath("Good.md")), Skipped)


@NOT_ROOT
@NOT_WINDOWS
def test_a_file_that_may_not_be_read_is_left_out(root: Path) -> None:
    (root / "Locked.md").write_text("x")
    (root / "Locked.md").chmod(0)
    assert "permission denied" in skipped(root, "Locked.md")


def test_a_folder_named_like_a_note_is_no_note(root: Path) -> None:
    (root / "Folder.md").mkdir()
    assert list(load(root).notes) == ["Good.md"]
    vault = load_vault([(VaultPath("Folder.md"), root / "Folder.md")], root, compiled_notes())
    assert "it is a folder" in said(vault.diagnostics)[0]


def test_a_file_that_is_gone_is_left_out(root: Path) -> None:
    vault = load_vault([(VaultPath("Gone.md"), root / "Gone.md"), (VaultPath("a/b/c.png"), root / "a/b/c.png")], root, compiled_notes())
    assert [diagnostic.code for diagnostic in vault.diagnostics] == ["file-skipped", "file-skipped"]


def test_a_huge_note_is_left_out(root: Path) -> None:
    with (root / "Huge.md").open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    assert skipped(root, "Huge.md") == "it is larger than 20 MB"


def test_ten_thousand_folders_deep_costs_no_stack(root: Path) -> None:
    path = VaultPath("/".join(["d"] * 10_000) + "/Note.md")
    assert isinstance(read_file(root, path), Skipped)


@NOT_WINDOWS
def test_a_name_that_is_not_utf8_is_left_out(root: Path) -> None:
    path = VaultPath(os.fsdecode(b"N\xe4me.md"))
    vault = load_vault([(path, root / path), (VaultPath("Good.md"), root / "Good.md")], root, compiled_notes())
    assert list(vault.notes) == ["Good.md"]
    said(vault.diagnostics)[0].encode()


def test_a_file_that_the_caller_names_elsewhere_is_read_there(root: Path) -> None:
    vault = load_vault([(VaultPath("made/Note.md"), root.parent / "secret.md")], root, compiled_notes())
    assert vault.notes[VaultPath("made/Note.md")].text == "outside"


def test_pages_of_the_generator_are_not_read() -> None:
    vault = loaded({"Left.md": "\xff".encode("latin-1"), "Note.md": ""}, other_pages=("Left.md", "../index.md"))
    assert (list(vault.notes), list(vault.other_pages), vault.diagnostics) == (["Note.md"], ["../index.md", "Left.md"], ())


@pytest.mark.parametrize("path", ["pic.png", "Note.md"])
def test_a_pointer_of_git_lfs_is_said(root: Path, path: str) -> None:
    (root / path).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n")
    assert [(diagnostic.code, diagnostic.position.path) for diagnostic in load(root).diagnostics] == [("lfs-pointer", path)]


def test_the_order_of_the_files_does_not_matter(root: Path) -> None:
    (root / "A.md").write_bytes(b"\xff")
    (root / "B.md").write_bytes(b"\xff")
    files = [(path, root / path) for path in scan_folder(root)[0]]
    assert load_vault(files, root, compiled_notes()) == load_vault(reversed(files), root, compiled_notes())


def test_nothing_is_written(root: Path) -> None:
    before = [(path, path.stat().st_mtime_ns, stat.S_IMODE(path.stat().st_mode)) for path in sorted(root.rglob("*"))]
    load(root)
    assert before == [(path, path.stat().st_mtime_ns, stat.S_IMODE(path.stat().st_mode)) for path in sorted(root.rglob("*"))]


# ---------------------------------------------------------------- encodings


def decoded(data: bytes) -> tuple[str | None, list[str]]:
    result = decode(data, VaultPath("N.md"))
    return result.text, said(result.diagnostics)


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"a\r\nb\r", b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbfa\r\nb\n"])
def test_line_ends_and_the_mark_of_utf8_make_no_difference(data: bytes) -> None:
    assert decoded(data) == ("a\nb\n", [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_with_a_mark_are_read_and_said(encoding: str) -> None:
    text, messages = decoded("\ufeffa\r\n\u00e9\U0001f600".encode(encoding))
    assert text == "a\n\u00e9\U0001f600"
    assert messages == [f"N.md:1:1: this file is {encoding[:6].upper()}; save it as UTF-8 [text-encoding]"]


def test_what_is_not_utf8_is_replaced_and_said_with_its_line() -> None:
    assert decoded(b"one\r\ntwo\r\ncaf\xe9 x") == (
        "one\ntwo\ncaf\ufffd x",
        ["N.md:3:1: this is not UTF-8 (byte 0xE9); what can't be read shows as \ufffd [text-encoding]"],
    )


def test_nul_is_replaced_and_said_with_its_line() -> None:
    text, messages = decoded(b"one\ntwo\0\0")
    assert text == "one\ntwo\ufffd\ufffd"
    assert [message.partition(": ")[0] for message in messages] == ["N.md:2:1"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", b"\xff\xd8\xff\xe0\0\x10JFIF", b"\x00\xff" * 50, b"%PDF-1.7\n\xe2\xe3"]
)
def test_what_is_no_text_is_no_note(data: bytes) -> None:
    assert decode(data, VaultPath("N.md")).text is None
    assert said(loaded({"N.md": data}).diagnostics) == ["N.md:1:1: this is left out: it is not text [file-skipped]"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"   ", b"---\na: b\n---\n", b"\n\n"])
def test_a_note_without_words_is_a_note(data: bytes) -> None:
    assert loaded({"Empty.md": data}).notes[VaultPath("Empty.md")].title == "Empty"


@given(st.binary(max_size=200))
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    text = decode(data, VaultPath("N.md")).text
    assert text is None or ("\0" not in text and "\r" not in text)
    if text is not None:
        text.encode()
