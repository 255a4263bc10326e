"""What the sidebar of one page shows of the navigation: the way to the page, some around it, what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_vault.website.navigation.sidebar_tree import SidebarNode, SidebarTree
from mkdocs_vault.website.routes import relative_address

MOST_ITEMS_OF_A_WHOLE_TREE = 60
"""A navigation of so few items is on every page as a whole."""
ITEMS_AROUND_THE_PAGE = 40
ITEMS_AROUND_THE_WAY = 14
"""As many as fit on a screen, of each folder above the page's own."""
DEEPEST_WITH_COMPANY = 5
"""Folders above these show nothing but the way."""
MOST_FOLDERS_WITH_KEPT_LINES = 50


Lines = dict[SidebarNode, str]
"""Lines as they were printed for a page, by what they stand for."""


@dataclass(slots=True)
class SidebarItem:
    """One line. `level` is what lies in a folder, where the page carries it.

    The same line is printed for all pages of a folder: `line` is what was kept of it, empty if it has to be printed.
    """

    node: SidebarNode
    seen_from: _View
    is_on_the_way: bool = False
    is_this_page: bool = False
    level: SidebarLevel | None = None

    @property
    def address(self) -> str:
        """Where it leads, seen from the page."""
        return self.seen_from.address(self.node)

    @property
    def line(self) -> str:
        """The line as it was printed for another page that sees it alike."""
        if self.level or self.is_this_page or not self.seen_from.is_shared(self.node):
            return ""
        return self.seen_from.lines.get(self.node, "")

    def kept(self, line: str) -> str:
        """The line just printed, kept for other pages where they see it alike."""
        if self.seen_from.is_shared(self.node):
            self.seen_from.lines[self.node] = line
        return line


@dataclass(slots=True)
class SidebarLevel:
    """Some of what lies in one folder: `items` from the number `start` on, of `total`. `before` and `after` count the rest.

    `earlier` and `later` are the addresses of the nearest items that are left out.
    """

    key: str
    items: list[SidebarItem]
    start: int = 0
    total: int = 0
    earlier: str = ""
    later: str = ""

    @property
    def before(self) -> int:
        """How many stand before those that are shown."""
        return self.start

    @property
    def after(self) -> int:
        """How many come after those that are shown."""
        return self.total - self.start - len(self.items)


@dataclass(frozen=True, slots=True)
class _View:
    """How the page at an address sees others. Pages beside each other see all alike but what lies below themselves."""

    page_url: str
    base: str | None
    lines: Lines

    def address(self, node: SidebarNode) -> str:
        if node.is_link and ("://" in node.address or node.address.startswith(("/", "mailto:"))):
            return node.address
        if self.base is not None:
            return self.base + node.address
        return relative_address(node.address, self.page_url) or "./"

    def is_shared(self, node: SidebarNode) -> bool:
        return bool(self.page_url) and not node.address.startswith(self.page_url)


@dataclass(frozen=True)
class Sidebars:
    """Makes the sidebar of every page; its cost is the same however many there are."""

    tree: SidebarTree
    _lines: dict[str, Lines] = field(default_factory=dict)

    def top(self, page_url: str, base: str | None = None) -> SidebarLevel:
        """The uppermost level, for the page at an address of the site; an address that is not in the navigation sees that level alone.

        With `base` all addresses begin with that, so that they are right wherever the page is shown.
        """
        place = self.tree.places.get(page_url) if base is None else None
        way = place.path() if place else [self.tree.root]
        whole = self.tree.size <= MOST_ITEMS_OF_A_WHOLE_TREE
        return _Making(_View(page_url, base, self._kept_lines(page_url, base)), place, way, whole).level(0)

    def _kept_lines(self, page_url: str, base: str | None) -> Lines:
        """What was printed for the pages beside this one, as long as the build is at them: it goes folder by folder."""
        if base is not None or not page_url:
            return {}
        folder = page_url.rstrip("/").rpartition("/")[0]
        if folder not in self._lines and len(self._lines) >= MOST_FOLDERS_WITH_KEPT_LINES:
            self._lines.clear()
        return self._lines.setdefault(folder, {})


@dataclass(frozen=True)
class _Making:
    seen_from: _View
    place: SidebarNode | None
    way: list[SidebarNode]
    whole: bool

    def level(self, depth: int) -> SidebarLevel:
        """What is shown in the folder at a place of the way."""
        folder = self.way[depth]
        if self.whole:
            return self._whole(folder)
        chosen = self.way[depth + 1] if depth + 1 < len(self.way) else None
        start, end = _window(len(folder.children), chosen.position if chosen else 0, self._room(depth))
        level = SidebarLevel(folder.key, [], start, len(folder.children))
        for node in folder.children[start:end]:
            item = self._item(node)
            if node is chosen:
                item.is_on_the_way = True
                if node.children:
                    item.level = self.level(depth + 1)
            level.items.append(item)
        level.earlier = self.seen_from.address(folder.children[start - 1]) if start else ""
        level.later = self.seen_from.address(folder.children[end]) if end < len(folder.children) else ""
        return level

    def _whole(self, folder: SidebarNode) -> SidebarLevel:
        items = [self._item(node) for node in folder.children]
        for item in items:
            item.is_on_the_way = item.node in self.way
            if item.node.children:
                item.level = self._whole(item.node)
        return SidebarLevel(folder.key, items, 0, len(items))

    def _room(self, depth: int) -> int:
        last = len(self.way) - 1 - (0 if self.place and self.place.children else 1)
        if depth >= last:
            return ITEMS_AROUND_THE_PAGE
        return ITEMS_AROUND_THE_WAY if depth == 0 or last - depth < DEEPEST_WITH_COMPANY else 1

    def _item(self, node: SidebarNode) -> SidebarItem:
        return SidebarItem(node, self.seen_from, is_this_page=node is self.place)


def _window(total: int, position: int, room: int) -> tuple[int, int]:
    """First and last place of as many items as there is room for, with one of them in the middle as far as the ends let it.

    A line that says that there is one more would take the place of that one, so it is shown itself.
    """
    start = max(0, min(position - room // 2, total - room))
    end = min(total, start + room)
    return 0 if start == 1 else start, total if end == total - 1 else end
