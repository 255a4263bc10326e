"""The named steps of a run. A test can end the process right after any of them, to show that no moment is a bad one to die.

`FAULT_POINT=<name>` in the environment ends the process, without any cleaning up, after the step of that name is done.
"""

from __future__ import annotations

import os

STEPS = (
    "locked", "rubbish-removed", "publish-resumed", "remote-asked", "mirror-created", "mirror-locks-removed", "fetched", "mirror-rebuilt",
    "mirror-replaced", "tree-read", "export-started", "exported", "build-started", "built", "gates-passed", "hook-before-done",
    "files-shared", "release-record-written", "release-synced", "release-named", "previous-linked", "current-swapped",
    "state-written", "target-started", "target-pages-committed", "target-pages-pushed", "target-rsync-copied", "target-rsync-linked",
    "target-bucket-assets", "target-bucket-pages", "target-bucket-deleted", "target-bucket-stated", "target-done", "hook-after-done",
    "old-release-moved", "old-release-removed", "mirror-maintained", "cleaned-up", "rollback-pinned", "rollback-swapped", "purge-moved",
    "purged", "pull-fetched", "pull-merged",
)  # fmt: skip
"""Every name, in about the order of a run."""

ABORTED = 137
_FAULT_POINT = os.environ.get("FAULT_POINT", "")


def done(step: str) -> None:
    """Mark a step as done."""
    if step == _FAULT_POINT:
        os._exit(ABORTED)
