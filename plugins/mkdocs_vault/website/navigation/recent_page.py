"""The page of notes that changed last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from mkdocs_vault.note.property_values import Moment
from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.generated_pages import GeneratedPages
from mkdocs_vault.website.navigation.folder_pages import Line
from mkdocs_vault.website.navigation.listing_html import ListItem
from mkdocs_vault.website.navigation.long_lists import ITEMS_ON_A_PAGE, LongList
from mkdocs_vault.website.routes import Route

PATH = "recent"


def publish_recent_page(
    notes: Iterable[Note], last_change: Callable[[Note], Moment | None], title: str, line: Line, pages: GeneratedPages
) -> Route | None:
    """A page with as many of the latest notes as fit on one; None where no note has a date."""
    latest = _latest(notes, last_change, ITEMS_ON_A_PAGE)
    if not latest:
        return None
    first = pages.reserve(pages.plan.page_file(PATH), pages.plan.page_file(f"{PATH}-notes"))
    LongList(title, PATH, first, lambda part: [_item(when, line(note.path)) for when, note in latest[part]], len(latest), "page").publish(
        pages
    )
    return first


def recent_items(notes: Iterable[Note], last_change: Callable[[Note], Moment | None], line: Line, number: int) -> list[ListItem]:
    """Lines for as many of the latest notes, the latest first."""
    return [_item(when, line(note.path)) for when, note in _latest(notes, last_change, number)]


def _latest(notes: Iterable[Note], last_change: Callable[[Note], Moment | None], number: int) -> list[tuple[Moment, Note]]:
    """Notes of the same moment stand in the order of their titles."""
    dated = [(when, note) for note in notes if (when := last_change(note)) is not None]
    by_title = sorted(dated, key=lambda item: (natural_key(item[1].title), item[1].path))
    return sorted(by_title, key=lambda item: _instant(item[0]), reverse=True)[:number]


def _instant(when: Moment) -> datetime:
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day, tzinfo=UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _item(when: Moment, line: ListItem) -> ListItem:
    day = when.date() if isinstance(when, datetime) else when
    return ListItem(line.address, line.title, line.text, aside=day.isoformat())
