"""The compiled notes of a site: compiled when they are needed, their facts given to the vault, their bodies kept for their pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from mkdocs_vault.note.compiled import Body, CompiledNote, CompileOptions, NoteFacts
from mkdocs_vault.note.compiling import compile_note
from mkdocs_vault.note.encoding import decoded_body, encoded_body
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath

DECODED_BODIES = 64
"""Bodies that are embedded in many notes are decoded once."""


class CompiledNotes:
    """Compiles notes with the options of one site. Bodies are kept as bytes: a fraction of what they take as objects."""

    def __init__(self, options: CompileOptions = CompileOptions()) -> None:  # noqa: B008 - the options are frozen
        """Nothing is compiled yet."""
        self.options = options
        self._bodies: dict[bytes, bytes] = {}
        self._decoded: OrderedDict[bytes, Body] = OrderedDict()

    def facts_of(self, texts: Sequence[tuple[VaultPath, str]]) -> Iterator[tuple[VaultPath, bytes, NoteFacts]]:
        """Path, key and facts of each note."""
        for path, text in texts:
            key, compiled = self.compiled(text)
            yield path, key, compiled.facts

    def compiled(self, text: str) -> tuple[bytes, CompiledNote]:
        """The key of a note's text, and all that is known of the note."""
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        compiled = compile_note(text, self.options)
        self._bodies[key] = encoded_body(compiled.body)
        return key, compiled

    def body(self, note: Note) -> Body:
        """The body of a note that was compiled here."""
        found = self._decoded.pop(note.key, None) or decoded_body(self._bodies[note.key])
        self._decoded[note.key] = found
        if len(self._decoded) > DECODED_BODIES:
            self._decoded.popitem(last=False)
        return found
