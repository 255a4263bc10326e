"""Fences of plugins for video notes: ```` ```timestamp ```` holds times, ```` ```timestamp-url ```` the video's address."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.clocks import clock_of
from mkdocs_vault.syntax.nodes import CodeBlock, Image, Inline, Paragraph, SoftBreak, Text, Timestamp
from mkdocs_vault.syntax.timestamps import BARE_CLASS

TIMES, ADDRESS = "timestamp", "timestamp-url"
_TIME = re.compile(r"\s*(\[?\d[\d:.hms]*\]?)(?=\s|\Z)(.*)")
_URL = re.compile(r"https?://\S+\Z")


def timestamp_fence(code: CodeBlock) -> Paragraph | None:
    """What a fence of time stamps or of a video's address shows; None for any other code."""
    language = (code.info or "").strip().lower()
    lines = [line.strip() for line in code.text.splitlines() if line.strip()]
    if language == ADDRESS and len(lines) == 1 and _URL.match(lines[0]):
        return Paragraph(code.start, code.end, [Image(code.start, code.end, [], lines[0], "", "")], block_id=code.block_id)
    if language != TIMES or not lines:
        return None
    children: list[Inline] = []
    for number, line in enumerate(lines):
        match = _TIME.match(line)
        clock = clock_of(match[1]) if match else None
        if match is None or clock is None:
            return None
        start = code.start + number  # of its own for each: nothing but the fence tells where the line is
        if children:
            children.append(SoftBreak(start, start))
        shown: list[Inline] = [Text(start, start, match[1])]
        children.append(Timestamp(start, start, shown, {"class": BARE_CLASS}, clock, is_bare=True))
        if match[2].strip():
            children.append(Text(start, start, f" {match[2].strip()}"))
    return Paragraph(code.start, code.end, children, block_id=code.block_id)
