"""A fetched commit -> a release that readers see: export, build, gates, hooks that may veto, publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_vault.deployment import gates, hooks, steps
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.errors import DeploymentError
from mkdocs_vault.deployment.export import Export, export_vault
from mkdocs_vault.deployment.releases import Release, ReleaseRecord, is_whole, manifest_of, read_record, share_files
from mkdocs_vault.deployment.site_build import BuildJob, BuildReport, build_date, build_site
from mkdocs_vault.deployment.workplace import EXPORT, Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs_vault.deployment.build_inputs import BuildKey
    from mkdocs_vault.deployment.git_runner import CommitFacts
    from mkdocs_vault.deployment.mirror import Mirror

Confirmation = tuple[bool, str]


def make_release(place: Workplace, mirror: Mirror, commit: CommitFacts, key: BuildKey, confirmation: Confirmation) -> Release:
    """Export, build, judge and publish a commit. Whatever stops it leaves the published site as it was."""
    export = _export(place, mirror, commit)
    last = _last_release(place, key)
    site, report = _build(place, mirror, commit, export, last)
    files = _judge(place, site, export, report, confirmation)
    hooks.run_before(
        place.settings.values.publish.hooks,
        place.settings.base,
        {"VAULT_COMMIT": commit.identifier, "VAULT_SITE": str(site)},
        place.group,
    )
    steps.done("hook-before-done")
    return _publish(place, site, files, commit, key, last)


def _last_release(place: Workplace, key: BuildKey) -> Release | None:
    """The release that readers see, if files may be taken from it: it is whole, and was built from all the same but the notes."""
    current = place.store.current()
    if current is None or not is_whole(current):
        return None
    return current if key.differs_by_notes_alone(read_record(current).built_from) else None


def _export(place: Workplace, mirror: Mirror, commit: CommitFacts) -> Export:
    values = place.settings.values
    with place.progress.phase("export") as phase, mirror.reader() as reader:
        date = build_date(commit.committed_at)
        export = export_vault(reader, commit.tree, values.vault.folder, place.work_folder / EXPORT, values.limits, date)
        phase.note = f"{export.file_count} files, {len(export.notes)} notes"
    for problem in export.problems:
        place.progress.warn(problem)
    if date != commit.committed_at:
        clock = f"{commit.committed_at} seconds since 1970"
        place.progress.warn(f"commit {commit.identifier[:12]} has the impossible date {clock}: the site says {date}")
    return export


def _build(place: Workplace, mirror: Mirror, commit: CommitFacts, export: Export, last: Release | None) -> tuple[Path, BuildReport]:
    values = place.settings.values
    job = BuildJob(
        config=values.site.config,
        docs=place.work_folder / EXPORT,
        site=place.store.workshop / "site",
        report=place.work_folder / "report.json",
        git_dir=mirror.folder,
        commit=commit.identifier,
        folder=values.vault.folder,
        committed_at=commit.committed_at,
        strict=values.site.strict,
        cache=place.cache_folder,
        last_release=last.folder if last else None,
    )
    with place.progress.phase("build") as phase:
        report = build_site(job, place.group, Deadline(values.site.deadline_seconds))
        phase.note = f"{len(export.notes)} notes, {len(report.warnings)} warnings"
    for warning in report.warnings:
        place.progress.warn(f"build: {warning}")
    return job.site, report


def _judge(place: Workplace, site: Path, export: Export, report: BuildReport, confirmation: Confirmation) -> tuple[str, ...]:
    with place.progress.phase("gates") as phase:
        files = gates.site_files(site)
        confirmed, command = confirmation
        gates.pass_gates(gates.Candidate(site, files, export, report, _pages_before(place), confirmed, command))
        phase.note = f"{gates.page_count(files)} pages, {len(files)} files"
    steps.done("gates-passed")
    return files


def _pages_before(place: Workplace) -> int:
    current = place.store.current()
    if current is None:
        return 0
    try:
        return gates.page_count(read_record(current).manifest)
    except DeploymentError:
        return 0


def _publish(place: Workplace, site: Path, files: tuple[str, ...], commit: CommitFacts, key: BuildKey, last: Release | None) -> Release:
    store, values = place.store, place.settings.values
    with place.progress.phase("publish") as phase:
        highest = max((release.sequence for release in store.all()), default=0)
        sequence = max(highest, place.state.sequence) + 1
        manifest = manifest_of(site, files)
        # Only now: until here hooks, and plugins before them, may have opened files of the site to change them.
        shared = share_files(site, manifest, last, store.workshop) if last else 0
        steps.done("files-shared")
        record = ReleaseRecord(commit.identifier, sequence, key.parts, key.digest, manifest)
        release = store.add(site, record)
        try:
            store.point_to(release)
        except OSError:
            if store.current() != release:
                store.remove(release)
            raise
        size = sum(int(entry["size"]) for entry in manifest.values())
        from_last = f", {shared} files as before" if shared else ""
        phase.note = f"{release.name}, {size / 1_000_000:.1f} MB in {values.publish.folder}{from_last}"
    return release
