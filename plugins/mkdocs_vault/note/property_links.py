"""Links in properties: `up: "[[Note]]"`, in a text or a list (Obsidian help, Properties), and the page's picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_vault.note.addresses import is_external
from mkdocs_vault.note.compiled import LinkKind, OutgoingLink
from mkdocs_vault.note.properties import Properties
from mkdocs_vault.syntax.walk import shown_target

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]*)(?:#([^\[\]|\n]*))?(?:\|([^\[\]\n]*))?\]\]\Z")


def property_links(properties: Properties, text: str) -> Iterator[OutgoingLink]:
    """The links that properties are, with their places in the note's `text`, in the order of the properties."""
    for name, written in _linking_texts(properties):
        target, subpath, shown = written_link(written) or (written, "", "")
        if target or subpath:
            offset, line, column = _place(text, properties.lines.get(name, 1), written)
            shown = shown or shown_target(target, subpath)
            yield OutgoingLink(LinkKind.PROPERTY, target, subpath, shown, f"{name}: {shown}", offset, line, column, len(name) + 2)


def written_link(text: str) -> tuple[str, str, str] | None:
    """Target, sub-path and shown text of a property that is a link as a whole; None where it is none."""
    match = _WIKI_LINK.match(text)
    if not match:
        return None
    target, subpath, shown = (part.strip() if part else "" for part in match.groups())
    return target, subpath, shown


def _linking_texts(properties: Properties) -> Iterator[tuple[str, str]]:
    image = properties.image
    if image and not is_external(image):
        names = {name.lower(): name for name in properties.lines}
        yield names.get("image", names.get("cover", "image")), image
    for name, value in properties.others.items():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str) and item.startswith("[[") and written_link(item):
                yield name, item


def _place(text: str, line: int, written: str) -> tuple[int, int, int]:
    """Byte offset, line and column of what was written on or below a line; those of the line where it was written in another way."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    at = max(text.find(written, at), at)
    return len(text[:at].encode("utf-8", "replace")), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
