"""The current release to every target that doesn't have it yet, then the hooks: at least once each, and never instead of the next sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_vault.deployment import hooks, steps
from mkdocs_vault.deployment.errors import DeploymentError, from_os_error

if TYPE_CHECKING:
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.workplace import Workplace


def deliver(place: Workplace, release: Release) -> DeploymentError | None:
    """Bring a release to the targets and announce it; gives the first failure. What failed is tried again by the next run."""
    failures: list[DeploymentError] = []
    for number, target in enumerate(place.settings.values.publish.targets):
        from mkdocs_vault.deployment.targets import deliver_to, target_name  # noqa: PLC0415 - most runs have no news for a target

        name = target_name(target)
        if place.state.delivered.get(name) == release.name:
            continue
        try:
            with place.progress.phase("target") as phase:
                steps.done("target-started")
                phase.note = deliver_to(place, target, f"publish.targets.{number}", release)
            place.state.delivered[name] = release.name
            place.save()
            steps.done("target-done")
        except OSError as error:
            failures.append(from_os_error(error, f"publishing to {name}"))
        except DeploymentError as error:
            failures.append(error)
    if not failures:
        _announce(place, release, failures)
    return failures[0] if failures else None


def _announce(place: Workplace, release: Release, failures: list[DeploymentError]) -> None:
    wishes = place.settings.values.publish.hooks
    if not wishes.after or place.state.announced == release.name:
        return
    facts = {"VAULT_RELEASE": release.name, "VAULT_COMMIT": release.commit, "VAULT_SITE": str(release.folder)}
    try:
        with place.progress.phase("hooks") as phase:
            hooks.run_after(wishes, place.settings.base, facts, place.group)
            phase.note = release.name
    except DeploymentError as error:
        failures.append(error)
        return
    place.state.announced = release.name
    place.save()
    steps.done("hook-after-done")
