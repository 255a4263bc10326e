"""The compiler as the cache and the workers use it: bytes of options and a text in, bytes of facts and body out."""

from __future__ import annotations

from functools import lru_cache

from msgspec.msgpack import decode, encode

from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.compiling import compile_note
from mkdocs_vault.note.encoding import encoded_body, encoded_facts


def note_bytes(text: str, options: bytes) -> tuple[bytes, bytes]:
    """Facts and body of a note, encoded; `options` are those of `encoded_options`. Pure, and workers import it by its name."""
    compiled = compile_note(text, _decoded_options(options))
    return encoded_facts(compiled.facts), encoded_body(compiled.body)


def encoded_options(options: CompileOptions) -> bytes:
    """The options as bytes: the same options always give the same ones, since they are a part of every note's key."""
    return encode(options)


@lru_cache(maxsize=8)
def _decoded_options(options: bytes) -> CompileOptions:
    return decode(options, type=CompileOptions)
