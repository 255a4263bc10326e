"""A note's bytes -> its text, whatever editor wrote them: nothing raises, nothing readable is lost."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.paths import VaultPath

_WIDE_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # begins with the mark of UTF-16, so it is tried first
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_MAXIMUM_NUL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class DecodedText:
    r"""Text with `\n` line ends and without a byte order mark; None where the file holds no text at all."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, path: VaultPath) -> DecodedText:
    """The text of the note at `path`."""
    for mark, encoding, name in _WIDE_ENCODINGS:
        if data.startswith(mark):
            text = _with_plain_line_ends(data.decode(encoding, "replace"))
            message = f"this file is {name}; save it as UTF-8"
            return DecodedText(_without_nul(text), (_diagnostic(path, 1, message), *_nul_diagnostics(text, path)))
    data = data.removeprefix(codecs.BOM_UTF8)
    problems: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.count(0) > len(data) * _MAXIMUM_NUL_SHARE or data.startswith(_SIGNATURES):
            return DecodedText(None)
        problems = (_not_utf8(data, error.start, path),)
        text = data.decode("utf-8", "replace")
    text = _with_plain_line_ends(text)
    return DecodedText(_without_nul(text), (*problems, *_nul_diagnostics(text, path)))


def _not_utf8(data: bytes, at: int, path: VaultPath) -> Diagnostic:
    line = _with_plain_line_ends(data[:at].decode("utf-8", "replace")).count("\n") + 1
    return _diagnostic(path, line, f"this is not UTF-8 (byte 0x{data[at]:02X}); what can't be read shows as \ufffd")


_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF-", b"\x1f\x8b", b"RIFF")
"""How pictures, archives and documents begin that somebody gave a name in `.md`."""


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _nul_diagnostics(text: str, path: VaultPath) -> Iterator[Diagnostic]:
    at = text.find("\0")
    if at >= 0:
        yield _diagnostic(path, text.count("\n", 0, at) + 1, "this file holds NUL characters; each shows as \ufffd")


def _diagnostic(path: VaultPath, line: int, message: str) -> Diagnostic:
    return Diagnostic(DiagnosticCode.TEXT_ENCODING, SourcePosition(path, line), message)
