"""The navigation as data, folder by folder: what a script fetches to show more than a page carries."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_vault.website.data_contract import ITEMS_IN_A_FILE
from mkdocs_vault.website.navigation.sidebar_tree import SidebarNode, SidebarTree
from mkdocs_vault.website.site_files import SiteFile, compact_json

FOLDER = "assets/vault/nav"


def sidebar_files(tree: SidebarTree) -> Iterator[SiteFile]:
    """All files of a navigation; one that is on every page as a whole needs none."""
    for node in tree.folders():
        yield from folder_files(node)


def folder_files(node: SidebarNode) -> Iterator[SiteFile]:
    """The files of one folder: `KEY-PART.json` has its items from `PART * 200` on.

    An item is its title as HTML, its address on the site, and, if something lies in it, its own key and how many.
    """
    for part, start in enumerate(range(0, len(node.children), ITEMS_IN_A_FILE)):
        items = [_item(child) for child in node.children[start : start + ITEMS_IN_A_FILE]]
        yield SiteFile(f"{FOLDER}/{node.key}-{part}.json", compact_json(items))


def _item(node: SidebarNode) -> list[str | int]:
    address = node.address or "./"
    return [node.title, address, node.key, len(node.children)] if node.children else [node.title, address]
