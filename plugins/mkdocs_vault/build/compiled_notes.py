"""The compiled notes of a site: taken from the cache or compiled, their facts given to the vault, their bodies kept for their pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from msgspec import MsgspecError

from mkdocs_vault.build.chosen_workers import workers_for
from mkdocs_vault.build.chunks import Compiling, Made
from mkdocs_vault.build.digests import NoteKeys, compiler_version
from mkdocs_vault.build.executors import compile_notes
from mkdocs_vault.build.note_bytes import encoded_options, note_bytes
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.build.troubles import NotCompiled, TellTrouble
from mkdocs_vault.note.compiled import Body, CompileOptions, NoteFacts
from mkdocs_vault.note.encoding import decoded_body, decoded_facts
from mkdocs_vault.vault.loading import FactsOfNote, UncompiledNote
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath

TellProgress = Callable[[int, int], None]
"""Hears how many notes have been compiled, of how many that have to be."""

DECODED_BODIES = 64
"""Bodies that are embedded in many notes are decoded once."""


class CompiledNotes:
    """Compiles notes with the options of one site. Bodies stay bytes until a page asks for them: as objects they take four times as much.

    `tell` hears of workers that failed; `workers` is how many there may be, None for as many as there are processors.
    `progress` hears of each note that `facts_of` has compiled.
    """

    def __init__(
        self,
        options: CompileOptions,
        cache: NoteCache,
        tell: TellTrouble,
        workers: int | None = None,
        progress: TellProgress | None = None,
    ) -> None:
        """Nothing is compiled yet."""
        self._compiling = Compiling(note_bytes, encoded_options(options))
        self._keys = NoteKeys(self._compiling.options, compiler_version())
        self._cache = cache
        self._tell = tell
        self._workers = workers
        self._progress = progress
        self._decoded: OrderedDict[bytes, Body] = OrderedDict()

    def facts_of(self, texts: Sequence[tuple[VaultPath, str]]) -> Iterator[FactsOfNote | UncompiledNote]:
        """The facts of each note, those that the cache knows first."""
        keys = {path: self._keys.key(text) for path, text in texts}
        known = self._cache.facts(keys.values())
        unknown: list[tuple[str, str]] = []
        for path, text in texts:
            facts = _readable(known.get(keys[path]))
            if facts is None:
                unknown.append((path, text))
            else:
                yield FactsOfNote(path, keys[path], facts)
        for number, (name, result) in enumerate(self._compiled(unknown), start=1):
            if self._progress:
                self._progress(number, len(unknown))
            path = VaultPath(name)
            if isinstance(result, NotCompiled):
                yield UncompiledNote(path, result.reason)
            else:
                yield FactsOfNote(path, keys[path], decoded_facts(result))

    def facts(self, text: str) -> tuple[bytes, NoteFacts]:
        """Key and facts of one note that is not the vault's own, such as one whose text another plugin has changed."""
        key = self._keys.key(text)
        facts = _readable(self._cache.facts([key]).get(key))
        return key, decoded_facts(self._compile(key, text)[0]) if facts is None else facts

    def body(self, note: Note) -> Body:
        """The body of a note; what is no longer in the cache is compiled again."""
        found = self._decoded.pop(note.key, None) or self._body(note)
        self._decoded[note.key] = found
        if len(self._decoded) > DECODED_BODIES:
            self._decoded.popitem(last=False)
        return found

    def _body(self, note: Note) -> Body:
        data = self._cache.body(note.key)
        if data is not None:
            try:
                return decoded_body(data)
            except (MsgspecError, ValueError):
                pass  # What is no body any more is made anew.
        return decoded_body(self._compile(note.key, note.text)[1])

    def _compile(self, key: bytes, text: str) -> tuple[bytes, bytes]:
        facts, body = self._compiling(text)
        self._cache.put(key, facts, body)
        return facts, body

    def _compiled(self, notes: list[tuple[str, str]]) -> Iterator[tuple[str, bytes | NotCompiled]]:
        """The encoded facts of notes that the cache doesn't know; it is told of them."""
        texts = dict(notes)
        with workers_for(sum(map(len, texts.values())), self._workers) as workers:
            for name, result in compile_notes(self._compiling, notes, workers, self._tell):
                if isinstance(result, Made):
                    facts, body = result.result
                    self._cache.put(self._keys.key(texts[name]), facts, body)
                    yield name, facts
                else:
                    yield name, result


def _readable(data: bytes | None) -> NoteFacts | None:
    """The facts in bytes of the cache; None where there are none, or none that can be read."""
    if data is None:
        return None
    try:
        return decoded_facts(data)
    except (MsgspecError, ValueError):
        return None
