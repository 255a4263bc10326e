"""The content of a note's page: made when somebody asks for it, unless somebody else gives the page another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_vault.website.filling.moments import PageMoments
from mkdocs_vault.website.filling.players import Players

if TYPE_CHECKING:
    from mkdocs.structure.toc import TableOfContents


class FilledPage(NamedTuple):
    """A note's text as HTML with its headings and ids, and what plays on the page."""

    html: str
    toc: TableOfContents
    anchors: set[str]
    players: Players
    moments: PageMoments


class PageContent:
    """Holds what was made, or what was given in its place: `html`, `toc` and `anchors`, as MkDocs has them, None before it is rendered.

    `is_of_note` says that nobody has given anything: then the note decides about all of it.
    """

    is_of_note = False

    def __init__(self, fill: Callable[[], FilledPage], toc: TableOfContents) -> None:
        """Without content. `fill` makes it; `toc` is what the page has before."""
        self._fill = fill
        self._filled: FilledPage | None = None
        self._is_waiting = False
        self._html: str | None = None
        self._toc = toc
        self._anchors: set[str] | None = None

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Within this, a rendered page shows no content, and takes none; it is made when somebody asks for it afterwards."""
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False

    def render(self, *, may_wait: bool) -> None:
        """Make the content anew: now, or when somebody asks for it if it `may_wait` and the page is being read within `waiting`."""
        self.is_of_note = self._is_waiting and may_wait
        self._filled = None
        if not self.is_of_note:
            self._settle()

    @property
    def waits(self) -> bool:
        """Whether it will be made when somebody asks for it."""
        return self.is_of_note and self._filled is None

    @property
    def filled(self) -> FilledPage:
        """What was made of the note, made now if it wasn't; its `html` may be gone where something else was given."""
        if self._filled is None:
            self._filled = self._fill()
        return self._filled

    def forget(self) -> None:
        """Let go of what can be made again."""
        if self.is_of_note:
            self._filled = None

    @property
    def html(self) -> str | None:
        """The page's HTML."""
        if not self.is_of_note:
            return self._html
        return "" if self._is_waiting else self.filled.html

    @html.setter
    def html(self, html: str | None) -> None:
        if not (self.is_of_note and self._is_waiting):
            self._give()
            self._html = html

    @property
    def toc(self) -> TableOfContents:
        """The page's headings."""
        return self.filled.toc if self.is_of_note else self._toc

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        self._give()
        self._toc = toc

    @property
    def anchors(self) -> set[str] | None:
        """All ids that links may lead to."""
        return self.filled.anchors if self.is_of_note else self._anchors

    @anchors.setter
    def anchors(self, anchors: set[str] | None) -> None:
        self._give()
        self._anchors = anchors

    def _give(self) -> None:
        """Somebody gives a part: the other parts stay what they are."""
        if self.is_of_note:
            self._settle()

    def _settle(self) -> None:
        self.is_of_note = False
        filled = self.filled
        self._html, self._toc, self._anchors = filled.html, filled.toc, filled.anchors
        self._filled = filled._replace(html="")  # Which may go before the rest does.
