"""How it stands, without a lock and without the remote: what is published, how old it is, what went wrong and since when."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mkdocs_vault.deployment.errors import DeploymentError, ExitCode
from mkdocs_vault.deployment.releases import ReleaseStore, read_record
from mkdocs_vault.deployment.state import load_state

if TYPE_CHECKING:
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings_loading import LoadedSettings


def status_of(settings: LoadedSettings) -> dict[str, Any]:
    """The status as plain data; dates in ISO 8601, UTC. Nothing secret is in it."""
    state = load_state(settings.values.state / "state.json")
    store = ReleaseStore(settings.values.publish.folder)
    current, previous = store.current(), store.previous()
    error = None
    if state.failing_since:
        error = {
            "message": state.failure_message,
            "hint": state.failure_hint,
            "exit_code": state.failure_code,
            "since": _date(state.failing_since),
        }
    return {
        "commit": _full_commit(current),
        "branch": state.branch or None,
        "release": current.name if current else None,
        "previous": previous.name if previous else None,
        "published_at": _date(state.published_at),
        "last_good_run_at": _date(state.checked_at),
        "age_seconds": round(max(0.0, time.time() - state.checked_at)) if state.checked_at else None,
        "pinned": state.pinned_release or None,
        "error": error,
        "delivered": dict(state.delivered),
    }


def show_status(settings: LoadedSettings, *, as_json: bool, longest_age_seconds: float | None) -> tuple[str, ExitCode]:
    """The text of `status`, and 3 if the last good run is older than allowed."""
    found = status_of(settings)
    age = found["age_seconds"]
    stale = longest_age_seconds is not None and (age is None or age > longest_age_seconds)
    code = ExitCode.STALE if stale else ExitCode.OK
    if as_json:
        return json.dumps(found | {"stale": stale}, indent=2), code
    lines = [
        f"release    {found['release'] or 'nothing is published'}",
        f"commit     {found['commit'] or '-'}",
        f"published  {found['published_at'] or '-'}",
        f"last run   {found['last_good_run_at'] or 'never'}" + (f" ({age} seconds ago)" if age is not None else ""),
    ]
    if found["pinned"]:
        lines.append(f"pinned     {found['pinned']}")
    if found["error"]:
        lines.append(f"error      since {found['error']['since']}: {found['error']['message']}")
    return "\n".join(lines), code


def show_releases(settings: LoadedSettings, *, as_json: bool) -> str:
    """All releases, the newest first, with what the links lead to."""
    store = ReleaseStore(settings.values.publish.folder)
    current, previous = store.current(), store.previous()
    pinned = load_state(settings.values.state / "state.json").pinned_release
    rows: list[dict[str, Any]] = []
    for release in reversed(store.all()):
        marks = [
            mark
            for mark, holds in (("current", release == current), ("previous", release == previous), ("pinned", release.name == pinned))
            if holds
        ]
        rows.append({"release": release.name, "seq": release.sequence, "commit": _full_commit(release), "marks": marks})
    if as_json:
        return json.dumps(rows, indent=2)
    return "\n".join(f"{row['release']}  {' '.join(row['marks'])}".rstrip() for row in rows) or "nothing is published"


def _full_commit(release: Release | None) -> str | None:
    if release is None:
        return None
    try:
        return read_record(release).commit
    except DeploymentError:
        return release.commit


def _date(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None
