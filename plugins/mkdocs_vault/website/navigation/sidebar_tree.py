"""The site's navigation as the sidebar needs it: titles, addresses, and what lies in what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from mkdocs_vault.website.navigation.nav_items import NavItem, NavKind


@dataclass(eq=False, slots=True)
class SidebarNode:
    """One item of the navigation. `title` is ready to print, `address` is one of the site or, for links, any.

    `key` names what lies in it in the site's data; `page` is the page that speaks for it, as the host's templates know pages.
    """

    title: str
    address: str = ""
    key: str = ""
    page: object | None = None
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


@dataclass(frozen=True)
class SidebarTree:
    """The whole navigation. `size` counts its items; `places` finds a page's node by the address of the page."""

    root: SidebarNode
    size: int
    places: Mapping[str, SidebarNode]

    def folders(self) -> Iterator[SidebarNode]:
        """The root and every node that something lies in."""
        pending = [self.root]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(child for child in reversed(node.children) if child.children)


def sidebar_tree(items: Iterable[NavItem], pages: Mapping[str, object]) -> SidebarTree:
    """The tree of a navigation; `pages` has what templates know a page by, under the page's file on the site.

    Linear; the first place of a page counts.
    """
    root = SidebarNode("", key="root")
    size = 0
    places: dict[str, SidebarNode] = {}
    pending: list[tuple[SidebarNode, Iterable[NavItem]]] = [(root, items)]
    while pending:
        above, below = pending.pop()
        for item in below:
            node = _node(item, above, pages)
            above.children.append(node)
            size += 1
            if item.file:
                places.setdefault(item.address, node)
            if item.children:
                pending.append((node, item.children))
    _complete(root)
    return SidebarTree(root, size, places)


def _node(item: NavItem, above: SidebarNode, pages: Mapping[str, object]) -> SidebarNode:
    position = len(above.children)
    key = ""
    if item.kind in {NavKind.SECTION, NavKind.FOLDER}:
        path = item.path or f"{above.key}/{position}"
        key = sha256(path.encode("utf-8", "replace")).hexdigest()[:12]
    is_link = item.kind is NavKind.LINK
    return SidebarNode(item.title, item.address, key, pages.get(item.file), is_link, above, position)


def _complete(root: SidebarNode) -> None:
    """Sections without a page of their own lead to the first page in them; what holds nothing is no folder."""
    nodes = [root]
    for node in nodes:
        nodes.extend(node.children)
    for node in reversed(nodes):
        first = next((child for child in node.children if not child.is_link), None)
        if not node.address and first:
            node.address = first.address
        if not node.children and node is not root:
            node.key = ""
