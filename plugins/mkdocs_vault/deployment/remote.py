"""The remote of a vault: which transport it speaks, how git is told of it, and how it is shown without a secret."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit

Transport = Literal["https", "http", "ssh", "git", "file"]
TRANSPORTS: dict[str, Transport] = {"https": "https", "http": "http", "ssh": "ssh", "git": "git", "file": "file"}
OPEN_TRANSPORTS = frozenset({"https", "ssh", "file"})
"""Transports that need no permission: the others can be read and changed on their way."""

_SCP_FORM = re.compile(r"(?:(?P<user>[A-Za-z0-9._-]+)@)?(?P<host>[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\]):(?P<path>[^:].*)")
_BRANCH_FORBIDDEN = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|^[-/.]|[/.]$|^@$|^HEAD$")


@dataclass(frozen=True, slots=True)
class Remote:
    """A checked remote. `address` is what git gets, `origin` (`scheme://host:port`) is where credentials may be sent, empty if nowhere."""

    address: str
    transport: Transport
    host: str = ""
    origin: str = ""

    def __str__(self) -> str:
        """The address; it never holds a password, `parse_remote` refuses those."""
        return self.address


def parse_remote(written: str, base: Path, allowed: frozenset[str] = frozenset()) -> Remote:
    """The remote that the settings mean; relative paths count from `base`.

    Raises `ValueError` with a sentence that never repeats a secret: for transport helpers (`ext::`), options in disguise,
    passwords in the address, and for transports that need to be `allowed` (`http`, `git`), except to this very machine.
    """
    _refuse_disguises(written)
    if "://" in written:
        return _from_url(written, allowed)
    colon, slash = written.find(":"), written.find("/")
    if colon != -1 and (slash == -1 or colon < slash):
        return _from_scp_form(written)
    path = Path(written).expanduser()
    return Remote(str(path if path.is_absolute() else base / path), "file")


def branch_problem(branch: str) -> str:
    """Why a text can't be the name of a branch (the rules of `git check-ref-format`), or an empty string."""
    if not branch:
        return "is empty"
    if branch.startswith("-"):
        return "looks like an option"
    return "is not a name that git allows for a branch" if _BRANCH_FORBIDDEN.search(branch) else ""


def _refuse_disguises(written: str) -> None:
    if not written.strip():
        message = "is empty"
        raise ValueError(message)
    if written.startswith("-"):
        message = "looks like an option"
        raise ValueError(message)
    if "::" in written.split("/", 1)[0] and not written.startswith("["):
        message = "names a transport helper (`ext::` and the like can run programs)"
        raise ValueError(message)
    if not written.isprintable():
        message = "holds control characters"
        raise ValueError(message)


def _from_url(written: str, allowed: frozenset[str]) -> Remote:
    parts = urlsplit(written)
    transport = TRANSPORTS.get(parts.scheme.lower())
    if transport is None:
        message = "has a transport that is not known: use https, ssh, file or a path"
        raise ValueError(message)
    if transport == "file":
        return Remote(written, "file")
    _refuse_userinfo(parts, transport)
    host = parts.hostname or ""
    if not host or host.startswith("-") or (parts.username or "").startswith("-"):
        message = "has no host, or one that looks like an option"
        raise ValueError(message)
    if transport not in OPEN_TRANSPORTS | allowed and not is_loopback(host):
        message = f"uses {transport}://, which anyone on the way can read and change: add `{transport}` to allow_protocols if you mean it"
        raise ValueError(message)
    port = f":{parts.port}" if parts.port else ""
    shown_host = f"[{host}]" if ":" in host else host
    return Remote(written, transport, host, f"{transport}://{shown_host}{port}")


def _refuse_userinfo(parts: SplitResult, transport: Transport) -> None:
    if parts.password is not None or (parts.username and transport != "ssh"):
        message = "holds a user name or a password: put `user:password` into a file and name it in credentials_file"
        raise ValueError(message)
    if parts.query or parts.fragment:
        message = "has a query or a fragment, which git doesn't use"
        raise ValueError(message)


def _from_scp_form(written: str) -> Remote:
    match = _SCP_FORM.fullmatch(written)
    if match is None or match["path"].startswith("-"):
        message = "is neither an address nor a path that is known (`user@host:path` for ssh)"
        raise ValueError(message)
    return Remote(written, "ssh", match["host"].strip("[]"))


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
