"""Of Exif (CIPA DC-008) only which way up the picture is."""

from __future__ import annotations

import struct

_ORIENTATION = 0x0112
_SHORT = 3
_TURNED = range(2, 9)


def orientation_alone(exif: bytes) -> bytes:
    """Exif data, from its TIFF header on, that says of the picture which way up it is and no more; empty where it is upright or unknown."""
    turned = _orientation(exif)
    if turned not in _TURNED:
        return b""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, turned, 0, 0)


def _orientation(exif: bytes) -> int:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 0
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return int(value) if kind == _SHORT else 0
    except struct.error:
        return 0
    return 0
