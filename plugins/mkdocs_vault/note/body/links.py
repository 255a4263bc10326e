"""Links: into the vault as slots, to other sites as they are."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, unquote

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.addresses import attribute, is_external, is_safe, split_address
from mkdocs_vault.note.body.printing import LINK_END, FoundMoment, Printing
from mkdocs_vault.note.body.videos import youtube_moment
from mkdocs_vault.note.recordings import moment_in
from mkdocs_vault.note.slots import LinkStart
from mkdocs_vault.syntax.nodes import Link, WikiLink
from mkdocs_vault.syntax.walk import shown_target


def wiki_link(node: WikiLink, text: str, printing: Printing) -> str:
    """`[[target#subpath|text]]`; `text` is the display text in HTML, empty where none was given."""
    shown = text or escape(shown_target(node.target, node.subpath), quote=False)
    if printing.in_link:
        return shown
    return _slot(LinkStart(node.target, node.subpath, node.start), node.subpath, shown, printing)


def markdown_link(node: Link, text: str, printing: Printing) -> str:
    """`[text](target "title")`: Obsidian looks it up in the vault like a wiki link, unless it leads to another site."""
    if printing.in_link:
        return text
    title = f' title="{escape(node.title)}"' if node.title else ""
    if is_external(node.target):
        return _external(node, text, title, printing)
    target, _, subpath = node.target.partition("#")
    return _slot(LinkStart(target, subpath, node.start, markdown=True, title=title), unquote(subpath), text, printing)


def _slot(start: LinkStart, subpath: str, text: str, printing: Printing) -> str:
    seconds = moment_in(subpath) if subpath else None
    if seconds is not None:
        printing.moments.append(FoundMoment(start.offset, seconds, ""))
    return f"{printing.slot(start)}{text}{LINK_END}"


def _external(node: Link, text: str, title: str, printing: Printing) -> str:
    if not is_safe(node.target):
        printing.tell(DiagnosticCode.UNSAFE_LINK, node.start, "this link would run a program, so it is left out", node.target)
        return text
    address = attribute(node.target)
    named = _named_by_app_link(node.target) if node.target[:9].lower() == "obsidian:" else None
    if named:
        start = LinkStart(*named, node.start, title=title, address=address)
        return f"{printing.slot(start)}{text}{LINK_END}"
    return f'<a{youtube_moment(node.target, address, node.start, printing)} href="{address}"{title}>{text}</a>'


def _named_by_app_link(address: str) -> tuple[str, str] | None:
    """Target and sub-path that `obsidian://open?vault=V&file=F` names (Obsidian help, Obsidian URI); None for any other address."""
    parts = split_address(address)
    if parts is None or parts.scheme.lower() != "obsidian" or parts.netloc.lower() != "open":
        return None
    names = parse_qs(parts.query).get("file")
    if not names:
        return None
    target, _, subpath = names[0].partition("#")
    return (f"/{target}" if "/" in target else target), subpath
