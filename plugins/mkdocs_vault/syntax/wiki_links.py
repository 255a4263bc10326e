"""Wiki links and embeds: `[[target#subpath|text]]` (Obsidian help, Internal links, Embed files)."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, is_wiki, starts
from mkdocs_vault.syntax.nodes import Embed, Inline, Text, WikiLink

OPENING = 2
EMBED = re.compile(rb"!\[\[[^\[\]\n]+\]\]")


def mask_broken_wiki_links(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the brackets of what runs over a line end, or names nothing: it is text; whether to parse again."""
    changed = False
    for event, span in events:
        for kind, length in (("Link", 0), ("Image", 1)):
            if not is_wiki(event, kind) or not _is_broken(masked.data[span["start"] + length : span["end"]]):  # type: ignore[arg-type]
                continue
            opening = span["start"] + length
            masked.restore(opening, opening + OPENING)
            changed = True
    return changed


def mask_embeds_in_links(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Show the parser the embed in `[![[a.png]]](address)` as an image, which it can read in a link's text; whether to parse again."""
    changed = False
    for event, span in events:
        if not starts(event, "Image") or is_wiki(event, "Image"):
            continue
        embedded = EMBED.match(masked.seen, span["start"], span["end"])
        if embedded:
            hidden = embedded.end() - embedded.start() - len(b"![]()")
            masked.seen[embedded.start() : embedded.end()] = b"![](" + b"x" * hidden + b")"
            changed = True
    return changed


def is_hidden_embed(masked: MaskedText, start: int) -> bool:
    """Whether what the parser took for an image at an offset is an embed in a link's text."""
    return masked.data.startswith(b"![[", start) and not masked.seen.startswith(b"![[", start)


def _is_broken(link: bytes) -> bool:
    inner = link[OPENING:-OPENING]
    return b"\n" in inner or is_blank_target(inner.decode("utf-8", "replace"))


def is_blank_target(inner: str) -> bool:
    """Whether what stands between the brackets names nothing: blank, `#`, `|x`, or an editor's search (`##x`, `^^x`)."""
    target = inner.partition("|")[0].rstrip("\\").strip()
    return not target.strip("#^ ") or target.startswith(("##", "^^"))


def split_target(written: str) -> tuple[str, str]:
    """Target and sub-path (without its first `#`) of what stands before the bar, trimmed."""
    target, _, subpath = written.removesuffix("\\").partition("#")
    return target.strip(), subpath.strip()


def wiki_link(start: int, end: int, written: str, children: list[Inline]) -> WikiLink:
    """A link node; `children` are the display text, trimmed at both ends."""
    target, subpath = split_target(written)
    return WikiLink(start, end, trimmed(children), target, subpath)


def embed(start: int, end: int, inner: str) -> Embed:
    """An embed node from all that stands between the brackets."""
    written, *labels = inner.replace("\\|", "|").split("|")
    target, subpath = split_target(written)
    return Embed(start, end, target, subpath, tuple(label.strip() for label in labels))


def trimmed(children: list[Inline]) -> list[Inline]:
    """The nodes without white space at their two ends."""
    if children and isinstance(children[0], Text):
        children[0].text = children[0].text.lstrip()
    if children and isinstance(children[-1], Text):
        children[-1].text = children[-1].text.rstrip()
    return [child for child in children if not isinstance(child, Text) or child.text]
