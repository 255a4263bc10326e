"""A navigation as values that belong to no generator: pages, links, sections, and folders with the page that speaks for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class NavKind(Enum):
    """What an item of the navigation is."""

    PAGE = auto()
    LINK = auto()
    SECTION = auto()
    FOLDER = auto()


@dataclass(frozen=True, slots=True)
class NavItem:
    """One item. `title` is ready to print, and empty where a page's own title counts.

    `address` is one of the site, or of a link any. `file` is the file on the site of the page that the item is, or that speaks for a
    section; it is the page's key. `path` names a folder wherever it stands. `children` are without the page that speaks for them.
    """

    kind: NavKind
    title: str = ""
    address: str = ""
    file: str = ""
    path: str = ""
    children: tuple[NavItem, ...] = ()
