"""The environment of every git that we run: nothing inherited can steer it, nothing in a repository can run."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_vault.deployment.credentials import Credentials
    from mkdocs_vault.deployment.remote import Remote

LOW_SPEED_SECONDS = 30
DROPPED_PREFIXES = ("GIT_", "VAULT_DEPLOY__", "SSH_ASKPASS")
_VARIABLES = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C.UTF-8",
}
_CONFIGURATION = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "core.symlinks": "false",
    "core.protectNTFS": "true",
    "core.protectHFS": "true",
    "core.pager": "cat",
    "core.fsync": "committed",
    "core.checkStat": "default",
    "core.trustctime": "true",
    "core.ignoreStat": "false",
    "core.quotePath": "false",
    "safe.bareRepository": "explicit",
    "transfer.fsckObjects": "true",
    "fetch.fsckObjects": "true",
    "fetch.recurseSubmodules": "false",
    "fetch.writeCommitGraph": "false",
    "submodule.recurse": "false",
    "protocol.ext.allow": "never",
    "protocol.file.allow": "user",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "http.followRedirects": "initial",
    "http.lowSpeedLimit": "1000",
    "credential.helper": "",
    "log.showSignature": "false",
    "diff.external": "",
    "advice.detachedHead": "false",
}
_HARMLESS_HERE = (
    "hasDot", "hasDotdot", "hasDotgit", "fullPathname", "emptyName", "nullSha1", "gitmodulesUrl", "gitmodulesPath", "gitmodulesName",
    "gitmodulesUpdate", "gitmodulesSymlink", "gitmodulesBlob", "gitmodulesLarge", "gitmodulesMissing", "gitmodulesParse",
    "gitattributesBlob", "gitattributesLarge", "gitattributesLineLength", "gitattributesMissing", "gitignoreSymlink", "mailmapSymlink",
    "gitattributesSymlink", "zeroPaddedFilemode", "badFilemode", "badDate", "badDateOverflow", "badTimezone", "badEmail", "badName",
    "missingEmail", "missingName", "missingNameBeforeEmail", "missingSpaceBeforeDate", "missingSpaceBeforeEmail", "zeroPaddedDate",
    "duplicateEntries", "treeNotSorted", "largePathname",
)  # fmt: skip
"""What git's object check says of names and dates that only harm a checkout, or nobody. The mirror is never checked out: the export
judges every name itself and leaves out the bad ones, so one of them doesn't keep all good notes from being published."""

_CREDENTIAL_HELPER = (
    '!f() { test "$1" = get || exit 0; IFS= read -r line < "$MKDOCS_VAULT_CREDENTIALS" || test -n "$line" || exit 1; '
    "line=${line%$(printf '\\r')}; printf 'username=%s\\npassword=%s\\n' \"${line%%:*}\" \"${line#*:}\"; }; f"
)
"""Reads the file at the moment of need: the password is in no argument, no variable and no configuration."""


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What every child inherits: our environment without git's variables, without settings, with a `PATH` and UTF-8."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(DROPPED_PREFIXES)}
    kept.setdefault("PATH", "/usr/local/bin:/usr/bin:/bin")
    return kept | {"LC_ALL": "C.UTF-8"} | dict(extra or {})


def git_environment(
    remote: Remote | None = None,
    credentials: Credentials | None = None,
    deadline_seconds: float = LOW_SPEED_SECONDS,
    *,
    checks_out: bool = False,
) -> dict[str, str]:
    """The whole environment of one git: fixed, plus what this remote needs. Without a remote no transport is allowed.

    `checks_out`: files will be written for this git's user, so nothing that git's object check says is harmless.
    """
    variables = dict(_VARIABLES)
    configuration = dict(_CONFIGURATION)
    configuration["http.lowSpeedTime"] = str(max(1, round(min(LOW_SPEED_SECONDS, deadline_seconds))))
    if checks_out:
        # An author's own clone keeps its links; in the mirror and in exports there are none.
        del configuration["core.symlinks"]
    else:
        configuration |= {f"fetch.fsck.{name}": "warn" for name in _HARMLESS_HERE}
    variables["GIT_ALLOW_PROTOCOL"] = _allowed_transports(remote)
    variables["GIT_SSH_COMMAND"] = ssh_command(credentials)
    if remote is not None and remote.origin and credentials is not None and credentials.password_file is not None:
        variables["MKDOCS_VAULT_CREDENTIALS"] = str(credentials.password_file)
        configuration[f"credential.{remote.origin}.helper"] = _CREDENTIAL_HELPER
    for number, (key, value) in enumerate(configuration.items()):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    variables["GIT_CONFIG_COUNT"] = str(len(configuration))
    return child_environment(variables)


def ssh_command(credentials: Credentials | None, port: int | None = None) -> str:
    """The ssh that never asks, knows its hosts, and gives up on a silent one."""
    words = ["ssh"]
    options = ["BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=15", "ServerAliveInterval=15", "ServerAliveCountMax=3"]
    options += ["ControlMaster=no", "ControlPath=none"]
    if credentials is not None and credentials.ssh_key_file is not None:
        options += ["IdentitiesOnly=yes", f"IdentityFile={credentials.ssh_key_file}"]
    if credentials is not None and credentials.ssh_known_hosts_file is not None:
        options.append(f"UserKnownHostsFile={credentials.ssh_known_hosts_file}")
    words += [f"-o{option}" for option in options]
    if port is not None:
        words += ["-p", str(port)]
    return shlex.join(words)


def _allowed_transports(remote: Remote | None) -> str:
    if remote is None:
        return "none"
    # A server that sends http to https is better, not worse.
    return "http:https" if remote.transport == "http" else remote.transport
