"""The site's navigation as the sidebar needs it, made once a build: titles, addresses, and what lies in what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from mkdocs_vault.hosts.mkdocs.navigation.folder_navigation import FolderSection

if TYPE_CHECKING:
    from mkdocs.structure import StructureItem
    from mkdocs.structure.nav import Navigation


@dataclass(eq=False, slots=True)
class SidebarNode:
    """One item of the navigation. `title` is ready to print, `address` is one of the site or, for links, any.

    `key` names what lies in it in the site's data; `page` is the page that speaks for it.
    """

    title: str
    address: str = ""
    key: str = ""
    page: Page | None = None
    is_link: bool = False
    above: SidebarNode | None = None
    position: int = 0
    children: list[SidebarNode] = field(default_factory=list)

    def path(self) -> list[SidebarNode]:
        """The nodes above this one, the root first, and the node itself."""
        nodes: list[SidebarNode] = [self]
        while nodes[-1].above:
            nodes.append(nodes[-1].above)
        return nodes[::-1]


@dataclass
class SidebarTree:
    """The whole navigation. `size` counts its items; `places` finds a page's node by the address of the page."""

    root: SidebarNode
    size: int
    places: dict[str, SidebarNode]

    def folders(self) -> Iterator[SidebarNode]:
        """The root and every node that something lies in."""
        pending = [self.root]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(child for child in reversed(node.children) if child.children)


def sidebar_tree(nav: Navigation, *, with_indexes: bool) -> SidebarTree:
    """The tree of a navigation whose pages have their titles. `with_indexes` says that an index page speaks for its section.

    Linear; the first place of a page counts.
    """
    root = SidebarNode("", key="root")
    size = 0
    places: dict[str, SidebarNode] = {}
    pending: list[tuple[SidebarNode, Iterable[StructureItem]]] = [(root, nav.items)]
    while pending:
        above, items = pending.pop()
        for item in items:
            node = _node(item, above, with_indexes=with_indexes)
            above.children.append(node)
            size += 1
            if node.page:
                places.setdefault(node.page.url, node)
            if isinstance(item, Section):
                pending.append((node, [child for child in item.children if child is not node.page]))
    _complete(root)
    return SidebarTree(root, size, places)


def _node(item: StructureItem, above: SidebarNode, *, with_indexes: bool) -> SidebarNode:
    position = len(above.children)
    if isinstance(item, Section):
        page = item.page if isinstance(item, FolderSection) else _index(item) if with_indexes else None
        path = item.path if isinstance(item, FolderSection) else f"{above.key}/{position}"
        key = sha256(path.encode("utf-8", "replace")).hexdigest()[:12]
        return SidebarNode(item.title, page.url if page else "", key, page, above=above, position=position)
    if isinstance(item, Page):
        return SidebarNode(str(item.title or item.file.name), item.url, page=item, above=above, position=position)
    address = item.url if isinstance(item, Link) else ""
    return SidebarNode(str(item.title or address), address, is_link=True, above=above, position=position)


def _index(section: Section) -> Page | None:
    return next((child for child in section.children if isinstance(child, Page) and child.is_index), None)


def _complete(root: SidebarNode) -> None:
    """Sections without a page of their own lead to the first page in them; what holds nothing is no folder."""
    nodes = [root]
    for node in nodes:
        nodes.extend(node.children)
    for node in reversed(nodes):
        first = next((child for child in node.children if not child.is_link), None)
        if node.page is None and first:
            node.address = first.address
        if not node.children and node is not root:
            node.key = ""
