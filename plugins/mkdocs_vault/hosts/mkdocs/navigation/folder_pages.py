"""The pages of folders: a folder note where there is one, else a page that lists what is in the folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.navigation.listing_html import ListItem
from mkdocs_vault.hosts.mkdocs.navigation.long_lists import LongList
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.vault.folders import Folder, every_folder
from mkdocs_vault.vault.paths import VaultPath

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files

    from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPages


@dataclass
class FolderPages:
    """The folders of a site's pages. `tree` has the paths of MkDocs' files, relative to `docs_dir`; `vault` is the vault's folder there."""

    tree: Folder
    vault: VaultPath
    files: Files
    generated: dict[VaultPath, File] = field(default_factory=dict)
    _counts: Mapping[VaultPath, int] = field(default_factory=dict)

    def publish(self, pages: GeneratedPages) -> None:
        """Give every folder of the vault without a page a list of what is in it; the root has its own ways."""
        self._counts = note_counts(self.tree)
        for folder in every_folder(self.tree):
            if folder.page is None and self._is_below_the_vault(folder.path):
                path = folder.path.removeprefix(f"{self.vault}/") if self.vault else folder.path
                self.generated[folder.path] = pages.reserve(f"{folder.path}/index.html", pages.page_address(f"{path}/folder"))
        for folder in every_folder(self.tree):
            if folder.path in self.generated:
                self._list_of(folder).publish(pages)

    def file_of(self, folder: Folder) -> File | None:
        """The file of the folder's page, if it has one."""
        return self._file(folder.page) if folder.page else self.generated.get(folder.path)

    def _is_below_the_vault(self, path: VaultPath) -> bool:
        return path.startswith(f"{self.vault}/") if self.vault else bool(path)

    def _list_of(self, folder: Folder) -> LongList:
        path = folder.path.removeprefix(f"{self.vault}/") if self.vault else str(folder.path)
        return LongList(
            title=folder.name,
            path=path,
            first=self.generated[folder.path],
            items=lambda part: [self._item(item) for item in folder.items[part]],
            length=len(folder.items),
            page_name="page",
        )

    def _item(self, item: Folder | VaultPath) -> ListItem:
        if isinstance(item, Folder):
            file = self.file_of(item)
            address = file.url if file else self._file(next(iter(files_below(item)))).url
            return ListItem(address, item.name, aside=str(self._counts[item.path]), kind="folder")
        return page_item(self._file(item))

    def _file(self, path: VaultPath) -> File:
        file = self.files.src_uris[path]
        assert file is not None  # noqa: S101 - the tree was made of these files
        return file


def page_item(file: File) -> ListItem:
    """A line for any page of the site; of a note it has the first lines, too."""
    page = file.page
    if isinstance(page, NotePage):
        return ListItem(file.url, page.note.title, page.note.properties.description or page.note.opening)
    return ListItem(file.url, str(page.title) if page and page.title else file.name)


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
