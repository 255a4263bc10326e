"""What a built site has to pass before it is published. `GATES` is a list: a new gate is a function and a line there."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.errors import RefusedError
from mkdocs_vault.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs_vault.deployment.export import Export
    from mkdocs_vault.deployment.site_build import BuildReport

MOST_PAGES_GONE = 20
MOST_OF_ALL_GONE = 0.5
SHOWN_NAMES = 5
_NOT_IN_ADDRESSES = re.compile(r"[^\w./-]+")
_INDEX_NAMES = frozenset({"index", "readme"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A built site that wants to be published, with what it was built from and what it would replace."""

    site: Path
    files: tuple[str, ...]
    export: Export
    report: BuildReport
    pages_before: int
    deletion_is_confirmed: bool
    confirming_command: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a gate stays closed, and what to do."""

    reason: str
    hint: str = ""


def plain_files_only(candidate: Candidate) -> Iterator[Refusal]:
    """A site has files and folders: a link would publish what lies behind it."""
    for name in candidate.files:
        if not stat.S_ISREG((candidate.site / name).lstat().st_mode):
            yield Refusal(f"{visible(name)} in the site is a link or a device")
            return


def index_page(candidate: Candidate) -> Iterator[Refusal]:
    """A site without a first page is a broken build, or the wrong folder."""
    if "index.html" not in candidate.files:
        yield Refusal("the site has no index page", "add index.md to the vault, or correct vault.folder")


def pages_kept(candidate: Candidate) -> Iterator[Refusal]:
    """More than half and more than twenty notes gone at once is more often an accident than a wish."""
    now = page_count(candidate.files)
    gone = candidate.pages_before - now
    if gone > MOST_PAGES_GONE and gone > candidate.pages_before * MOST_OF_ALL_GONE and not candidate.deletion_is_confirmed:
        yield Refusal(
            f"{gone} of {candidate.pages_before} published pages would be gone",
            f"if that is meant, confirm it: {candidate.confirming_command}",
        )


def private_notes_absent(candidate: Candidate) -> Iterator[Refusal]:
    """No page and no copy of a note that says itself that it is private."""
    files = {_plain(name) for name in candidate.files}
    claimed = {page for note in candidate.export.notes - candidate.export.private_notes for page in _possible_pages(note)}
    if candidate.report.pages:
        claimed = {_plain(page) for note, page in candidate.report.pages.items() if note not in candidate.export.private_notes}
    leaks = [
        note
        for note in sorted(candidate.export.private_notes)
        if note in candidate.report.pages or _plain(note) in files or (_possible_pages(note) - claimed) & files
    ]
    if leaks:
        # Logs of pipelines are often public, and the names of private notes are private.
        named = "" if os.environ.get("CI") else f": {', '.join(visible(note) for note in leaks[:SHOWN_NAMES])}"
        yield Refusal(
            f"{len(leaks)} private notes would be published{named}",
            "build the site with the vault's plugin, which leaves private notes out; or exclude them with exclude_docs",
        )


GATES: list[Callable[[Candidate], Iterator[Refusal]]] = [plain_files_only, index_page, pages_kept, private_notes_absent]
"""All gates, the cheap ones first. The build's exit code was the gate before these."""


def pass_gates(candidate: Candidate) -> None:
    """Raise `RefusedError` with every reason, if a gate stays closed."""
    refusals = [refusal for gate in GATES for refusal in gate(candidate)]
    if refusals:
        reasons = "; ".join(refusal.reason for refusal in refusals)
        hints = "\n  ".join(refusal.hint for refusal in refusals if refusal.hint)
        message = f"not published: {reasons}"
        raise RefusedError(message, hints)


def site_files(site: Path) -> tuple[str, ...]:
    """Every path in a built site that is not a folder, relative, in a fixed order."""
    found: list[str] = []
    for folder, folders, names in os.walk(site):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        found += [Path(folder, name).relative_to(site).as_posix() for name in [*names, *links]]
    return tuple(sorted(found))


def page_count(files: Iterable[str]) -> int:
    """How many of a site's files are pages."""
    return sum(name.endswith(".html") and name != "404.html" for name in files)


def _possible_pages(note: str) -> set[str]:
    """The pages that a note may have become, with and without folders as addresses."""
    stem = note.rpartition(".")[0]
    parent, _, name = stem.rpartition("/")
    pages = {f"{stem}.html", f"{stem}/index.html"}
    if name.casefold() in _INDEX_NAMES:
        pages = {f"{parent}/index.html" if parent else "index.html"}
    return {_plain(page) for page in pages}


def _plain(path: str) -> str:
    """A path without what address rules change: case, Unicode form, spaces and punctuation."""
    folded = unicodedata.normalize("NFKD", path).casefold()
    return re.sub(r"-+", "-", _NOT_IN_ADDRESSES.sub("-", folded)).replace("-.", ".").replace("-/", "/")
