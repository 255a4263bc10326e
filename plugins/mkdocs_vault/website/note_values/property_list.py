"""A note's properties as a reader sees them in Obsidian: each with its type, links that lead somewhere, dates in the site's language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Literal, TypeAlias

from mkdocs_vault.note.addresses import attribute, is_safe, scheme
from mkdocs_vault.note.permission import HIDING, PUBLISHING
from mkdocs_vault.note.property_links import written_link
from mkdocs_vault.note.property_values import PropertyValue
from mkdocs_vault.syntax.walk import shown_target
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.filling.addresses import address_on_page
from mkdocs_vault.website.note_values.dates import LocalDates
from mkdocs_vault.website.routes import SiteAddresses

Kind: TypeAlias = Literal["text", "number", "checkbox", "date", "datetime", "list", "tags"]

READ_BY_THE_SITE = frozenset({
    "title", "image", "cover", "cssclasses", "cssclass", "permalink", "template", "lang", "videoid", "video_id", "hide", "icon",
    "search", "social", "comments", "unlisted", "dg-permalink", "dg-home", "dg-hide", "dg-hide-in-graph", "dg-note-icon",
})  # fmt: skip
"""Properties that the page shows in a place of its own, or that tell the site what to do."""

LINKED_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class ShownProperty:
    """One property: its name as the site knows it and as the note has it, and its value in HTML."""

    key: str
    name: str
    kind: Kind
    html: str


@dataclass(frozen=True, slots=True)
class PropertyPrinter:
    """Prints the properties of notes; `hidden` are names in lower case."""

    index: LinkIndex
    addresses: SiteAddresses
    dates: LocalDates
    hidden: frozenset[str]

    def properties(self, note: Note) -> Iterator[ShownProperty]:
        """The properties that have a value and are not hidden, in the order in which the note has them."""
        for name, written in note.properties.written():
            lower = name.strip().lower()
            value = other_names(note) if lower == "aliases" else written
            is_permission = lower in PUBLISHING | HIDING and not isinstance(value, date)
            if lower in READ_BY_THE_SITE or lower in self.hidden or is_permission or _is_empty(value):
                continue
            kind = "tags" if lower in {"tags", "tag"} else _kind(value)
            label = escape(name)
            yield ShownProperty(lower, label, kind, self._tags(value, note) if kind == "tags" else self._html(label, value, note))

    def _tags(self, value: PropertyValue, note: Note) -> str:
        tags = value if isinstance(value, tuple) else (value,)
        return " ".join(self._tag(str(tag), note) for tag in tags)

    def _tag(self, tag: str, note: Note) -> str:
        address = self.addresses.tag_address(tag, note.path)
        words = f"#{escape(tag, quote=False)}"
        return f'<a class="vault-tag" href="{attribute(address)}">{words}</a>' if address else f'<span class="vault-tag">{words}</span>'

    def _html(self, label: str, value: PropertyValue, note: Note) -> str:
        match value:
            case bool():
                return f'<input type="checkbox" disabled{" checked" if value else ""} aria-label="{label}">'
            case date():
                return self.dates.element(value)
            case int() | float():
                return f"{_clock(value) if label.lower() == 'duration' else value}"
            case str():
                return self._text(value, note)
            case tuple():
                items = "".join(f'<li dir="auto">{self._html(label, item, note)}</li>' for item in value if not _is_empty(item))
                return f'<ul class="vault-values">{items}</ul>'
            case _:
                return f"<code>{escape(json.dumps(value, default=str, ensure_ascii=False), quote=False)}</code>"

    def _text(self, text: str, note: Note) -> str:
        link = written_link(text)
        if link:
            return self._link(*link, note)
        words = escape(text, quote=False)
        if " " in text or scheme(text) not in LINKED_SCHEMES or not is_safe(text):
            return words
        return f'<a href="{attribute(text)}">{escape(text.partition("://")[2].rstrip("/") or text, quote=False)}</a>'

    def _link(self, target: str, subpath: str, shown: str, note: Note) -> str:
        found = self.index.resolve_link(target, subpath, note.path)
        words = escape(shown or shown_target(target, subpath), quote=False)
        if found.file is None:
            return f'<span class="vault-unresolved">{words}</span>'
        return f'<a class="vault-link" href="{attribute(address_on_page(found, note, self.addresses))}">{words}</a>'


def other_names(note: Note) -> tuple[str, ...]:
    """A note's aliases as its readers know it: old addresses and its title are none."""
    return tuple(alias for alias in note.properties.aliases if alias != note.title and "/" not in alias)


def _kind(value: PropertyValue) -> Kind:
    match value:
        case bool():
            return "checkbox"
        case int() | float():
            return "number"
        case datetime():
            return "datetime"
        case date():
            return "date"
        case tuple():
            return "list"
        case _:
            return "text"


def _is_empty(value: PropertyValue) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return all(_is_empty(item) for item in value)
    return value is None or (isinstance(value, Mapping) and not value)


def _clock(seconds: float) -> str:
    """`1:02:03`, `12:03`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
