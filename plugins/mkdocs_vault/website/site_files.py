"""Files of the site that no page of a note is: data for scripts, redirects. Whoever made them, the host writes them."""

from __future__ import annotations

import json
from typing import NamedTuple


class SiteFile(NamedTuple):
    """The path of a file, relative to the site, and what is in it."""

    path: str
    content: str


def compact_json(value: object) -> str:
    """The value as JSON without any space that isn't needed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
