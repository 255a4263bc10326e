"""What stands in the index of a built site's search."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "assets/vault/search"
SIGNATURE = b"pagefind_dcd"


@dataclass(frozen=True)
class FoundPage:
    """A page as the search shows it."""

    language: str
    text: str
    values: dict[str, str]
    tags: list[str]
    headings: dict[str, str]


def found_pages(site: Path) -> dict[str, FoundPage]:
    """The pages of the index, whatever part they are in, by their address."""
    fragments = (site / FOLDER).rglob("*.pf_fragment")
    return dict(_page(fragment) for fragment in sorted(fragments))


def languages(site: Path) -> list[str]:
    """The languages of the index, in the order in which they are written."""
    return list(json.loads((site / FOLDER / "pagefind-entry.json").read_text(encoding="utf-8"))["languages"])


def _page(fragment: Path) -> tuple[str, FoundPage]:
    page: dict[str, Any] = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(SIGNATURE))
    headings = {anchor["id"]: anchor["text"] for anchor in page["anchors"] if anchor["element"].startswith("h")}
    language = fragment.name.partition("_")[0]
    return page["url"], FoundPage(language, page["content"], page["meta"], sorted(page["filters"].get("tag", [])), headings)
