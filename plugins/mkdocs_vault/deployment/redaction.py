"""Secrets stay out of everything that is printed or written: one function, through which all of it goes."""

from __future__ import annotations

import base64
import re
from urllib.parse import quote, quote_plus

_USERINFO = re.compile(r"(?<=://)[^\s/@'\"]+@")
_AUTHORIZATION = re.compile(r"(?i)(authorization:\s*\S+\s+)\S+")
SHORTEST_SECRET = 4
"""Shorter secrets are not looked for: they would blacken half of every log."""


class Redactor:
    """Replaces every known secret, in the forms in which it may appear, by `***`."""

    def __init__(self) -> None:
        """Without secrets: `learn` adds them."""
        self._forms: set[str] = set()

    def learn(self, *secrets: str) -> None:
        """Remember secrets: as they are, percent-encoded and in base64."""
        for secret in secrets:
            if len(secret) >= SHORTEST_SECRET:
                encoded = base64.b64encode(secret.encode()).decode()
                self._forms.update((secret, quote(secret, safe=""), quote(secret), quote_plus(secret), encoded, encoded.rstrip("=")))

    def __call__(self, text: str) -> str:
        """The text without secrets: known ones, and whatever stands where a URL or a header has its credentials."""
        for form in sorted(self._forms, key=len, reverse=True):
            text = text.replace(form, "***")
        return _AUTHORIZATION.sub(r"\1***", _USERINFO.sub("***@", text))
