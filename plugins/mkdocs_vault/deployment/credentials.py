"""Credentials are files, read anew at every run, so that a rotated token is used without a restart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs_vault.deployment.redaction import Redactor

LONGEST_LINE_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Credentials:
    """Where the secrets of one remote are; each may be missing. The secrets themselves are never kept here."""

    password_file: Path | None = None
    ssh_key_file: Path | None = None
    ssh_known_hosts_file: Path | None = None

    def check(self, redactor: Redactor, setting: str) -> None:
        """Read the password file once, so that a missing or broken one is told by its setting, and its secrets are known to the log."""
        if self.password_file is not None:
            user, password = read_password_line(self.password_file, f"{setting}.credentials_file")
            redactor.learn(password, f"{user}:{password}")
        for path, name in ((self.ssh_key_file, "ssh_key_file"), (self.ssh_known_hosts_file, "ssh_known_hosts_file")):
            if path is not None and not path.is_file():
                message = f"{setting}.{name}: there is no file {path}"
                raise SettingsError(message)


def read_password_line(path: Path, setting: str) -> tuple[str, str]:
    """User and password of the file's first line, `user:password`. Errors name the setting and never show the content."""
    try:
        with path.open("rb") as file:
            line = file.read(LONGEST_LINE_BYTES).split(b"\n", 1)[0].rstrip(b"\r")
    except OSError as error:
        message = f"{setting}: can't read {path}: {error.strerror}"
        raise SettingsError(message) from None
    try:
        user, colon, password = line.decode("utf-8").partition(":")
    except UnicodeDecodeError:
        user = colon = password = ""
    if not (colon and password) or not (user + password).isprintable():
        message = f"{setting}: the first line of {path} has to be `user:password` (a token is the password)"
        raise SettingsError(message)
    return user, password
