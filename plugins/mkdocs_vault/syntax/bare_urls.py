"""Bare addresses: `https://…`, `www.…` and mail addresses become links without any mark (GitHub Flavored Markdown, autolinks)."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.masking import Event, MaskedText, SpannedEvent, starts
from mkdocs_vault.syntax.nodes import Inline, InlineHtml, Link, Text
from mkdocs_vault.syntax.texts import Cutter, is_literal

URL = re.compile(r"(?<![A-Za-z0-9])(?:https?://|www\.)[^\s<\x00-\x1f]+")
MAIL = re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+(?![A-Za-z0-9_-])")
RAW_URL = re.compile(rb"(?:https?://|www\.)[^\s<>\"'\x00-\x1f]+")
MARKUP = frozenset(b"*_~")
DOMAIN = re.compile(r"(?:https?://)?([A-Za-z0-9_\-\u0080-\U0010ffff]+(?:\.[A-Za-z0-9_\-\u0080-\U0010ffff]+)*)(?::[0-9]+)?")
ANCHOR = re.compile(r"<(/?)a\b", re.IGNORECASE)
ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]+;$")
LONGEST_ENTITY = 40
LONGEST_MASKED_BYTES = 4096


def mask_markup_in_urls(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the `_`, `*`, `~`, `=` of addresses in plain text, which are no markup there; whether to parse again."""
    changed = False
    link_depth = 0
    for event, span in events:
        link_depth += (starts(event, "Link") or starts(event, "CodeBlock")) - _closes(event)
        if link_depth or not isinstance(event, dict) or "Text" not in event:
            continue
        for match in RAW_URL.finditer(masked.data, span["start"], span["end"]):
            changed |= _mask_one(masked, match.start())
    return changed


def _closes(event: Event) -> bool:
    return isinstance(event, dict) and event.get("End") in ("Link", "CodeBlock")


def _mask_one(masked: MaskedText, start: int) -> bool:
    """Mask the address that begins at `start`, which the parser may have cut at its markup."""
    whole = RAW_URL.match(masked.data, start, min(len(masked.data), start + LONGEST_MASKED_BYTES))
    if whole is None:
        return False
    address = whole.group().rstrip(b"?!.,:;*_~'\"=)")
    changed = False
    for at, byte in enumerate(address, start):
        if byte in MARKUP and not masked.marks[at]:
            masked.restore(at, at + 1)
            changed = True
    return changed


def link_bare_urls(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with addresses in their text made links."""
    linked: list[Inline] = []
    in_anchor = False
    for child in children:
        if isinstance(child, InlineHtml):
            anchor = ANCHOR.match(child.html)
            in_anchor = not anchor.group(1) if anchor else in_anchor
        if isinstance(child, Text) and not in_anchor and _may_hold_url(child.text) and is_literal(child, data):
            linked += _linked(child)
        else:
            linked.append(child)
    return linked


def _may_hold_url(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text


def _linked(node: Text) -> list[Inline]:
    parts: list[Inline] = []
    cutter, done = Cutter(node), 0
    for start, end, target in _addresses(node.text):
        if start < done:
            continue
        parts += cutter.piece(done, start)
        words = cutter.piece(start, end)
        parts.append(Link(words[0].start, words[0].end, list(words), target, "", autolink=True))
        done = end
    return [*parts, *cutter.piece(done, len(node.text))]


def _addresses(text: str) -> list[tuple[int, int, str]]:
    """Start, end and target of every address in the text, in order."""
    found = []
    for match in URL.finditer(text):
        address = _without_tail(match.group())
        if address.endswith("==") and text.count("==", 0, match.start()) % 2:  # the end of a highlight that began before
            address = _without_tail(address[:-2])
        domain = DOMAIN.match(address)
        if domain and _is_domain(domain.group(1), address):
            target = address if "://" in address else f"http://{address}"
            found.append((match.start(), match.start() + len(address), target))
    if "@" in text:
        found += [(m.start(), m.end(), f"mailto:{m.group()}") for m in MAIL.finditer(text) if m.group()[-1] not in "-_"]
    return sorted(found)


def _is_domain(domain: str, address: str) -> bool:
    """A `www.` address needs another dot; the last two parts of a domain hold no underscore (GFM)."""
    if "_" in "".join(domain.rsplit(".", 2)[-2:]):
        return False
    return "://" in address or domain.count(".") >= 1


def _without_tail(address: str) -> str:
    """The address without the punctuation, entity or unmatched parentheses at its end (GFM, extended autolinks)."""
    end = len(address)
    unmatched = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last == ")" and unmatched > 0:
            unmatched -= 1
        elif last == ";":
            entity = ENTITY_AT_END.search(address, max(0, end - LONGEST_ENTITY), end)
            end = entity.start() + 1 if entity else end
        elif last not in "?!.,:*_~'\"":
            break
        end -= 1
    return address[:end]
