"""HTML that the author wrote: kept, but never a program, and never open beyond the block that it stands in.

Obsidian sanitises HTML before it shows it. So does this module: elements that run programs or change the whole page are left
out with their content, handlers and `javascript:` addresses are removed, comments stay in the vault. What is opened is closed
where the text around it ends, and what closes nothing is dropped, so that a note can't break the page around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.addresses import is_external, is_safe, split_file_address
from mkdocs_vault.note.body.labels import NO_LABELS
from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.note.body.videos import shown_video
from mkdocs_vault.note.compiled import LinkKind, OutgoingLink
from mkdocs_vault.note.slots import FileAddress, RawTags
from mkdocs_vault.note.youtube import moment_of_address, youtube_id
from mkdocs_vault.syntax.nodes import Text
from mkdocs_vault.syntax.texts import Cutter

TAG = re.compile(
    r"""<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>""",
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
REMOVED = frozenset(
    [
        "applet",
        "base",
        "body",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "head",
        "html",
        "link",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "plaintext",
        "portal",
        "template",
        "textarea",
        "title",
        "xmp",
        "foreignobject",
        "animate",
        "animatemotion",
        "animatetransform",
        "set",
    ],
)
REMOVED_WITH_CONTENT = frozenset({"script", "style"})
ONLY_HOLDING_TEXT = frozenset(
    [
        "body",
        "button",
        "form",
        "head",
        "html",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "template",
        "textarea",
        "title",
        "xmp",
    ],
)
"""Of what is removed, the elements whose readers miss nothing: all that they show is the text in them, and that stays."""
ADDRESSES = frozenset(
    ["action", "background", "cite", "data", "formaction", "href", "longdesc", "manifest", "ping", "poster", "src", "xlink:href"]
)
VAULT_ADDRESSES = frozenset({"href", "src", "poster"})
SVG_ELEMENTS = frozenset(["circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "stop", "svg", "text", "tspan", "use"])
FARTHEST_BYTES = 10_000
"""So far behind the place where a tag should stand it is looked for."""
UNSAFE_ATTRIBUTES = frozenset({"srcdoc", "autofocus", "contenteditable"})


@dataclass(slots=True)
class Scope:
    """The raw elements that are open in one list of sibling nodes. `stands_between_blocks` says that a part of the list may be embedded.

    Then what opens and what closes are slots: a part closes what it has opened, and nothing else.
    """

    open: list[str] = field(default_factory=list)
    skipping: str = ""
    stands_between_blocks: bool = False

    def opening(self, name: str, printing: Printing) -> str:
        """Note that an element is open; what is printed for it behind its tag."""
        self.open.append(name)
        return printing.slot(RawTags("", name, ())) if self.stands_between_blocks else ""

    def closing(self, name: str, printing: Printing) -> str:
        """The tags that close an element with all that is open in it; nothing where it is not open."""
        if name not in self.open:
            return ""
        closed: list[str] = []
        while not closed or closed[-1] != name:
            closed.append(self.open.pop())
        return self._tags(closed, printing)

    def closing_tags(self, printing: Printing) -> str:
        """What closes everything that is still open."""
        closed = self.open[::-1]
        self.open.clear()
        self.skipping = ""
        return self._tags(closed, printing) if closed else ""

    def _tags(self, closed: list[str], printing: Printing) -> str:
        tags = "".join(f"</{name}>" for name in closed)
        return printing.slot(RawTags(tags, "", tuple(closed))) if self.stands_between_blocks else tags


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a tag stands in the note. `way` goes through the HTML from left to right, which a quote may have left its marks out of."""

    way: Cutter
    data: bytes

    def offset_of(self, tag: re.Match[str]) -> int:
        """The byte offset of a tag."""
        near = self.way.offset(tag.start())
        return max(self.data.find(tag[0].partition("\n")[0].encode(), near, near + FARTHEST_BYTES), near)


def raw_html(html: str, scope: Scope, printing: Printing, offset: int) -> str:
    """The author's HTML as it may stand on the page; `offset` is where it begins in the note."""
    place = _Place(Cutter(Text(offset, offset + len(html.encode()), html)), printing.document.source.data)
    return "".join(_printed(html, scope, printing, place))


def _printed(html: str, scope: Scope, printing: Printing, place: _Place) -> Iterator[str]:
    at = 0
    while at < len(html):
        opening = html.find("<", at)
        text = html[at:] if opening < 0 else html[at:opening]
        if not scope.skipping:
            yield text
        if opening < 0:
            return
        at, printed = _markup(html, opening, scope, printing, place)
        yield printed


def _markup(html: str, at: int, scope: Scope, printing: Printing, place: _Place) -> tuple[int, str]:
    """Where the markup that begins at `at` ends, and what is printed for it."""
    if scope.skipping and not html.startswith("</", at):
        return at + 1, ""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")):
        if html.startswith(opening, at):
            end = html.find(closing, at + len(opening) - (2 if opening == "<!--" else 0))
            return (len(html) if end < 0 else end + len(closing)), ""
    match = TAG.match(html, at)
    if match is None:
        return at + 1, "" if scope.skipping else "&lt;"
    return match.end(), _tag(match, scope, printing, place)


def _tag(match: re.Match[str], scope: Scope, printing: Printing, place: _Place) -> str:
    name = match["name"].lower()
    if scope.skipping:
        if match["slash"] and name == scope.skipping:
            scope.skipping = ""
        return ""
    if name in REMOVED or name in REMOVED_WITH_CONTENT:
        if not match["slash"]:
            if name not in ONLY_HOLDING_TEXT:
                printing.tell(DiagnosticCode.UNSAFE_HTML, place.offset_of(match), "this element is left out of the page", f"<{name}>")
            scope.skipping = name if name in REMOVED_WITH_CONTENT else ""
        return ""
    if match["slash"]:
        return scope.closing(name, printing)
    before = ""
    if name == "a":  # no link stands in a link
        if printing.in_link and "a" not in scope.open:
            return ""
        before = scope.closing(name, printing)
    if name == "iframe" and (player := _video(match["attributes"], printing)):
        scope.skipping = name
        return player
    attributes = _attributes(match, printing, place)
    closes_itself = name in SVG_ELEMENTS | VOID and match["attributes"].rstrip().endswith("/")
    opened = "" if name in VOID or closes_itself else scope.opening(name, printing)
    return f"{before}<{match['name']}{attributes}{'/' if closes_itself else ''}>{opened}"


def _video(attributes: str, printing: Printing) -> str:
    """What stands for a video of YouTube that an author embeds by its own code: nothing is loaded before the reader asks for it."""
    source = next((match for match in ATTRIBUTE.finditer(attributes) if match[1].lower() == "src"), None)
    address = unescape(source[2] or source[3] or source[4] or "") if source else ""
    video_id = youtube_id(address) if "youtu" in address else ""
    return shown_video(video_id, NO_LABELS, moment_of_address(address) or 0, printing) if video_id else ""


def _attributes(tag: re.Match[str], printing: Printing, place: _Place) -> str:
    """The attributes that may stand on the page, each with a leading space."""
    kept: list[str] = []
    for match in ATTRIBUTE.finditer(tag["attributes"]):
        name = match.group(1)
        value = next((group for group in match.groups()[1:] if group is not None), None)
        if not _is_allowed(name.lower(), unescape(value or "")):
            printing.tell(DiagnosticCode.UNSAFE_HTML, place.offset_of(tag), "this attribute is left out of the page", name)
            continue
        if value is not None and name.lower() in VAULT_ADDRESSES:
            value = _vault_address(value, printing, place.offset_of(tag), is_shown=name.lower() != "href")
        kept.append(f" {name}" if value is None else f' {name}="{value.replace(chr(34), "&quot;")}"')
    return "".join(kept)


def _is_allowed(name: str, value: str) -> bool:
    if name.startswith("on") or name in UNSAFE_ATTRIBUTES:
        return False
    if name in {"id", "name"} and value.startswith("__"):
        return False
    if name == "style" and "expression(" in value.lower():
        return False
    return name not in ADDRESSES or is_safe(value, image=name == "src")


def _vault_address(value: str, printing: Printing, offset: int, *, is_shown: bool) -> str:
    """What may be the name of a file of the vault as a slot, any other address as written."""
    written = unescape(value)
    if not written or written.startswith("#") or is_external(written):
        return value
    target, subpath, _ = split_file_address(written)
    line, column = printing.document.source.line_and_column(offset)
    kind = LinkKind.MARKDOWN_EMBED if is_shown else LinkKind.MARKDOWN
    printing.html_links.append(OutgoingLink(kind, target, subpath, "", "", offset, line, column))
    return printing.slot(FileAddress(value))
