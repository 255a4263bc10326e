"""What the `nav` of a site says about its notes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mkdocs.structure.nav import Section

from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.website.page_meta import title_markup

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

log = logging.getLogger("mkdocs.structure.nav")


def apply_navigation(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Do for the pages of notes what MkDocs does only for those that it makes itself.

    They get the title that `nav` gives them, and those that it doesn't name are reported as the site's settings say.
    Without a `nav`, sections have the names of folders, which templates print as they are.
    """
    notes = [file.page for file in files.documentation_pages() if isinstance(file.page, NotePage)]
    if config.nav is None:
        _escape_folder_names(nav.items)
        return
    titles = dict(_entries(config.nav))
    for page in notes:
        title = titles.get(page.file.src_uri) or titles.get(f"/{page.file.src_uri}")
        if title:
            page.title = title
    _report_omitted(notes, nav, config)


def _entries(nav: object, title: str = "") -> Iterator[tuple[str, str]]:
    """Paths and titles of a `nav` as written, the first place of a path last: a dictionary of them keeps it, as MkDocs does."""
    yield from reversed(list(_in_order(nav, title)))


def _in_order(nav: object, title: str) -> Iterator[tuple[str, str]]:
    match nav:
        case str():
            yield nav, title
        case list():
            for item in nav:
                yield from _in_order(item, "")
        case dict():
            for name, item in nav.items():
                yield from _in_order(item, str(name))


def _escape_folder_names(items: Iterable[StructureItem]) -> None:
    for item in items:
        if isinstance(item, Section):
            item.title = title_markup(item.title)
            _escape_folder_names(item.children)


def _report_omitted(notes: Iterable[NotePage], nav: Navigation, config: MkDocsConfig) -> None:
    named = {page.file.src_uri for page in nav.pages}
    omitted = [page.file.src_path for page in notes if page.file.src_uri not in named and page.file.inclusion.is_in_nav()]
    if omitted:
        log.log(
            config.validation.nav.omitted_files,
            'The following notes exist in the docs directory, but are not included in the "nav" configuration:\n  - %s',
            "\n  - ".join(omitted),
        )
