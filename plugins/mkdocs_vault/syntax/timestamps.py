"""Time stamps of videos: `<a class="yt-timestamp" data-t="00:24:24">[00:24:24]</a>`."""

from __future__ import annotations

import re
from html import escape, unescape

from mkdocs_vault.syntax.nodes import Inline, InlineHtml, Timestamp

CLASS = "yt-timestamp"
ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
USUAL = re.compile(rf'<a class="{CLASS}" data-t="((\d\d):(\d\d):(\d\d))">\Z', re.ASCII)
"""How nearly every stamp is written: read at once, without looking at attributes one by one."""
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
            marked.append(opening)
            opening = None
        else:
            (marked if opening is None else opening.children).append(child)
    if opening is not None:
        marked += [InlineHtml(opening.start, opening.end, _tag(opening)), *opening.children]
    return marked


def _opened(tag: InlineHtml) -> Timestamp:
    usual = USUAL.match(tag.html)
    if usual:
        clock, hours, minutes, seconds = usual.groups()
        moment = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        return Timestamp(tag.start, tag.end, [], {"class": CLASS, "data-t": clock}, moment)
    attributes = attributes_of(tag.html)
    return Timestamp(tag.start, tag.end, [], attributes, seconds_of(attributes.get("data-t", "")))


def _tag(stamp: Timestamp) -> str:
    return "<a" + "".join(f' {name}="{escape(value)}"' for name, value in stamp.attributes.items()) + ">"


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of one raw opening tag, names in lower case, entities decoded, the first of equal names."""
    attributes: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(tag[2:].rstrip("/>")):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        attributes.setdefault(match.group(1).lower(), unescape(value))
    return attributes


def seconds_of(clock: str) -> int | None:
    """The seconds of `HH:MM:SS` or `MM:SS`; None where it is neither."""
    match = CLOCK.match(clock.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
