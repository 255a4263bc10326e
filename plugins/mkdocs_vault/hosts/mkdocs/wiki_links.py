"""Wiki links in the pages of the vault's folder that are no notes: posts of a blog, and what the site leaves to MkDocs.

Python-Markdown makes those pages, so it reads their links, too: as an extension, which knows what is code, and whose links MkDocs checks
as any others. The excerpts of posts, on the pages that list them, go the same way.
"""

from __future__ import annotations

import re
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX

from mkdocs_vault.note.addresses import fragment
from mkdocs_vault.note.body.labels import labels
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.syntax.walk import shown_target
from mkdocs_vault.vault.notes import Attachment
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.filling.media import IMAGES

if TYPE_CHECKING:
    from markdown import Markdown
    from mkdocs.structure.files import File

    from mkdocs_vault.vault.links import LinkIndex, LinkTarget

_LINK = r"(!?)\[\[(?=[^\[\]\n|]*[^\s\[\]|])([^\[\]\n|#]{0,1000})(?:#([^\[\]\n|]{0,1000}))?((?:\\?\|[^\[\]\n|]{0,1000}){0,3})\]\]"
_SET_ASIDE = STX
_ESCAPED_BAR = f"{STX}{ord('|')}{ETX}"
"""What Python-Markdown makes of `\\|` in a table, and sets aside."""
_BEFORE_LINKS = 175
"""Python-Markdown reads escapes at 180, code before them, and its own links from 170 on."""
_MKDOCS_OWN = "relpath"
"""The part of a parser of MkDocs that turns paths of files into addresses: it knows which file is read."""


class WikiLinks(Extension):
    """Reads `[[Note#Part|words]]` and `![[picture.png|300]]` once it has an index of the vault."""

    index: LinkIndex | None = None

    def __init__(self, folder: str) -> None:
        """`folder` is where the vault lies in `docs_dir`."""
        super().__init__()
        self.folder = folder

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Take part in the reading of a page."""
        md.inlinePatterns.register(_WikiLinkProcessor(self, md), "vault-wiki-links", _BEFORE_LINKS)


class _WikiLinkProcessor(InlineProcessor):
    """One page's links."""

    def __init__(self, links: WikiLinks, md: Markdown) -> None:
        super().__init__(_LINK, md)
        self._links = links

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name, and an answer that it allows for
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - as above
    ) -> tuple[Element | None, int | None, int | None]:
        """The link as an element; nothing where the page is none of the vault's folder."""
        source = self._source()
        if source is None or self._links.index is None:
            return None, None, None
        target, subpath, words = self._written(m)
        found = self._links.index.resolve_link(target, subpath, source, markdown=False)
        is_picture = m[1] and isinstance(found.file, Attachment) and suffix_of(found.file.path) in IMAGES
        element = _picture(found, words, source) if is_picture else _link(found, "|".join(words) or shown_target(target, subpath), source)
        return element, m.start(0), m.end(0)

    def _written(self, m: re.Match[str]) -> tuple[str, str, tuple[str, ...]]:
        """The target, its sub-path, and what stands after bars."""
        found: re.Match[str] | None = m
        if _SET_ASIDE in m[2] or _SET_ASIDE in (m[3] or ""):
            found = re.match(_LINK, self.unescape(m[0]).replace(_ESCAPED_BAR, "|"))
        target, subpath, bars = (found or m).group(2, 3, 4)
        return target.strip(), (subpath or "").strip(), tuple(part.rstrip("\\").strip() for part in bars.split("|")[1:])

    def _source(self) -> VaultPath | None:
        """The page that is being read, by its path in the vault."""
        if _MKDOCS_OWN not in self.md.treeprocessors:
            return None
        reading: Any = self.md.treeprocessors[_MKDOCS_OWN]
        file: File | None = getattr(reading, "file", None)
        if file is None:
            return None
        path = VaultPath(relpath(file.src_uri, self._links.folder) if self._links.folder else file.src_uri)
        return None if path.is_outside else path


def _link(found: LinkTarget, words: str, source: VaultPath) -> Element:
    """A link by the path of the file, of which MkDocs makes an address; one that leads nowhere shows its words, as in a note."""
    if found.file is None:
        element = Element("span", {"class": "vault-unresolved"})
    else:
        address = "" if found.file.path == source and found.anchor else _path_from(source, found.file.path)
        element = Element("a", {"class": "vault-link", "href": address + fragment(found.anchor)})
    element.text = words
    return element


def _picture(found: LinkTarget, words: tuple[str, ...], source: VaultPath) -> Element:
    label = labels(words)
    path = found.file.path if found.file else source
    sizes = {name: str(pixels) for name, pixels in (("width", label.width), ("height", label.height)) if pixels}
    return Element("img", {"alt": label.text or path.name, "src": _path_from(source, path), **sizes, "loading": "lazy"})


def _path_from(source: VaultPath, path: VaultPath) -> str:
    """The path of a file, relative to the folder of a page, as a Markdown link has it."""
    return quote(relpath(path, dirname(source) or "."))
