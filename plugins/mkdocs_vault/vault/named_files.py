"""Which files a text may name that nobody compiles: a page of the generator's own, a canvas, a base.

What is found is looked up among the files that there are, so a name too many does no harm, and one that is missed leaves a file out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_vault.note.addresses import is_external
from mkdocs_vault.note.facts import html_targets
from mkdocs_vault.vault.notes import Attachment

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]+)")
_MARKDOWN_LINK = re.compile(r"\]\(\s*(?:<([^<>\n]*)>|([^\s()]+(?:\([^\s()]*\)[^\s()]*)*))")
_REFERENCE = re.compile(r"^[ >]*\[[^\]\n]+\]:\s*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_VALUE = re.compile(r"^[ \t]*(?:-[ \t]+|[\w-]+:[ \t]+)+[\"']?([^\"'\n]*[^\"'\s])", re.MULTILINE)
_QUOTED = (re.compile(r"\"([^\"\n]+)\""), re.compile(r"'([^'\n]+)'"))


class Named(NamedTuple):
    """A name as it is written. `is_markdown` says that it may be percent-encoded, and relative without `./`."""

    target: str
    is_markdown: bool


def named_in_markdown(text: str) -> Iterator[Named]:
    """The files that links, pictures, HTML and properties of a Markdown text may name."""
    for match in _WIKI_LINK.finditer(text):
        yield Named(match[1].strip(), is_markdown=False)
    for pattern in (_MARKDOWN_LINK, _REFERENCE):
        for match in pattern.finditer(text):
            yield from _address(match[1] or match[2] or "")
    for target in html_targets(text):
        yield Named(target, is_markdown=True)
    if front := _FRONT_MATTER.match(text):
        for match in _VALUE.finditer(front[1]):
            yield from _address(match[1])


def named_in(file: Attachment) -> Iterator[Named]:
    """The files that a canvas or a base names; nothing for other files, and for what can't be read."""
    match file.path.suffix.lower():
        case ".canvas":
            yield from _named_in_canvas(file.text)
        case ".base":
            for pattern in _QUOTED:  # One may stand within the other: a formula in a text of YAML.
                for found in pattern.finditer(file.text):
                    yield Named(found[1], is_markdown=False)
            yield from named_in_markdown(file.text)
        case _:
            return


def _named_in_canvas(text: str) -> Iterator[Named]:
    """Cards that are files, backgrounds of groups, and what texts of cards name (JSON Canvas 1.0)."""
    try:
        canvas = json.loads(text)
    except (ValueError, RecursionError):
        return
    nodes = canvas.get("nodes") if isinstance(canvas, dict) else None
    for node in nodes if isinstance(nodes, list) else ():
        if not isinstance(node, dict):
            continue
        for path in (node.get("file"), node.get("background")):
            if isinstance(path, str) and path:
                yield Named(f"/{path.lstrip('/')}", is_markdown=False)
        if isinstance(words := node.get("text"), str):
            yield from named_in_markdown(words)


def _address(written: str) -> Iterator[Named]:
    target = written.partition("#")[0].partition("?")[0]
    if target and not is_external(target):
        yield Named(target, is_markdown=True)
