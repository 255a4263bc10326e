"""Keys of compiled notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mkdocs_vault
from mkdocs_vault.build import digests
from mkdocs_vault.build.digests import KEY_BYTES, VERSION_BYTES, NoteKeys, compiler_version

PARTS = st.tuples(st.binary(max_size=4), st.binary(max_size=4), st.text(st.characters(exclude_categories=[]), max_size=4))


@given(PARTS, PARTS)
def test_keys_are_the_same_only_if_all_is_the_same(first: tuple[bytes, bytes, str], second: tuple[bytes, bytes, str]) -> None:
    keys = [NoteKeys(options, compiler).key(text) for options, compiler, text in (first, second)]
    assert [len(key) for key in keys] == [KEY_BYTES, KEY_BYTES]
    assert (keys[0] == keys[1]) == (first == second)


def test_a_key_does_not_depend_on_the_keys_before() -> None:
    keys = NoteKeys(b"options", b"compiler")
    assert keys.key("a") == keys.key("a") == NoteKeys(b"options", b"compiler").key("a")


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose sources a test may change."""
    (tmp_path / "syntax" / "more").mkdir(parents=True)
    (tmp_path / "diagnostics.py").write_bytes(b"A = 1\n")
    (tmp_path / "syntax" / "more" / "tags.py").write_bytes(b"B = 1\n")
    monkeypatch.setattr(mkdocs_vault, "__file__", str(tmp_path / "__init__.py"))
    return tmp_path


def version() -> bytes:
    answer = compiler_version.__wrapped__()
    assert isinstance(answer, bytes)
    assert len(answer) == VERSION_BYTES
    return answer


def test_the_version_changes_with_the_compiler_and_with_nothing_else(sources: Path) -> None:
    before = version()
    (sources / "other.py").write_bytes(b"C = 1\n")
    (sources / "diagnostics.py").write_bytes(b"A = 1\r\n")
    assert version() == before
    (sources / "syntax" / "more" / "tags.py").write_bytes(b"B = 2\n")
    assert version() != before


def test_the_version_changes_with_the_packages_that_it_uses(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version()
    monkeypatch.setattr(digests, "_version", lambda package: "9.9" if package == "pyromark" else "1")
    other = version()
    monkeypatch.setattr(digests, "_version", lambda package: "9.8" if package == "pyromark" else "1")
    assert len({before, other, version()}) == 3
