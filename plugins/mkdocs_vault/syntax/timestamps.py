"""Time stamps of videos: `<a class="yt-timestamp" data-t="00:24:24">[00:24:24]</a>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from mkdocs_vault.syntax.clocks import clock_of
from mkdocs_vault.syntax.nodes import Callout, HardBreak, Inline, InlineHtml, Link, Node, SoftBreak, Strong, Text, Timestamp, WikiLink
from mkdocs_vault.syntax.walk import children_of, plain_text, walk

CLASS = "yt-timestamp"
ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
USUAL = re.compile(rf'<a class="{CLASS}" data-t="(\d\d:\d\d:\d\d)">\Z', re.ASCII)
"""How nearly every stamp is written: read at once, without looking at attributes one by one."""
BARE = re.compile(r"\[(?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d\]", re.ASCII)
SEEK_PARAMETER = re.compile(r".*[?&]t=|&.*")
BOLD = re.compile(r"\[?(?:\d{1,2}:)?\d{1,3}:[0-5]\d\]?\Z", re.ASCII)
MAY_BE_BOLD = re.compile(rb"(?:\*\*|__)\[?\d")
"""A quick look that tells whether a note can hold a bold clock."""
BARE_CLASS = "vault-moment"
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?$")


def mark_timestamps(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with each stamp's tags and text made one node; an anchor that is never closed stays raw."""
    del data
    if InlineHtml not in map(type, children):
        return children
    marked: list[Inline] = []
    opening: Timestamp | None = None
    for child in children:
        if not isinstance(child, InlineHtml):
            (marked if opening is None else opening.children).append(child)
        elif opening is None and CLASS in child.html and child.html[:3].lower().rstrip() == "<a":
            opening = _opened(child)
        elif opening is not None and (child.html == "</a>" or child.html.lower().replace(" ", "") == "</a>"):
            opening.end = child.end
            if opening.clock is None and not opening.attributes.get("data-t", "").strip():
                opening.clock = clock_of(plain_text(opening.children))
            marked.append(opening)
            opening = None
        else:
            (marked if opening is None else opening.children).append(child)
    if opening is not None:
        marked += [InlineHtml(opening.start, opening.end, _tag(opening)), *opening.children]
    return marked


def _opened(tag: InlineHtml) -> Timestamp:
    usual = USUAL.match(tag.html)
    attributes = {"class": CLASS, "data-t": usual[1]} if usual else attributes_of(tag.html)
    return Timestamp(tag.start, tag.end, [], attributes, clock_of(attributes.get("data-t", "")))


def _tag(stamp: Timestamp) -> str:
    return "<a" + "".join(f' {name}="{escape(value)}"' for name, value in stamp.attributes.items()) + ">"


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of one raw opening tag, names in lower case, entities decoded, the first of equal names."""
    attributes: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(tag[2:].rstrip("/>")):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        attributes.setdefault(match.group(1).lower(), unescape(value))
    return attributes


def seek_stamp(start: int, end: int, address: str, children: list[Inline]) -> Timestamp | None:
    """The stamp that `[1:30](ytseek://90)` is; None where the address names no second."""
    written = address.partition(":")[2].strip("/")
    clock = clock_of(SEEK_PARAMETER.sub("", written))
    return Timestamp(start, end, children, {"class": BARE_CLASS}, clock, is_bare=True) if clock else None


def mark_bold_timestamps(blocks: Iterable[Node]) -> None:
    """Make every bold clock that begins a line a stamp: so clippers write what is said in a video. A second call changes nothing."""
    for node in walk(blocks):
        before: Node | None = None
        for child in children_of(node):
            if isinstance(child, Strong) and (before is None or isinstance(before, SoftBreak | HardBreak)):
                _mark_bold(child)
            before = child


def _mark_bold(strong: Strong) -> None:
    match strong.children:
        case [Text(text=text) as shown] if BOLD.match(text):
            strong.children = [Timestamp(shown.start, shown.end, [shown], {"class": BARE_CLASS}, clock_of(text), is_bare=True)]


def mark_bare_timestamps(blocks: Iterable[Node]) -> None:
    """Make every `[12:34]` and `[01:12:34]` in the text of a tree a stamp. Code has no stamps; a second call changes nothing."""
    for node in walk(blocks):
        if isinstance(node, Link | WikiLink | Timestamp):
            continue
        children: list[Inline] = node.title if isinstance(node, Callout) else getattr(node, "children", [])
        if any(isinstance(child, Text) and BARE.search(child.text) for child in children):
            children[:] = [part for child in children for part in (_cut(child) if isinstance(child, Text) else (child,))]


def _cut(text: Text) -> Iterator[Text | Timestamp]:
    at = 0
    for match in BARE.finditer(text.text):
        if match.start() > at:
            yield Text(text.start, text.end, text.text[at : match.start()])
        start = text.start + len(text.text[: match.start()].encode("utf-8", "replace"))
        shown: list[Inline] = [Text(start, text.end, match[0])]
        yield Timestamp(start, start + len(match[0]), shown, {"class": BARE_CLASS}, clock_of(match[0]), is_bare=True)
        at = match.end()
    if at < len(text.text):
        yield Text(text.start, text.end, text.text[at:])


def seconds_of(clock: str) -> int | None:
    """The seconds of `HH:MM:SS` or `MM:SS`; None where it is neither."""
    match = CLOCK.match(clock.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
