"""Whether a webhook comes from who knows the secret. Pure: headers, bytes and a clock in, a verdict out; the body is never parsed.

Every signature that is there has to be right: a good one beside a bad one saves nothing. SHA-1 is not a signature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LARGEST_SKEW_SECONDS = 300
_HEX_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_STANDARD_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
_DELIVERY_HEADERS = (
    "webhook-id", "x-github-delivery", "x-forgejo-delivery", "x-gitea-delivery", "x-gitlab-event-uuid", "x-request-uuid",
)  # fmt: skip
LONGEST_DELIVERY = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What came in: every header with all its values, names in small letters, and the raw body."""

    headers: Mapping[str, Sequence[str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header; a header that stands twice has none that can be trusted."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else ("" if values else None)


def is_genuine(request: Request, secrets: Sequence[str], now: float) -> bool:
    """Whether the request carries at least one signature that we know, and all of them are right for one of the secrets."""
    verdicts = [check(request, secrets, now) for check in _CHECKS]
    known = [verdict for verdict in verdicts if verdict is not None]
    return bool(known) and all(known)


def delivery_of(request: Request) -> str:
    """The name that the forge gave to this delivery, or an empty string: the same name twice is a replay."""
    for header in _DELIVERY_HEADERS:
        if value := request.header(header):
            return f"{header}:{value[:LONGEST_DELIVERY]}"
    return ""


def _hex(header: str, prefix: str) -> Callable[[Request, Sequence[str], float], bool | None]:
    """A check of a header that holds a hexadecimal HMAC-SHA256 of the body (GitHub, Gitea, Forgejo, Bitbucket)."""

    def check(request: Request, secrets: Sequence[str], now: float) -> bool | None:
        del now
        value = request.header(header)
        if value is None or (prefix and value.startswith("sha1=")):
            return None
        digest = value.removeprefix(prefix)
        if (prefix and not value.startswith(prefix)) or not _HEX_DIGEST.fullmatch(digest):
            return False
        return _any(digest.lower(), [hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest() for secret in secrets])

    return check


def _gitlab_token(request: Request, secrets: Sequence[str], now: float) -> bool | None:
    """GitLab's plain token."""
    del now
    value = request.header("x-gitlab-token")
    return None if value is None else _any(value, secrets)


def _standard_webhooks(request: Request, secrets: Sequence[str], now: float) -> bool | None:
    """Standard Webhooks (GitLab's signing tokens): an HMAC over id, time and body, so a replay is old after five minutes."""
    values = [request.header(name) for name in _STANDARD_HEADERS]
    if all(value is None for value in values):
        return None
    identifier, moment, signatures = (value or "" for value in values)
    if not identifier or not re.fullmatch(r"[0-9]{1,12}", moment) or abs(now - int(moment)) > LARGEST_SKEW_SECONDS:
        return False
    signed = f"{identifier}.{moment}.".encode() + request.body
    expected = [base64.b64encode(hmac.new(_standard_key(secret), signed, hashlib.sha256).digest()).decode() for secret in secrets]
    given = [part.removeprefix("v1,") for part in signatures.split(" ") if part.startswith("v1,")]
    return sum(_any(signature, expected) for signature in given) > 0


def _standard_key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()


def _any(given: str, expected: Sequence[str]) -> bool:
    """Compare with every one, in the same time whatever is found."""
    return sum(hmac.compare_digest(given.encode("utf-8", "replace"), one.encode("utf-8", "replace")) for one in expected) > 0


_CHECKS = (
    _hex("x-hub-signature-256", "sha256="),
    _hex("x-hub-signature", "sha256="),
    _hex("x-forgejo-signature", ""),
    _hex("x-gitea-signature", ""),
    _gitlab_token,
    _standard_webhooks,
)
