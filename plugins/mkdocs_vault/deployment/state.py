"""What a run remembers for the next: one small file, replaced in one go, which may be lost without harm to what is published."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.durable import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs_vault.deployment.errors import DeploymentError

_PRIVATE_MODE = 0o600
_TYPES: dict[str, type | tuple[type, ...]] = {"int": int, "str": str, "float": (int, float), "dict[str, str]": dict}


@dataclass(slots=True)
class State:
    """The memory of the runs. Dates are seconds since 1970 and only for people: nothing is ordered by them."""

    sequence: int = 0
    branch: str = ""
    commit: str = ""
    build_key: str = ""
    release: str = ""
    published_at: float = 0.0
    checked_at: float = 0.0
    pinned_release: str = ""
    pinned_against: str = ""
    failure_code: int = 0
    failure_message: str = ""
    failure_hint: str = ""
    failing_since: float = 0.0
    delivered: dict[str, str] = field(default_factory=dict)
    announced: str = ""

    def succeeded(self) -> None:
        """Forget the failure of the runs before."""
        self.checked_at = time.time()
        self.failure_code, self.failure_message, self.failure_hint, self.failing_since = 0, "", "", 0.0

    def failed(self, error: DeploymentError, message: str) -> None:
        """Remember a failure, redacted, and since when it is so."""
        if not self.failing_since:
            self.failing_since = time.time()
        self.failure_code, self.failure_message, self.failure_hint = int(error.exit_code), message, error.hint


def load_state(file: Path) -> State:
    """The remembered state; a missing, foreign or damaged file is an empty one."""
    try:
        content = json.loads(file.read_bytes())
        values = content["state"]
        intact = content["sha256"] == _digest(values)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return State()
    if not intact or not isinstance(values, dict):
        return State()
    known = {item.name: str(item.type) for item in fields(State)}
    usable: dict[str, Any] = {name: value for name, value in values.items() if name in known and isinstance(value, _TYPES[known[name]])}
    return State(**usable)


def save_state(file: Path, state: State) -> None:
    """Write the state durably."""
    values = asdict(state)
    content = {"state": values, "sha256": _digest(values)}
    write_file(file, json.dumps(content, indent=1).encode() + b"\n", _PRIVATE_MODE)
    steps.done("state-written")


def _digest(values: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
