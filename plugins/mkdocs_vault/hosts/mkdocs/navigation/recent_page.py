"""The page of notes that changed last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.navigation.folder_pages import page_item
from mkdocs_vault.hosts.mkdocs.navigation.listing_html import ListItem
from mkdocs_vault.hosts.mkdocs.navigation.long_lists import ITEMS_ON_A_PAGE, LongList
from mkdocs_vault.vault.notes import Note

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPages
    from mkdocs_vault.note.property_values import Moment

PATH = "recent"


def publish_recent_page(
    notes: Iterable[tuple[Note, File]], last_change: Callable[[Note], Moment | None], title: str, pages: GeneratedPages
) -> File | None:
    """A page with as many of the latest notes as fit on one; None where no note has a date."""
    dated = [(when, note, file) for note, file in notes if (when := last_change(note)) is not None]
    if not dated:
        return None
    latest = sorted(dated, key=lambda item: (_instant(item[0]), item[1].path), reverse=True)[:ITEMS_ON_A_PAGE]
    first = pages.reserve(pages.page_address(PATH), pages.page_address(f"{PATH}-notes"))
    LongList(title, PATH, first, lambda part: [_item(when, file) for when, _, file in latest[part]], len(latest), "page").publish(pages)
    return first


def _instant(when: Moment) -> datetime:
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day, tzinfo=UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _item(when: Moment, file: File) -> ListItem:
    item = page_item(file)
    day = when.date() if isinstance(when, datetime) else when
    return ListItem(item.address, item.title, item.text, aside=day.isoformat())
