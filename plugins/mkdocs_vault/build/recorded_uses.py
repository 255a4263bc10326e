"""When each compiled note was last used: one file, written once at the end of a build, so that reading a note writes nothing."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from mkdocs_vault.build.pack_folder import remove, write_privately

_NAME = "uses"
_RECORD = struct.Struct("<16sQ")
_CHECKSUM = struct.Struct("<I")
_MOST_BYTES = 1 << 26


def read_uses(folder: Path) -> dict[bytes, int]:
    """Nanoseconds since 1970 by the note's key; empty where the file is missing, damaged or no file."""
    path = folder / _NAME
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return {}
        content = path.read_bytes()
    except OSError:
        return {}
    records, checksum = content[: -_CHECKSUM.size], content[-_CHECKSUM.size :]
    if checksum != _CHECKSUM.pack(crc32(records)) or len(records) % _RECORD.size:
        return {}
    return dict(_RECORD.iter_unpack(records))


def write_uses(folder: Path, uses: Mapping[bytes, int]) -> None:
    """Replace the file. One that can't be written is no error: notes then seem as old as the pack that they lie in."""
    records = b"".join(_RECORD.pack(key, used) for key, used in uses.items())
    unfinished = folder / f"{_NAME}-{secrets.token_hex(8)}.new"
    try:
        write_privately(unfinished, lambda file: file.write(records + _CHECKSUM.pack(crc32(records))))
        unfinished.replace(folder / _NAME)
    except OSError:
        remove(unfinished)
