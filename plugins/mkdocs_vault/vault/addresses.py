"""What is an address on the web, and what a file of the vault."""

from __future__ import annotations

import re

_EXTERNAL = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")


def is_external(target: str) -> bool:
    """Whether the target of a Markdown link or image has a scheme or a host, so that it names no file of the vault."""
    return bool(_EXTERNAL.match(target))
