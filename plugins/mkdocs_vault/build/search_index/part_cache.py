"""Parts of indexes that were made before, each in a file that is named by the digest of what went in.

A file begins with the digest of the rest; then come the paths and sizes as JSON, and the contents. Whatever goes wrong, be it damage, a
full or read-only disk or another build that writes the same, it is as if the part weren't there.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

from mkdocs_vault.website.search.port import Files

_DIGEST_BYTES = 32
_LENGTH_BYTES = 8
_SUFFIX = ".part"


class PartCache:
    """The parts in a folder, which is made when it is needed. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        """Nothing is read or written yet."""
        self._folder = folder

    def files(self, digest: str) -> Files | None:
        """The files of a part, if they are there unharmed."""
        if self._folder is None:
            return None
        file = self._folder / f"{digest}{_SUFFIX}"
        try:
            files = _unpacked(file.read_bytes())
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return files

    def keep(self, digest: str, files: Files) -> None:
        """Remember a part, if that is possible."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_at_once(self._folder / f"{digest}{_SUFFIX}", _packed(files))

    def forget_all_but(self, digests: Collection[str]) -> None:
        """Remove parts that an index made of these doesn't need.

        As many others as it has are kept, those that were used last: another site or another version may share the folder.
        """
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            others = [file for file in self._folder.glob(f"*{_SUFFIX}*") if file.stem not in digests]
            others.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
            for file in others[max(1, len(digests)) :]:
                file.unlink(missing_ok=True)


def _write_at_once(file: Path, content: bytes) -> None:
    """A reader finds the whole content or none, also if two builds write at once."""
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _packed(files: Files) -> bytes:
    sizes = json.dumps({path: len(content) for path, content in files.items()}).encode()
    content = b"".join((len(sizes).to_bytes(_LENGTH_BYTES, "big"), sizes, *files.values()))
    return _digest(content) + content


def _unpacked(packed: bytes) -> Files:
    digest, content = packed[:_DIGEST_BYTES], packed[_DIGEST_BYTES:]
    if _digest(content) != digest:
        raise ValueError("the file is damaged")
    at = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
    files: Files = {}
    for path, size in json.loads(content[_LENGTH_BYTES:at]).items():
        files[path] = content[at : at + size]
        at += size
    return files


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST_BYTES).digest()
