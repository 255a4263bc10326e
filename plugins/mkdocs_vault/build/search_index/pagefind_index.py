"""An index in parts: those that are known are taken from the cache, the others are made, one after the other, in a thread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Thread
from typing import Any

from mkdocs_vault.build.search_index.index_files import ENTRY, entry_bytes, files_of_later_part, files_of_site
from mkdocs_vault.build.search_index.pagefind_program import IndexingError, PagefindRuns, identity_of, pagefind_program
from mkdocs_vault.build.search_index.part_cache import PartCache
from mkdocs_vault.build.search_index.parts import PART_WEIGHT, Part, parts_of
from mkdocs_vault.website.search.documents import NOT_SEARCHED
from mkdocs_vault.website.search.port import Files, IndexReceiver, Searchable

_FORMAT = 1
"""To be raised when the same documents shall have other files."""

_SECONDS_TO_END = 5


@dataclass(frozen=True, slots=True)
class PagefindMaker:
    """Makes indexes with Pagefind's program. Parts are kept in the folder `cache`, if there is one."""

    program: Path
    cache: Path | None = None
    leaves_out: tuple[str, ...] = NOT_SEARCHED
    part_weight: int = PART_WEIGHT

    def begin(self, receiver: IndexReceiver) -> PagefindIndex:
        """A new index without pages."""
        return PagefindIndex(self, receiver)

    @property
    def identity(self) -> str:
        """Tells apart makers that make other files of the same documents."""
        return "\n".join((str(_FORMAT), _own_version(), identity_of(self.program), *self.leaves_out))


def pagefind_maker(cache: Path | None = None) -> PagefindMaker | None:
    """What makes indexes on this system, or None if Pagefind has no program for it."""
    program = pagefind_program()
    return PagefindMaker(program, cache) if program else None


class PagefindIndex:
    """One index in the making. It ends by itself, at the latest with the process that started it."""

    def __init__(self, maker: PagefindMaker, receiver: IndexReceiver) -> None:
        """Nothing runs yet: `finish` begins."""
        self._maker = maker
        self._receiver = receiver
        self._cache = PartCache(maker.cache)
        self._documents: dict[str, Searchable] = {}
        self._thread: Thread | None = None
        self._runs = PagefindRuns(maker.program)
        self._is_cancelled = False

    def add(self, document: Searchable) -> None:
        """Have a page found. The last document of an address counts."""
        self._documents[document.address] = document

    def finish(self) -> None:
        """That was the last page: make the index."""
        if self._is_cancelled or self._thread:
            return
        parts = [self._at_hand(part) for part in parts_of(self._documents.values(), self._maker.part_weight)]
        self._documents = {}
        self._thread = Thread(target=self._make, args=[parts], name="search index", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Nobody needs this index any more; parts that were made are kept for the next one."""
        self._is_cancelled = True
        self._runs.stop()
        self.has_ended(within_seconds=_SECONDS_TO_END)

    def has_ended(self, *, within_seconds: float = 0) -> bool:
        """Whether nothing runs any more, which is waited for. So it is before `finish`."""
        if self._thread is None:
            return True
        self._thread.join(within_seconds)
        return not self._thread.is_alive()

    def _at_hand(self, part: Part) -> Part:
        """The part with documents that another thread may read, if it has to be made."""
        if self._cache.files(part.digest(self._maker.identity)):
            return part
        return replace(part, documents=tuple([document.at_hand() for document in part.documents]))

    def _make(self, parts: Sequence[Part]) -> None:
        try:
            self._hand_over(parts)
        except (IndexingError, OSError, ValueError, LookupError) as error:
            if not self._is_cancelled:
                self._receiver.unavailable(str(error) or type(error).__name__)

    def _hand_over(self, parts: Sequence[Part]) -> None:
        site, maker = _IndexOfSite(), self._maker.identity
        digests = [part.digest(maker) for part in parts]
        for number, (part, digest) in enumerate(zip(parts, digests, strict=True), 1):
            try:
                files = self._cache.files(digest) or self._made(part, digest)
            except IndexingError as error:
                which = f" (part {number} of {len(parts)})" if len(parts) > 1 else ""
                raise IndexingError(f"{error}{which}") from error
            if self._is_cancelled:
                return
            self._receiver.receive(site.add(part, files))
        if self._is_cancelled:
            return
        self._receiver.receive(site.entry())
        self._receiver.complete(site.paths)
        self._cache.forget_all_but(digests)

    def _made(self, part: Part, digest: str) -> Files:
        files = files_of_site(self._runs.files_of(part.documents, self._maker.leaves_out))
        self._cache.keep(digest, files)
        return files


@dataclass
class _IndexOfSite:
    """What is known of a site's index: the first part of each language stands in its folder, the others in folders below it."""

    paths: set[str] = field(default_factory=set)
    _entry: dict[str, Any] = field(default_factory=dict)
    _folders: dict[str, list[str]] = field(default_factory=dict)

    def add(self, part: Part, files: Files) -> Files:
        """The files of one more part, where they stand in the site."""
        if part.language in self._folders:
            self._folders[part.language].append(part.name)
            placed = {f"{part.name}/{path}": content for path, content in files_of_later_part(files).items()}
        else:
            self._folders[part.language] = []
            self._add_languages(json.loads(files[ENTRY]))
            placed = {path: content for path, content in files.items() if path != ENTRY}
        self.paths.update(placed)
        return placed

    def entry(self) -> Files:
        """The file that names the others."""
        self.paths.add(ENTRY)
        folders = {language: names for language, names in sorted(self._folders.items()) if names}
        return {ENTRY: entry_bytes(self._entry | ({"parts": folders} if folders else {}))}

    def _add_languages(self, entry: dict[str, Any]) -> None:
        languages = {**self._entry.get("languages", {}), **entry["languages"]}
        self._entry = entry | {"languages": dict(sorted(languages.items()))}


def _own_version() -> str:
    try:
        return version("mkdocs-vault")
    except PackageNotFoundError:
        return ""
