"""The HTML of lists: notes with their first lines, folders and tags with their counts, the way from page to page of a long one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_vault.website.routes import relative_address

NOT_SEARCHED = "data-search-exclude data-pagefind-ignore"
"""A list repeats what other pages say; a search finds those."""
PAGES_NAMED_AROUND = 2


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line of a list: where it leads (an address of the site), and plain texts. `kind` is the last part of its class."""

    address: str
    title: str
    text: str = ""
    aside: str = ""
    kind: str = "note"


def item_list(items: Iterable[ListItem], page: str) -> str:
    """A list, seen from the page at an address; empty where there is nothing to list."""
    lines = "".join(_line(item, page) for item in items)
    return f'<ul class="vault-list" {NOT_SEARCHED}>{lines}</ul>' if lines else ""


def titled_list(title: str, html: str) -> str:
    """A list below the text of a page; `title` is ready to print. The title is no heading: the text's own headings say where one is."""
    label = f'<p class="vault-folder__title">{title}</p>'
    return f'<nav class="vault-folder" aria-label="{title}" {NOT_SEARCHED}>{label}{html}</nav>\n'


def _line(item: ListItem, page: str) -> str:
    aside = f' <small class="vault-list__aside">{escape(item.aside)}</small>' if item.aside else ""
    text = f'<p class="vault-list__text">{escape(item.text, quote=False)}</p>' if item.text else ""
    return f'<li class="vault-list__item vault-list__item--{item.kind}">{link(item.address, item.title, page)}{aside}{text}</li>'


def link(address: str, title: str, page: str, css_class: str = "vault-list__link") -> str:
    """A link to an address of the site, seen from a page."""
    return f'<a class="{css_class}" href="{escape(relative_address(address, page))}">{escape(title, quote=False)}</a>'


def pagination(number: int, addresses: Sequence[str], page: str, label: str) -> str:
    """Links to the pages of a long list (`number` from 1 is this one): the first, the last, and some around, however many there are."""
    if len(addresses) < 2:  # noqa: PLR2004 - one page leads nowhere
        return ""
    shown = {1, len(addresses), *range(number - PAGES_NAMED_AROUND, number + PAGES_NAMED_AROUND + 1)}
    parts = []
    before = 0
    for other in sorted(shown & set(range(1, len(addresses) + 1))):
        if other - before > 1:
            parts.append("<span>…</span>")
        if other == number:
            parts.append(f'<span class="md-pagination__current" aria-current="page">{other}</span>')
        else:
            parts.append(link(addresses[other - 1], str(other), page, "md-pagination__link"))
        before = other
    return f'<nav class="md-pagination vault-pagination" aria-label="{escape(label)}" {NOT_SEARCHED}>{"".join(parts)}</nav>'
