"""The keys of compiled notes: the same text, options and compiler give the same key, on every machine."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from unicodedata import unidata_version

import mkdocs_vault

KEY_BYTES = 16
VERSION_BYTES = 16

COMPILED_BY = ("diagnostics.py", "syntax", "note")
"""Files and folders of this package whose code decides what a compiled note is."""

COMPILED_WITH = ("pyromark", "pygments", "math-core", "msgspec", "pyyaml")
"""Packages of others that do."""


class NoteKeys:
    """Gives the keys of notes that are compiled with the same options by the same compiler."""

    def __init__(self, options: bytes, compiler: bytes) -> None:
        """`options` are the encoded options, `compiler` is the answer of `compiler_version`."""
        # Each part stands behind its length, so that no two pairs of them are the same bytes.
        framed = b"".join(len(part).to_bytes(8, "little") + part for part in (compiler, options))
        self._start = blake2b(framed, digest_size=KEY_BYTES)

    def key(self, text: str) -> bytes:
        """The key of a note's text: `KEY_BYTES` bytes."""
        digest = self._start.copy()
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()


@cache
def compiler_version() -> bytes:
    """A digest of all that may change what a note is compiled to, but for its text and options: `VERSION_BYTES` bytes.

    It is made of the compiler's own source, so that whoever works on it never sees a note of yesterday's compiler, and of the versions of
    what it uses. Python's version is among them: its tables of Unicode decide what a letter is.
    """
    digest = blake2b(digest_size=VERSION_BYTES)
    versions = [f"{name} {_version(name)}" for name in ("mkdocs-vault", *COMPILED_WITH)]
    python = f"python {sys.version_info.major}.{sys.version_info.minor} unicode {unidata_version}"
    digest.update("\n".join([*versions, python, ""]).encode())
    for name, source in _sources(Path(mkdocs_vault.__file__).parent):
        digest.update(f"{name} {len(source)}\n".encode() + source)
    return digest.digest()


def _sources(package: Path) -> list[tuple[str, bytes]]:
    """The compiler's source files, sorted, each with its path in the package."""
    found = [path for name in COMPILED_BY for path in ([package / name] if name.endswith(".py") else (package / name).rglob("*.py"))]
    return sorted((path.relative_to(package).as_posix(), path.read_bytes().replace(b"\r\n", b"\n")) for path in found)


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - a worker would start half as fast, and doesn't ask

    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
