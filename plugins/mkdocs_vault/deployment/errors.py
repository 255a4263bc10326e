"""Why a run ends without success: each reason is one exception with the exit code that the command gives back."""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command; the numbers are those of `sysexits.h`, so that cron and systemd users know them."""

    OK = 0
    STALE = 3
    REFUSED = 65
    TEMPORARY = 75
    CREDENTIALS = 77
    SETTINGS = 78


class DeploymentError(Exception):
    """A run can't go on. `message` says what happened, `hint` what to do about it (may be empty)."""

    exit_code = ExitCode.REFUSED

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep both sentences; neither may hold a secret."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class RefusedError(DeploymentError):
    """The build failed, a gate refused, or something would be lost: what was published stays."""


class DiskFullError(RefusedError):
    """A write found no room."""


class MirrorDamagedError(RefusedError):
    """The mirror of the vault holds bytes that are not what their name says: it has to be fetched anew."""


class TemporaryError(DeploymentError):
    """It may work the next time: another run, a remote that can't be reached, a branch that is gone."""

    exit_code = ExitCode.TEMPORARY


class InterruptedTransferError(TemporaryError):
    """The remote answered, but what it sent is incomplete or broken."""


class StoppedError(TemporaryError):
    """Somebody asked this run to stop."""


class CredentialsError(DeploymentError):
    """The remote doesn't let us in, or says that it doesn't know the repository, which forges say to strangers."""

    exit_code = ExitCode.CREDENTIALS


class SettingsError(DeploymentError):
    """The settings can't be meant so."""

    exit_code = ExitCode.SETTINGS


NO_ROOM_HINT = "free some room; nothing that was published has changed"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The `errno` values of a write that found no room."""


def from_os_error(error: OSError, doing: str) -> DeploymentError:
    """The reason behind an `OSError` met while `doing` something."""
    place = f" ({error.filename})" if isinstance(error.filename, str) else ""
    reason = error.strerror or type(error).__name__
    if error.errno in NO_ROOM:
        return DiskFullError(f"the disk is full while {doing}{place}: {reason}", NO_ROOM_HINT)
    return RefusedError(f"{doing} failed{place}: {reason}")
