"""What git said when it failed -> the reason, and with it the exit code. Git runs in English (`LC_ALL`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.errors import (
    NO_ROOM_HINT,
    CredentialsError,
    DeploymentError,
    DiskFullError,
    InterruptedTransferError,
    RefusedError,
    TemporaryError,
)
from mkdocs_vault.diagnostics import shortened, visible

if TYPE_CHECKING:
    from mkdocs_vault.deployment.remote import Remote

_NO_ROOM = re.compile(r"No space left on device|Disk quota exceeded|File too large|write error: .*space", re.IGNORECASE)
_HOST_KEY = re.compile(r"Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No .*host key is known", re.IGNORECASE)
_CREDENTIALS = re.compile(
    r"returned error: (401|403|404)\b|HTTP (401|403|404)\b|Authentication failed|could not read (Username|Password)"
    r"|terminal prompts disabled|Permission denied \(|Too many authentication failures|invalid credentials|Invalid username or"
    r"|repository '.*' not found|Repository not found|The project you were looking for|access denied or repository not exported",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"fsck error in pack|fatal: fsck error", re.IGNORECASE)
_TRANSFER = re.compile(
    r"early EOF|index-pack|inflate|pack is corrupted|pack has|bad pack|unexpected disconnect|protocol error|bad line length|bad object"
    r"|corrupt|missing (?:blob|tree|commit)|unpack|not a valid object|did not send all necessary|bad band|expected|invalid|unresolved"
    r"|transfer closed|RPC failed|the remote end hung up|unable to read|not a git repository: '",
    re.IGNORECASE,
)
_WORTH_ANOTHER_TRY = re.compile(
    r"early EOF|unexpected disconnect|Connection (?:reset|refused|timed out)|Could not resolve|transfer closed|RPC failed"
    r"|returned error: 5\d\d|Empty reply|Operation too slow|Recv failure|hung up|bad band|index-pack",
    re.IGNORECASE,
)
_FILE_MISSING = re.compile(r"does not appear to be a git repository|does not exist|No such file", re.IGNORECASE)
LONGEST_REASON = 300


def failure_of(errors: str, remote: Remote, doing: str) -> DeploymentError:
    """The reason that `errors`, git's error output, gives for a failed exchange with the remote."""
    told = f"{doing} {remote}: {reason_in(errors)}"
    if _NO_ROOM.search(errors):
        return DiskFullError(f"the disk is full: {told}", NO_ROOM_HINT)
    if remote.transport != "file" and (refusal := _refusal(errors, remote, told)) is not None:
        return refusal
    if _CONTENT.search(errors):
        return RefusedError(f"the repository holds objects that git refuses: {told}")
    if "dubious ownership" in errors:
        return TemporaryError(f"the remote can't be read: {told}", "it belongs to another user: run as that user, or change its owner")
    if _TRANSFER.search(errors) and not _FILE_MISSING.search(errors):
        return InterruptedTransferError(f"the transfer broke: {told}")
    return TemporaryError(f"the remote can't be reached: {told}")


def _refusal(errors: str, remote: Remote, told: str) -> CredentialsError | None:
    if _HOST_KEY.search(errors):
        return CredentialsError(told, "check the server's key and add it to known_hosts, or name it in ssh_known_hosts_file")
    if _CREDENTIALS.search(errors):
        file = "ssh_key_file" if remote.transport == "ssh" else "credentials_file"
        return CredentialsError(
            f"the remote refuses our credentials: {told}", f"is the address right, and is what {file} holds still valid?"
        )
    return None


def worth_another_try(error: DeploymentError) -> bool:
    """Whether the same request may succeed a moment later: never for credentials, host keys and quotas of the remote."""
    return isinstance(error, TemporaryError) and bool(_WORTH_ANOTHER_TRY.search(error.message))


def reason_in(errors: str) -> str:
    """The one line of git's error output that tells most, safe to print."""
    lines = [line.strip() for line in errors.replace("\r", "\n").splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote: ERROR", "ERROR"))] or lines
    told = [line.removeprefix("fatal: ").removeprefix("error: ") for line in telling]
    seen = list(dict.fromkeys(told))
    return shortened(visible("; ".join(seen[:3])), LONGEST_REASON) or "git said nothing"
