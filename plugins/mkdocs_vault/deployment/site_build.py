"""The exported vault -> a site, built by MkDocs in a process of its own, repeatable to the byte."""

from __future__ import annotations

import json
import re
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.durable import private_folder, remove_tree
from mkdocs_vault.deployment.errors import NO_ROOM_HINT, DiskFullError, RefusedError
from mkdocs_vault.deployment.git_environment import child_environment
from mkdocs_vault.diagnostics import shortened, visible

if TYPE_CHECKING:
    from mkdocs_vault.deployment.deadline import Deadline
    from mkdocs_vault.deployment.processes import ProcessGroup

ENTRY = Path(__file__).with_name("build_entry.py")
LATEST_DATE = 4_102_444_800
"""The year 2100: what is later (or before 1970) is a broken clock, and many programs can't write it."""
LINES_OF_A_FAILURE = 15
LARGEST_REPORT_BYTES = 64 * 1024 * 1024
_NO_ROOM = re.compile(r"No space left on device|Disk quota exceeded|File too large")
_NUMBERED_WARNING = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+(.*)")


@dataclass(frozen=True, slots=True)
class BuildJob:
    """One build: the configuration, the exported notes, the place of the site, and what the build may know of the vault's history.

    `cache` is the folder where builds keep what the next one needs; from `last_release` files are taken that would be the same.
    """

    config: Path
    docs: Path
    site: Path
    report: Path
    git_dir: Path
    commit: str
    folder: str
    committed_at: int
    strict: bool | None
    cache: Path
    last_release: Path | None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What the build tells of itself: the page of each note (paths relative to the vault and to the site), and its warnings."""

    pages: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def build_date(committed_at: int) -> int:
    """The date that the site says it was built: the commit's, clamped to what every program can write."""
    return min(max(committed_at, 0), LATEST_DATE)


def build_site(job: BuildJob, group: ProcessGroup, deadline: Deadline) -> BuildReport:
    """Build the site into the new folder `job.site`. Raises `RefusedError` if MkDocs fails, is killed or takes too long."""
    remove_tree(job.site)
    remove_tree(job.report)
    private_folder(job.cache)
    steps.done("build-started")
    strict = {True: "yes", False: "no", None: ""}[job.strict]
    words = [sys.executable, "-P", str(ENTRY), str(job.config), str(job.docs), str(job.site), strict]
    finished = group.run(words, _environment(job), deadline, job.config.parent)
    if finished.code:
        raise _failure(finished.code, finished.errors + finished.output.decode("utf-8", "replace"))
    steps.done("built")
    return BuildReport(_reported_pages(job.report), _warnings(finished.errors))


def _environment(job: BuildJob) -> dict[str, str]:
    """Nothing of this machine may show in the site: one time zone, one language, one order; the date is the commit's."""
    return child_environment(
        {
            "SOURCE_DATE_EPOCH": str(build_date(job.committed_at)),
            "TZ": "UTC",
            "LANG": "C.UTF-8",
            "LANGUAGE": "C",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_COLOR": "1",
            "MKDOCS_VAULT_GIT_DIR": str(job.git_dir),
            "MKDOCS_VAULT_COMMIT": job.commit,
            "MKDOCS_VAULT_FOLDER": job.folder,
            "MKDOCS_VAULT_BUILD_REPORT": str(job.report),
            "MKDOCS_VAULT_CACHE": str(job.cache),
            "MKDOCS_VAULT_LAST_RELEASE": str(job.last_release or ""),
        }
    )


def _failure(code: int, output: str) -> RefusedError:
    lines = [visible(shortened(line.rstrip(), 400)) for line in output.splitlines() if line.strip()]
    shown = "".join(f"\n  | {line}" for line in lines[-LINES_OF_A_FAILURE:])
    if _NO_ROOM.search(output):
        return DiskFullError(f"the disk is full: the site could not be built{shown}", NO_ROOM_HINT)
    ended = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"failed with exit code {code}"
    return RefusedError(f"the build {ended}{shown}", "the site that is published has not changed")


def _warnings(errors: str) -> tuple[str, ...]:
    found = (_NUMBERED_WARNING.match(line) for line in errors.splitlines())
    return tuple(dict.fromkeys(match[1] for match in found if match))


def _reported_pages(report: Path) -> dict[str, str]:
    """The build's own list of pages, if it left one: `{"pages": {"Note.md": "note/index.html"}}`."""
    try:
        if report.stat().st_size > LARGEST_REPORT_BYTES:
            return {}
        pages = json.loads(report.read_bytes())["pages"]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        message = "the build left a report that can't be read"
        raise RefusedError(message) from None
    if not isinstance(pages, dict) or not all(isinstance(note, str) and isinstance(page, str) for note, page in pages.items()):
        message = "the build left a report that can't be read"
        raise RefusedError(message)
    return pages
