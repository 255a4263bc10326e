"""The navigation as data, folder by folder: what a script fetches to show more than a page carries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from mkdocs_vault.hosts.mkdocs.navigation.sidebar_tree import SidebarNode, SidebarTree

FOLDER = "assets/vault/nav"
ITEMS_IN_A_FILE = 200


def data_files(tree: SidebarTree) -> Iterator[tuple[str, str]]:
    """Path and content of every file: `KEY-PART.json` has the items of a folder from `PART * 200` on.

    An item is its title as HTML, its address on the site, and, if something lies in it, its own key and how many.
    """
    for node in tree.folders():
        for part, start in enumerate(range(0, len(node.children), ITEMS_IN_A_FILE)):
            items = [_item(child) for child in node.children[start : start + ITEMS_IN_A_FILE]]
            yield f"{FOLDER}/{node.key}-{part}.json", json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def write_data(tree: SidebarTree, site: Path) -> None:
    """Write all files below the site's folder. A navigation that is on every page as a whole needs none."""
    for path, content in data_files(tree):
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def _item(node: SidebarNode) -> list[str | int]:
    address = node.address or "./"
    return [node.title, address, node.key, len(node.children)] if node.children else [node.title, address]
