"""The pages of folders: a folder note where there is one, else a page of its own; both list what is in the folder."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mkdocs_vault.vault.folders import Folder, every_folder
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.generated_pages import Body, GeneratedPages
from mkdocs_vault.website.navigation.listing_html import ListItem
from mkdocs_vault.website.navigation.long_lists import LongList
from mkdocs_vault.website.routes import Route

Line = Callable[[VaultPath], ListItem]
"""The line of a list for the page of a file, given by its path; asked for when the list's page is made."""


@dataclass
class FolderPages:
    """The folders of a site's pages. Paths in `tree` and `routes` are those of the site's sources; `vault` is the vault's folder there.

    `own_lists` are the lists that the notes of folders show below their text, by the paths of the notes; `notes` says which pages are.
    """

    tree: Folder
    vault: VaultPath
    routes: Mapping[VaultPath, Route]
    line: Line
    notes: Container[VaultPath] = frozenset()
    generated: dict[VaultPath, Route] = field(default_factory=dict)
    own_lists: dict[VaultPath, Body] = field(default_factory=dict)

    def publish(self, pages: GeneratedPages) -> None:
        """Give every folder of the vault a list of what is in it, on its note or a page of its own; the root has its own ways."""
        for folder in every_folder(self.tree):
            if folder.page is None and self._is_below_the_vault(folder.path):
                wishes = (
                    pages.plan.slugged(f"{folder.path}/index.html"),
                    pages.plan.made_page_file(f"{self._path_in_vault(folder)}/folder"),
                )
                self.generated[folder.path] = pages.reserve(*wishes)
        for folder in every_folder(self.tree):
            if folder.path in self.generated:
                self._list_of(folder, self.generated[folder.path]).publish(pages)
            elif folder.page in self.notes and folder.page and folder.items and self._is_below_the_vault(folder.path):
                self.own_lists[folder.page] = self._list_of(folder, self.routes[folder.page]).continued(pages)

    def with_notes(self) -> Iterator[tuple[str, str, Route]]:
        """The folders of the vault that a note speaks for: the path of each on the site, its name, and the route of the note."""
        for folder in every_folder(self.tree):
            if folder.page and self._is_below_the_vault(folder.path):
                yield str(folder.path), folder.name, self.routes[folder.page]

    def route_of(self, folder: Folder) -> Route | None:
        """The route of the folder's page, if it has one; that of the root is the site's first page."""
        return self.routes[folder.page] if folder.page else self.generated.get(folder.path)

    def _is_below_the_vault(self, path: VaultPath) -> bool:
        return path.startswith(f"{self.vault}/") if self.vault else bool(path)

    def _path_in_vault(self, folder: Folder) -> str:
        return folder.path.removeprefix(f"{self.vault}/") if self.vault else str(folder.path)

    def _list_of(self, folder: Folder, first: Route) -> LongList:
        return LongList(
            title=folder.name,
            path=self._path_in_vault(folder),
            first=first,
            items=lambda part: self.lines(folder, part),
            length=len(folder.items),
            page_name="page",
        )

    def lines(self, folder: Folder, part: slice) -> list[ListItem]:
        """The lines of a list for a part of what lies in a folder."""
        return [self._item(item) for item in folder.items[part]]

    @cached_property
    def _counts(self) -> Mapping[VaultPath, int]:
        return note_counts(self.tree)

    def _item(self, item: Folder | VaultPath) -> ListItem:
        if not isinstance(item, Folder):
            return self.line(item)
        route = self.route_of(item) or self.routes[next(iter(files_below(item)))]
        return ListItem(route.url, item.title, aside=str(self._counts[item.path]), kind="folder")


def note_line(note: Note, address: str) -> ListItem:
    """A line for a note: its title and its first lines."""
    return ListItem(address, note.title, note.properties.description or note.opening)


def note_counts(root: Folder) -> dict[VaultPath, int]:
    """How many files each folder holds, those in folders below it included."""
    counts: dict[VaultPath, int] = {}
    for folder in reversed(list(every_folder(root))):
        counts[folder.path] = len(folder.files) + sum(counts[below.path] for below in folder.folders.values())
    return counts


def files_below(folder: Folder) -> Iterator[VaultPath]:
    """Every file of the folder and of those below it."""
    for each in every_folder(folder):
        yield from each.files
