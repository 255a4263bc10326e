"""Where else a release goes: a pages branch, a server, a bucket. Each target brings one release, whole, and can be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mkdocs_vault.deployment.settings import BucketTarget, PagesTarget, RsyncTarget

if TYPE_CHECKING:
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings import Target
    from mkdocs_vault.deployment.workplace import Workplace


def target_name(target: Target) -> str:
    """The name under which it is remembered what a target has; a target that leads elsewhere has another name."""
    match target:
        case PagesTarget():
            return f"pages:{target.remote}#{target.branch}"
        case RsyncTarget():
            return f"rsync:{target.destination}"
        case BucketTarget():
            return f"s3:{target.endpoint_url or ''}/{target.bucket}/{target.prefix}"
        case _:
            assert_never(target)


def deliver_to(place: Workplace, target: Target, setting: str, release: Release) -> str:
    """Bring a release to a target; gives what there is to say. Raises the `DeploymentError` that stopped it."""
    match target:
        case PagesTarget():
            from mkdocs_vault.deployment.targets.pages_branch import publish_to_branch  # noqa: PLC0415

            return publish_to_branch(place, target, setting, release)
        case RsyncTarget():
            from mkdocs_vault.deployment.targets.rsync import publish_by_rsync  # noqa: PLC0415

            return publish_by_rsync(place, target, setting, release)
        case BucketTarget():
            from mkdocs_vault.deployment.targets.bucket import publish_to_bucket  # noqa: PLC0415

            return publish_to_bucket(place, target, setting, release)
        case _:
            assert_never(target)
