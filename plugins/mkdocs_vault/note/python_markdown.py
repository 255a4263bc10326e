"""What Python-Markdown, the parser of MkDocs' other pages, reads as markup and Obsidian shows as text: each with what to write instead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.flat_texts import Container, inline_of
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.document import Document, Problem
from mkdocs_vault.syntax.spaced_addresses import SPACED_ADDRESS, is_spaced
from mkdocs_vault.syntax.texts import Cutter, begins_escaped
from mkdocs_vault.syntax.walk import walk

_MAY_HOLD_ANY = re.compile(
    rb"""^[ \t>*+\d.-]*(?:!!!|\?\?\?|===[!+]?[ ]?["']|\*\[|:[ ]|\[TOC\]|--8<--|::: |///[ ]?\w)"""
    rb"""|\{[:.# ]|\{\w+=|\{\+\+|\{--|\+\+[A-Za-z"]|\^\^|:(?:material|fontawesome|octicons|simple)-|\]\([^)\n]*[ ]""",
    re.MULTILINE,
)
"""A quick look that tells whether a note can hold any of this."""

_ADMONITION = re.compile(r"(?P<mark>!!!|\?\?\?\+?)[ ]?(?P<kind>[A-Za-z][\w-]*)(?:[ ].*)?\Z")
_FOLDS = {"!!!": "", "???": "-", "???+": "+"}
_ATTRIBUTES = re.compile(r"""\{:?[ ]*(?:[.#][A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:"[^"]*"|'[^']*'|[\w%.-]+))(?:[ ][^{}]*)?[ ]*\}|\{:[^{}]+\}""")
_ATTRIBUTES_AT_END = re.compile(rf"(?:{_ATTRIBUTES.pattern})\s*\Z")
_LEAVE = "or leave the page to MkDocs with the option 'leave'"


class _Syntax(NamedTuple):
    """One syntax: how it looks at the start of a line, or anywhere in the text; what it is, and what to write instead."""

    pattern: re.Pattern[str]
    what: str
    instead: str


_AT_LINE_STARTS = (
    _Syntax(re.compile(r"""===[!+]?[ ]?(["']).*\1\Z"""), "a content tab", "write a heading or a callout for each tab"),
    _Syntax(re.compile(r"\*\[[^\[\]]+\]:[ ]"), "an abbreviation", "write it out where it stands first"),
    _Syntax(re.compile(r"\[TOC\]\Z"), "a place for the table of contents", "leave it out: the page has one beside it"),
    _Syntax(re.compile(r"-+8<-+(?:[ ]|\Z)"), "a snippet of another file", "write ![[the note]]"),
    _Syntax(re.compile(r":::[ ]+\w"), "a block of a MkDocs plugin", "leave the page to MkDocs with the option 'leave'"),
    _Syntax(re.compile(r"///[ ]*[A-Za-z]"), "a generic block", "write a callout: > [!note]"),
)
_DEFINITION = _Syntax(re.compile(r":[ ]{1,3}\S"), "a definition", "write a list, the term in bold")
_ANYWHERE = (
    _Syntax(re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:"), "an icon", "write an emoji or an image"),
    _Syntax(re.compile(r"""(?<!\{)\+\+(?:[a-z][a-z0-9-]*|"[^"+]+")(?:\+(?:[a-z0-9-]+|"[^"+]+"))*\+\+"""), "a key", "write <kbd>Ctrl</kbd>"),
    _Syntax(re.compile(r"\{(\+\+|--)(?:[^{}])+?\1\}"), "a proposed change", "write <ins>, <del>, or ~~text~~"),
    _Syntax(re.compile(r"\^\^(?=\S)[^^]+(?<=\S)\^\^"), "an insertion", "write <ins>text</ins>"),
)


def python_markdown_in(document: Document, containers: Iterable[Container]) -> Iterator[Problem]:
    """A problem for each place in the document's blocks that Python-Markdown would read as markup, in no order."""
    if not _MAY_HOLD_ANY.search(document.source.data):
        return
    for container in containers:
        yield from _in_block(inline_of(container), document.source.data)


def _in_block(children: list[nodes.Inline], data: bytes) -> Iterator[Problem]:
    before: nodes.Inline | None = None
    for number, child in enumerate(children):
        starts_line = before is None or isinstance(before, nodes.SoftBreak | nodes.HardBreak)
        if isinstance(child, nodes.Text) and not begins_escaped(child, data):
            if starts_line:
                yield from _at_line_start(child, is_first=number == 0)
            yield from _attributes(child, before)
        before = child
    for node in walk(children):
        if isinstance(node, nodes.Text) and not begins_escaped(node, data):
            yield from _anywhere(node)
    yield from _spaced(children, data)


def _at_line_start(node: nodes.Text, *, is_first: bool) -> Iterator[Problem]:
    text = node.text.rstrip()
    if admonition := _ADMONITION.match(text):
        instead = f"write > [!{admonition['kind'].lower()}]{_FOLDS[admonition['mark']]}, {_LEAVE}"
        yield Problem(DiagnosticCode.FOREIGN_SYNTAX, node.start, _message("an admonition"), text, instead)
    for syntax in _AT_LINE_STARTS if is_first else (*_AT_LINE_STARTS, _DEFINITION):
        if syntax.pattern.match(text):
            yield Problem(DiagnosticCode.FOREIGN_SYNTAX, node.start, _message(syntax.what), text, syntax.instead)


def _attributes(node: nodes.Text, before: nodes.Inline | None) -> Iterator[Problem]:
    """Attributes in braces: right behind an element, or at the end of a line."""
    match = _ATTRIBUTES.match(node.text) if isinstance(before, nodes.Span | nodes.Code | nodes.Embed) else None
    match = match or _ATTRIBUTES_AT_END.search(node.text)
    if match is None:
        return
    if isinstance(before, nodes.Image | nodes.Embed):
        instead = "write the width after a bar: ![[image.png|300]]"
    else:
        instead = "leave it out, or write HTML; the property 'cssclasses' is for the whole note"
    yield Problem(
        DiagnosticCode.FOREIGN_SYNTAX, Cutter(node).offset(match.start()), _message("a list of attributes"), match[0].strip(), instead
    )


def _anywhere(node: nodes.Text) -> Iterator[Problem]:
    for syntax in _ANYWHERE:
        cutter = Cutter(node)
        for match in syntax.pattern.finditer(node.text):
            yield Problem(DiagnosticCode.FOREIGN_SYNTAX, cutter.offset(match.start()), _message(syntax.what), match[0], syntax.instead)


def _spaced(children: list[nodes.Inline], data: bytes) -> Iterator[Problem]:
    """Images and links that a space in their address makes text, or would make text in Obsidian."""
    if not children:
        return
    start = children[0].start
    # As Latin-1 every byte is a character, so that places in the text are offsets.
    raw = data[start : children[-1].end].decode("latin-1")
    matches = [match for match in SPACED_ADDRESS.finditer(raw) if is_spaced(match)]
    if not matches:
        return
    found = [node for node in walk(children) if isinstance(node, nodes.Text | nodes.Image | nodes.Link)]
    texts = [(node.start, node.end) for node in found if isinstance(node, nodes.Text)]
    taken = {node.start for node in found if not isinstance(node, nodes.Text) and not node.title}
    for match in matches:
        offset = start + match.start()
        if data[max(offset - 1, 0) : offset] == b"\\":
            continue
        at = bisect_right(texts, (offset, len(data))) - 1
        if offset in taken or (at >= 0 and texts[at][0] <= offset < texts[at][1]):
            yield _spaced_place(match, offset)


def _spaced_place(match: re.Match[str], offset: int) -> Problem:
    written, label, address = (part.encode("latin-1").decode("utf-8", "replace") for part in match.group(0, "label", "address"))
    kind = "image" if match["bang"] else "link"
    message = f"Obsidian shows this {kind} as text, since its address has a space"
    return Problem(DiagnosticCode.FOREIGN_SYNTAX, offset, message, written, f"write {match['bang']}[{label}](<{address}>)")


def _message(what: str) -> str:
    return f"{what} of Python-Markdown is text in Obsidian"
