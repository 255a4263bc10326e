"""Answers with files, or with the part of one that a player asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

StartResponse = Callable[[str, list[tuple[str, str]]], object]

_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
_BYTES_AT_ONCE = 1 << 16


def sent(file: Path | bytes, kind: str, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """The file, or the one range of it that was asked for. Raises `OSError` if it can't be read any more."""
    if isinstance(file, bytes):
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(file)))])
        return [file]
    stream = file.open("rb")
    size = file.stat().st_size
    asked = _range(environ.get("HTTP_RANGE", ""), size)
    first, last = asked or (0, size - 1)
    headers = [("Content-Type", kind), ("Accept-Ranges", "bytes"), ("Content-Length", str(last - first + 1)), ("Cache-Control", "no-cache")]
    if asked:
        start_response("206 Partial Content", [*headers, ("Content-Range", f"bytes {first}-{last}/{size}")])
    else:
        start_response("200 OK", headers)
    return _part(stream, first, last - first + 1)


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that were asked for; None where no range was, or one that can't be had."""
    match = _RANGE.match(asked)
    if match is None or match.groups() == ("", ""):
        return None
    if not match[1]:
        first, last = max(size - int(match[2]), 0), size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
    return (first, last) if first <= last else None


def _part(stream: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with stream:
        stream.seek(first)
        while length > 0 and (data := stream.read(min(_BYTES_AT_ONCE, length))):
            length -= len(data)
            yield data
